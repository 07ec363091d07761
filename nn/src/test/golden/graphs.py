# SPDX-License-Identifier: Apache-2.0
"""Graphs: merges of several inputs, with and without masks; layers used twice; several outputs."""

import numpy as np
import golden
import keras
from golden import STEPS, File, f32, make_loss, make_optimizer, rng_of, weight_names
import tensorflow as tf

ROWS = 12


def numbers(name, *shape):
    return f32(rng_of(name).normal(0, 1, (ROWS, *shape)))


def ids(name, steps, words):
    x = rng_of(name).integers(1, words, (ROWS, steps))
    for row in range(ROWS):
        x[row, : rng_of(f"{name} {row}").integers(0, steps - 1)] = 0
    return x.astype("int32")


def graph(out, name, model, data, targets, losses, weights, optimizer="Adam learning_rate=0.01"):
    """Runs one case; layer names are those of the Java test, which builds the graph by the case's name."""
    rng = rng_of(name + " weights")
    for _, variable in weight_names(model):
        variable.assign(f32(rng.normal(0, 0.5, variable.shape)))
    out.case(name)
    out.line("optimizer " + optimizer)
    for i, (x, layer) in enumerate(zip(data, model.inputs)):
        out.tensor("in/" + layer.name, x)
    targets = [f32(y) for y in targets]
    for i, (y, loss, weight) in enumerate(zip(targets, losses, weights)):
        out.line(f"loss {loss}")
        out.line(f"value weight{i} {weight!r}")
        out.tensor(f"target{i}", y)
    named = weight_names(model)
    for key, variable in named:
        out.tensor("w0/" + key, variable.numpy())
    objects = [make_loss(loss) for loss in losses]

    def total():
        ys = model(data, training=True)
        ys = ys if isinstance(ys, (list, tuple)) else [ys]
        parts = [loss(target, tf.identity(y)) for loss, target, y in zip(objects, targets, ys)]
        return ys, parts, sum(weight * part for weight, part in zip(weights, parts))

    update = make_optimizer(optimizer)
    for step in range(STEPS):
        with tf.GradientTape() as tape:
            ys, parts, both = total()
        gradients = [tf.convert_to_tensor(g) for g in tape.gradient(both, [v.value for v in model.trainable_variables])]
        if step == 0:
            assert both.dtype == "float64"
            out.line(f"value loss {float(both)!r}")
            for i, (y, part) in enumerate(zip(ys, parts)):
                out.line(f"value loss{i} {float(part)!r}")
                out.tensor(f"y{i}", y)
            paths = {id(v): key for key, v in named}
            for variable, gradient in zip(model.trainable_variables, gradients):
                out.tensor("g/" + paths[id(variable)], gradient)
            golden.check_gradient(name, model, gradients, lambda: (None, total()[2], 0.0))
        update.apply(gradients, model.trainable_variables)
    for key, variable in named:
        out.tensor("w5/" + key, variable.numpy())


def merges(out):
    """Each merge over two dense layers, then over two embeddings, of which both or one has a mask."""
    layers = keras.layers
    for merge in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"):
        for masks in ("none", "both", "first"):
            keras.utils.clear_session()
            name = f"{merge}_{masks}"
            a = keras.Input((6,), name="a", dtype="int32")
            b = keras.Input((6,), name="b", dtype="int32")
            x = layers.Embedding(9, 3, mask_zero=masks != "none", name="ea")(a)
            y = layers.Embedding(9, 3, mask_zero=masks == "both", name="eb")(b)
            merged = getattr(layers, merge)(name="m")([x, y])
            z = layers.Dense(2, name="d")(layers.GlobalAveragePooling1D(name="p")(merged))
            data = [ids(name + " a", 6, 9), ids(name + " b", 6, 9)]
            graph(out, name, keras.Model([a, b], z), data, [numbers(name, 2)], ["MeanSquaredError"], [1.0])


def products(out):
    layers = keras.layers
    for normalize in (False, True):
        for axes in ((2, 2), (1, 2)):
            keras.utils.clear_session()
            name = f"Dot_{axes[0]}_{axes[1]}_{normalize}"
            a = keras.Input((4, 3), name="a", dtype="float64")
            b = keras.Input((4, 3) if axes == (2, 2) else (5, 4), name="b", dtype="float64")
            x, y = layers.Dense(3, name="da")(a), layers.Dense(b.shape[2], name="db")(b)
            z = layers.Dense(2, name="d")(layers.Flatten(name="f")(layers.Dot(axes, normalize=normalize, name="m")([x, y])))
            data = [numbers(name + " a", 4, 3), numbers(name + " b", *b.shape[1:])]
            graph(out, name, keras.Model([a, b], z), data, [numbers(name, 2)], ["MeanSquaredError"], [1.0])


def pair(out):
    """An embedding and a convolution used twice, and two outputs with losses of different weights."""
    layers = keras.layers
    keras.utils.clear_session()
    a = keras.Input((7,), name="a", dtype="int32")
    b = keras.Input((9,), name="b", dtype="int32")
    embedding = layers.Embedding(12, 4, name="e")
    conv = layers.Conv1D(5, 3, activation="relu", name="c")
    x = layers.GlobalMaxPooling1D(name="pa")(conv(embedding(a)))
    y = layers.GlobalMaxPooling1D(name="pb")(conv(embedding(b)))
    joined = layers.Concatenate(name="j")([x, layers.Multiply(name="m")([x, y]), y])
    same = layers.Dense(1, activation="sigmoid", name="same")(joined)
    topic = layers.Dense(3, activation="softmax", name="topic")(joined)
    rng = rng_of("pair targets")
    targets = [rng.integers(0, 2, (ROWS, 1)), rng.integers(0, 3, (ROWS, 1))]
    losses = ["BinaryCrossentropy", "SparseCategoricalCrossentropy"]
    model = keras.Model([a, b], [same, topic])
    graph(out, "pair", model, [ids("pair a", 7, 12), ids("pair b", 9, 12)], targets, losses, [1.0, 0.25])


def make():
    out = File("graphs")
    merges(out)
    products(out)
    pair(out)
    out.close()


if __name__ == "__main__":
    make()
