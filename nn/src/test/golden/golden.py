# SPDX-License-Identifier: Apache-2.0
"""Runs cases in real Keras, in float64, and writes what came out. See README.md for the format of the files."""

import gzip
import os
import zlib

# TensorFlow, because Keras on JAX falls back to float32 inside many activations even where floatx is float64.
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras
import numpy as np
import tensorflow as tf

keras.config.set_floatx("float64")

STEPS = 5


def f32(values):
    """Rounded to what Lector can hold, so that both sides start from the same numbers."""
    return np.asarray(values, "float32").astype("float64")


def rng_of(name):
    """Random numbers of a case: they depend on its name alone, so that cases can be added without changing others."""
    return np.random.default_rng(zlib.crc32(name.encode()))


def value(text):
    if text in ("true", "false"):
        return text == "true"
    if text == "none":
        return None
    if "," in text:
        return [value(part) for part in text.split(",")]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text


def settings(words):
    return {key: value(text) for key, text in (word.split("=") for word in words)}


class File:
    """A golden file: text lines, each tensor's bytes right behind its line, all of it compressed."""

    def __init__(self, name):
        self.path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name + ".golden.gz")
        self.parts = []
        self.cases = 0
        self.line("lector-golden 1 keras=" + keras.__version__)

    def line(self, text):
        self.parts.append((text + "\n").encode("ascii"))

    def tensor(self, name, values):
        values = np.asarray(values)
        kind = "i32" if values.dtype.kind in "iu" else "f32"
        self.line(" ".join(["tensor", name, kind] + [str(n) for n in values.shape]))
        self.parts.append(np.ascontiguousarray(values, "<i4" if kind == "i32" else "<f4").tobytes())

    def case(self, name):
        self.cases += 1
        self.line("case " + name)

    def close(self):
        with open(self.path, "wb") as out, gzip.GzipFile("", "wb", 9, out, mtime=0) as zipped:
            zipped.write(b"".join(self.parts))
        print(self.path, self.cases, "cases,", os.path.getsize(self.path), "bytes", flush=True)


class GivenDropout(keras.layers.Layer):
    """Keras's Dropout, whose draw is made once and then stays, so that it can be written down."""

    def __init__(self, rate, kind="Dropout", **more):
        super().__init__(**more)
        self.rate, self.kind, self.mask = rate, kind, None

    def draw(self, shape, seed):
        mask = getattr(keras.layers, self.kind)(self.rate, seed=seed)(np.ones(shape), training=True).numpy()
        # One factor serves all steps of a channel.
        self.mask = mask[:, :1] if self.kind == "SpatialDropout1D" else mask

    def call(self, x, training=False):
        return x * self.mask if training and self.mask is not None else x


REGULARIZED = ("kernel", "bias", "embeddings", "gamma", "beta")


def keras_layer(name, class_name, args):
    args = dict(args)
    for part in REGULARIZED:
        l1, l2 = args.pop(part + "_l1", 0.0), args.pop(part + "_l2", 0.0)
        if l1 or l2:
            args[part + "_regularizer"] = keras.regularizers.L1L2(l1, l2)
        norm = args.pop(part + "_max_norm", None)
        if norm:
            args[part + "_constraint"] = keras.constraints.MaxNorm(norm)
    if class_name in ("Dropout", "SpatialDropout1D") and args["rate"] > 0:
        return GivenDropout(name=name, kind=class_name, **args)
    return getattr(keras.layers, class_name)(name=name, **args)


def build(lines):
    """A Keras model from lines `NAME CLASS INPUTS key=value ...`; the last line is the output."""
    made, inputs, floats = {}, [], {}
    for line in lines:
        name, class_name, feeds, *words = line.split()
        args = settings(words)
        if class_name == "Input":
            shape = args["shape"] if isinstance(args["shape"], list) else [args["shape"]]
            floats[name] = args["kind"] != "ids"
            made[name] = keras.Input(shape, name=name, dtype="float64" if floats[name] else "int32")
            inputs.append(made[name])
            continue
        fed = [made[feed] for feed in feeds.split(",")]
        made[name] = keras_layer(name, class_name, args)(fed if class_name == "Concatenate" else fed[0])
    return keras.Model(inputs, made[lines[-1].split()[0]]), floats


def weight_names(model):
    """(layer/weight, variable) in the order of the layers."""
    return [(layer.name + "/" + v.name, v) for layer in model.layers for v in layer.weights]


def make_loss(line):
    name, *words = line.split()
    return getattr(keras.losses, name)(**settings(words))


def make_schedule(name, args):
    return getattr(keras.optimizers.schedules, name)(**args)


def make_optimizer(line):
    """`Adam learning_rate=0.1 clipnorm=1`, or with a schedule: `SGD momentum=0.9 @ ExponentialDecay ...`."""
    text, _, schedule = line.partition("@")
    name, *words = text.split()
    args = settings(words)
    if schedule:
        kind, *words = schedule.split()
        args["learning_rate"] = make_schedule(kind, settings(words))
    return getattr(keras.optimizers, name)(**args)


def random_weights(model, rng):
    for name, variable in weight_names(model):
        if name.endswith(("gamma", "variance")):
            variable.assign(f32(rng.uniform(0.5, 1.5, variable.shape)))
            continue
        scale = 0.3 if name.endswith(("bias", "beta", "mean")) else 0.6 if name.endswith("embeddings") else 0.0
        if not scale:
            scale = 1.2 / np.sqrt(np.prod(variable.shape[:-1]))
        variable.assign(f32(rng.normal(0, scale, variable.shape)))


def check_gradient(name, model, gradients, total):
    """Compares with a difference quotient: shows that nothing inside fell back to float32."""
    rng = rng_of(name + " direction")
    directions = [rng.normal(0, 1, v.shape) for v in model.trainable_variables]
    if not directions:
        return
    start = [v.numpy() for v in model.trainable_variables]
    ends = []
    for sign in (1, -1):
        for variable, at, direction in zip(model.trainable_variables, start, directions):
            variable.assign(at + sign * 1e-7 * direction)
        _, main, penalty = total()
        ends.append(float(main + penalty))
    for variable, at in zip(model.trainable_variables, start):
        variable.assign(at)
    slope = sum(float(np.sum(g * d)) for g, d in zip(gradients, directions))
    error = abs((ends[0] - ends[1]) / 2e-7 - slope)
    if error > 1e-6 * max(1, abs(slope)):
        print(f"{name}: slope {slope}, difference quotient off by {error}", flush=True)


def moving(model):
    """(variable, value) of what training moves without a gradient."""
    return [(v, v.numpy()) for name, v in weight_names(model) if "/moving_" in name]


def network(
    out,
    name,
    lines,
    data,
    targets,
    loss="MeanSquaredError",
    optimizer="SGD learning_rate=0.5 momentum=0.9",
    sample_weights=None,
    start=None,
):
    """Runs one case. `data`: one array an input; the rows are used in STEPS batches, or all of them in every step."""
    keras.utils.clear_session()
    model, floats = build(lines)
    random_weights(model, rng_of(name + " weights"))
    if start:
        start(model)
    data = [np.asarray(x) for x in data]
    data = [f32(x) if x.dtype.kind == "f" else x.astype("int32") for x in data]
    rows = len(targets)
    batch = rows // STEPS if rows % STEPS == 0 and rows >= 4 * STEPS else rows
    targets = f32(targets)
    sample_weights = None if sample_weights is None else f32(sample_weights)

    out.case(name)
    for line in lines:
        out.line("node " + line)
    out.line("loss " + loss)
    out.line("optimizer " + optimizer)
    out.line(f"batch {batch}")
    for (line, x) in zip(lines, data):
        assert line.split()[1] == "Input", line
        out.tensor("in/" + line.split()[0], x)
    out.tensor("target", targets)
    if sample_weights is not None:
        out.tensor("sample_weight", sample_weights)
    named = weight_names(model)
    for key, variable in named:
        out.tensor("w0/" + key, variable.numpy())
    for dropped in (layer for layer in model.layers if isinstance(layer, GivenDropout)):
        dropped.draw((batch, *dropped.output.shape[1:]), seed=zlib.crc32(name.encode()))
        out.tensor("mask/" + dropped.name, dropped.mask)

    loss_object = make_loss(loss)
    at_floats = [i for i, line in enumerate(lines[: len(data)]) if floats[line.split()[0]]]

    def total(step=0, inputs=None):
        rows_of = slice(None) if batch == rows else slice(step * batch, (step + 1) * batch)
        y = model([x[rows_of] for x in data] if inputs is None else inputs, training=True)
        part = None if sample_weights is None else sample_weights[rows_of]
        # tf.identity drops the logits that Keras on TensorFlow notes at softmax and sigmoid, and would use instead of
        # the probabilities, without the clip at 1e-7 that its documentation and its other backends have.
        main = loss_object(targets[rows_of], tf.identity(y), sample_weight=part)
        return y, main, sum(model.losses) if model.losses else tf.zeros((), "float64")

    def dense(gradients):
        # Keras on TensorFlow gives optimizers one slice for every place where a word stands, and Adam and others then
        # square the slices one by one, not their sum. Its other backends take the sum.
        return [tf.convert_to_tensor(g) for g in gradients]

    inputs = [tf.constant(x[:batch]) for x in data]
    start_of_moving = moving(model)
    if start_of_moving:
        # What evaluation and prediction give: not the same as a step of training.
        y = model(inputs, training=False)
        part = None if sample_weights is None else sample_weights[:batch]
        out.tensor("y_inference", y)
        out.line(f"value loss_inference {float(loss_object(targets[:batch], tf.identity(y), sample_weight=part))!r}")
    float_inputs = [inputs[i] for i in at_floats]
    with tf.GradientTape() as tape:
        tape.watch(float_inputs)
        y, main, penalty = total(0, inputs)
        both = main + penalty
    by_weights, by_inputs = tape.gradient(both, ([v.value for v in model.trainable_variables], float_inputs))
    by_weights = dense(by_weights)
    assert y.dtype == main.dtype == "float64" and np.all(np.isfinite(y)), name
    check_gradient(name, model, by_weights, total)
    out.line(f"value loss {float(main)!r}")
    out.line(f"value penalty {float(penalty)!r}")
    out.tensor("y", y)
    paths = {id(v): key for key, v in named}
    for variable, gradient in zip(model.trainable_variables, by_weights):
        out.tensor("g/" + paths[id(variable)], gradient)
    for i, gradient in zip(at_floats, by_inputs):
        out.tensor("gx/" + lines[i].split()[0], gradient)

    for variable, before in start_of_moving:
        variable.assign(before)
    update = make_optimizer(optimizer)
    for step in range(STEPS):
        with tf.GradientTape() as tape:
            _, main, penalty = total(step)
            both = main + penalty
        update.apply(dense(tape.gradient(both, [v.value for v in model.trainable_variables])), model.trainable_variables)
    for key, variable in named:
        largest = float(np.max(np.abs(variable.numpy())))
        if not largest < 20:
            print(f"{name}: training grew {key} to {largest}", flush=True)
        out.tensor("w5/" + key, variable.numpy())
    if start_of_moving:
        out.tensor("y5_inference", model(inputs, training=False))
