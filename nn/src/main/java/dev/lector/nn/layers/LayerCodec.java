// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.layers;

import dev.lector.nn.Shape;
import dev.lector.nn.records.Records;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Layers as data, and back: {@code {"class_name": "Dense", "config": {"units": 3, "activation": "relu", ...}}}, made of
 * maps, lists, strings, booleans, {@link Integer}, {@link Double} and null, so that any JSON library can write it. A
 * setting's name is the record component's in Keras's spelling: {@code kernelSize} is {@code kernel_size}.
 *
 * <p>Enums are written as their lower-case names, shapes as lists, initialisers, penalties and constraints as maps like
 * that of a layer. Reading is strict: an unknown class, an unknown or missing setting and a value of another type are
 * errors.
 *
 * <p>A codec knows the built-in classes. Other layers and initialisers are made known with {@link #with}; a codec never
 * changes.
 */
public final class LayerCodec {
    private static final String CLASS_NAME = "class_name";
    private static final String CONFIG = "config";
    private static final LayerCodec BUILT_IN = new LayerCodec(Map.of(), Map.of())
            .with("InputLayer", Input.class)
            .with("Embedding", Embedding.class)
            .with("Conv1D", Conv1D.class)
            .with("MaxPooling1D", MaxPooling1D.class)
            .with("AveragePooling1D", AveragePooling1D.class)
            .with("GlobalMaxPooling1D", GlobalMaxPooling1D.class)
            .with("GlobalAveragePooling1D", GlobalAveragePooling1D.class)
            .with("Flatten", Flatten.class)
            .with("Concatenate", Concatenate.class)
            .with("Add", Add.class)
            .with("Subtract", Subtract.class)
            .with("Multiply", Multiply.class)
            .with("Average", Average.class)
            .with("Maximum", Maximum.class)
            .with("Minimum", Minimum.class)
            .with("Dot", Dot.class)
            .with("Reshape", Reshape.class)
            .with("Part", Part.class)
            .with("Dense", Dense.class)
            .with("Dropout", Dropout.class)
            .with("SpatialDropout1D", SpatialDropout1D.class)
            .with("Activation", ActivationLayer.class)
            .with("BatchNormalization", BatchNormalization.class)
            .with("LayerNormalization", LayerNormalization.class)
            .with("SimpleRNN", SimpleRNN.class)
            .with("LSTM", LSTM.class)
            .with("GRU", GRU.class)
            .with("Bidirectional", Bidirectional.class)
            .with("TimeDistributed", TimeDistributed.class)
            .with("Masking", Masking.class)
            .with("HierarchicalSoftmax", HierarchicalSoftmax.class)
            .with("EmbeddingBags", EmbeddingBags.class)
            .with("WordRegions", WordRegions.class)
            .with("NgramSums", NgramSums.class)
            .with("ResponseNormalization", ResponseNormalization.class)
            .with("GlorotUniform", Initializers.GlorotUniform.class)
            .with("GlorotNormal", Initializers.GlorotNormal.class)
            .with("HeUniform", Initializers.HeUniform.class)
            .with("HeNormal", Initializers.HeNormal.class)
            .with("LecunUniform", Initializers.LecunUniform.class)
            .with("LecunNormal", Initializers.LecunNormal.class)
            .with("RandomUniform", Initializers.RandomUniform.class)
            .with("Orthogonal", Initializers.Orthogonal.class)
            .with("Constant", Initializers.Constant.class)
            .with("Zeros", Initializers.Zeros.class)
            .with("Ones", Initializers.Ones.class)
            .with("Stored", Initializers.Stored.class)
            .with("L1L2", Regularizer.class)
            .with("MaxNorm", Constraint.class);

    private final Map<String, Class<? extends Record>> classes;
    private final Map<String, Lambda> lambdas;

    private LayerCodec(Map<String, Class<? extends Record>> classes, Map<String, Lambda> lambdas) {
        this.classes = Map.copyOf(classes);
        this.lambdas = Map.copyOf(lambdas);
    }

    /** The codec that knows the layers and initialisers of this package. */
    public static LayerCodec builtIn() {
        return BUILT_IN;
    }

    /**
     * A codec that knows one class more.
     *
     * @param className the name in the data; for a layer, what its {@link Layer#className} gives
     * @param type a record whose components are the settings
     */
    public LayerCodec with(String className, Class<? extends Record> type) {
        Map<String, Class<? extends Record>> more = new HashMap<>(classes);
        if (more.put(className, type) != null) {
            throw new IllegalArgumentException("A codec knows one class of a name. Received: class_name=" + className
                    + " twice. Give the new one another className().");
        }
        return new LayerCodec(more, lambdas);
    }

    /**
     * A codec that knows one operation more. Functions are not data: only the operation's name is saved, and this finds it
     * again.
     */
    public LayerCodec with(Lambda lambda) {
        Map<String, Lambda> more = new HashMap<>(lambdas);
        if (more.put(lambda.name(), lambda) != null) {
            throw new IllegalArgumentException(
                    "A codec knows one Lambda of a name. Received: name=" + lambda.name() + " twice. Rename one.");
        }
        return new LayerCodec(classes, more);
    }

    /** A layer's settings as data. */
    public Map<String, Object> encode(Layer layer) {
        if (layer instanceof Lambda lambda) {
            known(lambda.name());
            return Map.of(CLASS_NAME, "Lambda", CONFIG, Map.of("name", lambda.name()));
        }
        if (layer instanceof Record record && classes.get(layer.className()) == layer.getClass()) {
            return encodeRecord(record);
        }
        throw new IllegalArgumentException("Only a record that the codec knows can be saved. Received: layer=" + layer
                + ". Make it known with" + " LayerCodec.builtIn().with(\"" + layer.className() + "\", ...).");
    }

    /**
     * The layer of which these are the settings.
     *
     * @throws IllegalArgumentException if the data are not a layer's, or a layer refuses its settings
     */
    public Layer decode(Map<String, Object> data) {
        if ("Lambda".equals(data.get(CLASS_NAME))) {
            DataReader reader = new DataReader(data, "layer");
            reader.text(CLASS_NAME);
            DataReader config = new DataReader(reader.map(CONFIG), "Lambda");
            reader.end();
            Lambda lambda = known(config.text("name"));
            config.end();
            return lambda;
        }
        Record record = decodeRecord(data, "layer");
        if (record instanceof Layer layer) {
            return layer;
        }
        throw new IllegalArgumentException("A layer must be described here. Received: class_name="
                + data.get(CLASS_NAME) + ", which is no layer.");
    }

    private Lambda known(String name) {
        Lambda lambda = lambdas.get(name);
        if (lambda == null) {
            throw new IllegalArgumentException(
                    "The functions of a Lambda are not saved, so its name must be known where a"
                            + " model is written and read. Received: name=" + name + ", known are "
                            + lambdas.keySet().stream().sorted().toList()
                            + ". Make it known with LayerCodec.builtIn().with(lambda), or write it as a Layer of its"
                            + " own.");
        }
        return lambda;
    }

    private Map<String, Object> encodeRecord(Record record) {
        Map<String, Object> config = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String name = kerasName(component.getName());
            config.put(name, encodeValue(record, name, Records.get(record, component)));
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(CLASS_NAME, nameOf(record));
        data.put(CONFIG, config);
        return data;
    }

    private String nameOf(Record record) {
        return classes.entrySet().stream()
                .filter(entry -> entry.getValue() == record.getClass())
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Only a record that the codec knows can be saved. Received: "
                                + record + ". Make it known with LayerCodec.builtIn().with(...)."));
    }

    private Object encodeValue(Record record, String name, Object value) {
        if (value instanceof Initializer initializer) {
            value = initializer.saved();
        }
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof String) {
            return value;
        }
        if (value instanceof Float number) {
            return Double.valueOf(number.toString());
        }
        if (value instanceof Double) {
            return value;
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof Shape shape) {
            return Arrays.stream(shape.dims()).boxed().toList();
        }
        if (value instanceof List<?> list && list.stream().allMatch(Integer.class::isInstance)) {
            return list;
        }
        if (value instanceof Record part) {
            return encodeRecord(part);
        }
        throw new IllegalArgumentException(
                "A setting must be a number, text, yes or no, an enum, a shape, a list of whole numbers or a record of"
                        + " these. Received: "
                        + record.getClass().getSimpleName() + "." + name + "="
                        + value.getClass().getName() + ".");
    }

    private Record decodeRecord(Map<?, ?> data, String place) {
        DataReader reader = new DataReader(data, place);
        String className = reader.text(CLASS_NAME);
        Class<? extends Record> type = classes.get(className);
        if (type == null) {
            throw new IllegalArgumentException("The codec must know the class. Received: class_name=" + className
                    + ". Make it known with LayerCodec.builtIn().with(...); known are "
                    + classes.keySet().stream().sorted().toList() + ".");
        }
        DataReader config = new DataReader(reader.map(CONFIG), className);
        reader.end();
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = kerasName(component.getName());
            values.add(decodeValue(config, name, component.getType()));
        }
        config.end();
        return Records.create(type, values.toArray());
    }

    private Object decodeValue(DataReader config, String name, Class<?> type) {
        Object value = config.value(name);
        if (value == null && !type.isPrimitive()) {
            return null;
        }
        if (type == int.class) {
            return config.integer(name);
        }
        if (type == float.class) {
            return (float) config.number(name);
        }
        if (type == double.class) {
            return config.number(name);
        }
        if (type == boolean.class) {
            return config.yesOrNo(name);
        }
        if (type == String.class) {
            return config.text(name);
        }
        if (type == Shape.class) {
            return Shape.of(config.integers(name));
        }
        if (type == List.class) {
            return Arrays.stream(config.integers(name)).boxed().toList();
        }
        if (type.isEnum()) {
            return config.constant(name, type);
        }
        Record record = decodeRecord(config.map(name), name);
        if (!type.isInstance(record)) {
            throw config.wrong(name, "a " + type.getSimpleName());
        }
        return record;
    }

    private static String kerasName(String component) {
        return component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
