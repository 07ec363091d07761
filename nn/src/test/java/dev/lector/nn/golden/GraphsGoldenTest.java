// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lector.nn.FloatSamples;
import dev.lector.nn.IdSamples;
import dev.lector.nn.Model;
import dev.lector.nn.Node;
import dev.lector.nn.Predictor;
import dev.lector.nn.Samples;
import dev.lector.nn.Shape;
import dev.lector.nn.Weight;
import dev.lector.nn.golden.GoldenFile.Case;
import dev.lector.nn.golden.GoldenFile.Tensor;
import dev.lector.nn.kernels.KernelChoice;
import dev.lector.nn.layers.Activation;
import dev.lector.nn.layers.Add;
import dev.lector.nn.layers.Average;
import dev.lector.nn.layers.Concatenate;
import dev.lector.nn.layers.Conv1D;
import dev.lector.nn.layers.Dense;
import dev.lector.nn.layers.Dot;
import dev.lector.nn.layers.Embedding;
import dev.lector.nn.layers.Flatten;
import dev.lector.nn.layers.GlobalAveragePooling1D;
import dev.lector.nn.layers.GlobalMaxPooling1D;
import dev.lector.nn.layers.Input;
import dev.lector.nn.layers.Layer;
import dev.lector.nn.layers.Maximum;
import dev.lector.nn.layers.Minimum;
import dev.lector.nn.layers.Multiply;
import dev.lector.nn.layers.Subtract;
import dev.lector.nn.plan.TrainingPlan;
import dev.lector.nn.train.Objective;
import dev.lector.nn.train.Optimizer;
import dev.lector.nn.train.Sgd;
import dev.lector.nn.train.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Merges, layers used twice and several outputs against real Keras: see {@code src/test/golden/graphs.py}. */
class GraphsGoldenTest {
    private static final int STEPS = 5;

    static Stream<Case> cases() {
        return GoldenFile.read("graphs").stream();
    }

    private static Model build(Case golden) {
        String[] words = golden.name().split("_");
        Model model = words[0].equals("pair") ? pair() : words[0].equals("Dot") ? product(words) : merge(words);
        for (Weight weight : model.weights()) {
            float[] values = golden.floats("w0/" + weight.name());
            System.arraycopy(values, 0, weight.values(), 0, values.length);
        }
        return model;
    }

    private static Model merge(String[] words) {
        Node a = Input.ids(6).node("a");
        Node b = Input.ids(6).node("b");
        Layer layer = switch (words[0]) {
            case "Add" -> new Add();
            case "Subtract" -> new Subtract();
            case "Multiply" -> new Multiply();
            case "Average" -> new Average();
            case "Maximum" -> new Maximum();
            default -> new Minimum();
        };
        Node x = a.then("ea", new Embedding(9, 3).maskZero(!words[1].equals("none")));
        Node y = b.then("eb", new Embedding(9, 3).maskZero(words[1].equals("both")));
        Node merged = Node.of("m", layer, List.of(x, y));
        Node out = merged.then("p", new GlobalAveragePooling1D()).then("d", new Dense(2));
        return Model.of("merge", List.of(a, b), List.of(out));
    }

    private static Model product(String[] words) {
        boolean last = words[1].equals("2");
        Node a = Input.floats(4, 3).node("a");
        Node b = (last ? Input.floats(4, 3) : Input.floats(5, 4)).node("b");
        Dot dot = new Dot(Integer.parseInt(words[1]), Integer.parseInt(words[2])).normalize(words[3].equals("True"));
        Node x = a.then("da", new Dense(3));
        Node y = b.then("db", new Dense(last ? 3 : 4));
        Node out = Node.of("m", dot, List.of(x, y)).then("f", new Flatten()).then("d", new Dense(2));
        return Model.of("product", List.of(a, b), List.of(out));
    }

    private static Model pair() {
        Node a = Input.ids(7).node("a");
        Node b = Input.ids(9).node("b");
        Node x = a.then("e", new Embedding(12, 4));
        Node conv = x.then("c", new Conv1D(5, 3).activation(Activation.RELU));
        Node one = conv.then("pa", new GlobalMaxPooling1D());
        Node two = conv.applyTo(x.applyTo(b)).then("pb", new GlobalMaxPooling1D());
        Node joined =
                Node.of("j", new Concatenate(), List.of(one, Node.of("m", new Multiply(), List.of(one, two)), two));
        Node same = joined.then("same", new Dense(1).activation(Activation.SIGMOID));
        Node topic = joined.then("topic", new Dense(3).activation(Activation.SOFTMAX));
        return Model.of("pair", List.of(a, b), List.of(same, topic));
    }

    private static List<Samples> samples(Case golden) {
        List<Samples> samples = new ArrayList<>();
        for (String name : List.of("in/a", "in/b")) {
            Tensor tensor = golden.tensors().get(name);
            int[] dims = Arrays.copyOfRange(tensor.dims(), 1, tensor.dims().length);
            samples.add(
                    tensor.ints() != null
                            ? new IdSamples(dims[0], tensor.ints())
                            : new FloatSamples(Shape.of(dims), tensor.floats()));
        }
        return samples;
    }

    private static List<Objective> objectives(Case golden) {
        List<Objective> objectives = new ArrayList<>();
        for (String line : golden.lines().get("loss")) {
            float weight = (float) golden.value("weight" + objectives.size());
            objectives.add(new Objective(GoldenTraining.loss(line)).weight(weight));
        }
        return objectives;
    }

    private static List<Target> targets(Case golden) {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < golden.lines().get("loss").size(); i++) {
            Tensor tensor = golden.tensors().get("target" + i);
            targets.add(new Target(tensor.floats(), tensor.dims()[1]));
        }
        return targets;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void predictsAsKeras(Case golden) {
        List<float[]> found = Predictor.of(build(golden)).predictAll(samples(golden), 1);
        for (int i = 0; i < found.size(); i++) {
            assertClose(golden.floats("y" + i), found.get(i), 1e-5, "y" + i);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void hasKerasGradients(Case golden) {
        for (boolean fused : new boolean[] {false, true}) {
            Model model = build(golden);
            double total;
            try (TrainingPlan plan = plan(golden, model, new Sgd(1), fused)) {
                total = plan.step(samples(golden), null, 0, 12, targets(golden), 1);
                for (int i = 0; i < model.outputs().size(); i++) {
                    assertThat(plan.lossSum(i) / 12).isCloseTo(golden.value("loss" + i), within(1e-5));
                }
            }
            assertThat(total / 12).isCloseTo(golden.value("loss"), within(1e-5));
            for (Weight weight : model.weights()) {
                float[] gradient = golden.floats("w0/" + weight.name()).clone();
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] -= weight.values()[i];
                }
                assertClose(golden.floats("g/" + weight.name()), gradient, 1e-4, weight.name());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void trainsAsKeras(Case golden) {
        for (boolean fused : new boolean[] {false, true}) {
            Model model = build(golden);
            Optimizer optimizer = GoldenTraining.optimizer(golden.line("optimizer"));
            try (TrainingPlan plan = plan(golden, model, optimizer, fused)) {
                for (int step = 0; step < STEPS; step++) {
                    plan.step(samples(golden), null, 0, 12, targets(golden), 1);
                }
            }
            for (Weight weight : model.weights()) {
                assertClose(golden.floats("w5/" + weight.name()), weight.values(), 1e-4, weight.name());
            }
        }
    }

    private static TrainingPlan plan(Case golden, Model model, Optimizer optimizer, boolean fused) {
        return new TrainingPlan(model, objectives(golden), optimizer, 1, 2, KernelChoice.best(), fused);
    }

    /** The distance of all values, relative to their size. */
    private static void assertClose(float[] expected, float[] found, double tolerance, String what) {
        double error = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            error += Math.pow((double) expected[i] - found[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        assertThat(Math.sqrt(error)).as(what).isLessThanOrEqualTo(tolerance * Math.max(0.01, Math.sqrt(norm)));
    }
}
