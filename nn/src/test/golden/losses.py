# SPDX-License-Identifier: Apache-2.0
"""Every loss: value, gradient by the predictions' weights and inputs, five steps; with and without sample weights."""

import numpy as np
from golden import File, network, rng_of

ROWS = 6
UNITS = 5


def case(out, name, loss, activation, targets, weights=None, **more):
    units = targets["units"]
    lines = [f"x Input - kind=floats shape={UNITS}", f"d Dense x units={units} activation={activation}"]
    data = [rng_of(name + " data").normal(0, 1, (ROWS, UNITS))]
    network(out, name, lines, data, targets["values"], loss, sample_weights=weights, **more)


def binary(name, units=1):
    return {"units": units, "values": rng_of(name + " targets").integers(0, 2, (ROWS, units))}


def one_hot(name, units=4):
    return {"units": units, "values": np.eye(units)[rng_of(name + " targets").integers(0, units, ROWS)]}


def soft(name, units=4):
    return {"units": units, "values": rng_of(name + " targets").dirichlet(np.ones(units), ROWS)}


def classes(name, units=4):
    return {"units": units, "values": rng_of(name + " targets").integers(0, units, (ROWS, 1))}


def numbers(name, units=3):
    return {"units": units, "values": rng_of(name + " targets").normal(0, 1, (ROWS, units))}


def signs(name, units=1):
    return {"units": units, "values": 2 * binary(name, units)["values"] - 1}


def saturated(model):
    """Predictions below Keras's clip of 1e-7."""
    kernel, bias = model.layers[-1].kernel, model.layers[-1].bias
    kernel.assign(np.asarray(kernel) * 0.125)
    bias.assign(np.asarray(bias) * 0 - 20)


def saturated_first(model):
    kernel, bias = model.layers[-1].kernel, model.layers[-1].bias
    kernel.assign(np.asarray(kernel) * 0.125)
    bias.assign([-20.0] + [0.0] * (bias.shape[0] - 1))


def make():
    out = File("losses")
    weights = [0.5, 2.0, 0.0, 1.0, 3.0, 0.25]
    kinds = [
        ("binary_{}", "BinaryCrossentropy", "sigmoid", lambda n: binary(n)),
        ("binary_three_{}", "BinaryCrossentropy", "sigmoid", lambda n: binary(n, 3)),
        ("categorical_{}", "CategoricalCrossentropy", "softmax", one_hot),
        ("categorical_soft_{}", "CategoricalCrossentropy", "softmax", soft),
        ("sparse_{}", "SparseCategoricalCrossentropy", "softmax", classes),
    ]
    for stem, loss, activation, targets in kinds:
        options = [("plain", "", activation), ("logits", " from_logits=true", "linear")]
        if loss != "SparseCategoricalCrossentropy":
            options += [
                ("smooth", " label_smoothing=0.1", activation),
                ("logits_smooth", " from_logits=true label_smoothing=0.2", "linear"),
            ]
        for option, words, end in options:
            name = stem.format(option)
            case(out, name, loss + words, end, targets(name))
            case(out, name + "_weighted", loss + words, end, targets(name), weights)
    case(out, "categorical_of_sigmoid", "CategoricalCrossentropy", "sigmoid", one_hot("categorical_of_sigmoid"))
    case(out, "sparse_of_sigmoid", "SparseCategoricalCrossentropy", "sigmoid", classes("sparse_of_sigmoid"))
    case(out, "binary_of_hard_sigmoid", "BinaryCrossentropy", "hard_sigmoid", binary("binary_of_hard_sigmoid", 2))
    case(out, "categorical_two", "CategoricalCrossentropy", "softmax", one_hot("categorical_two", 2))
    case(out, "sparse_many", "SparseCategoricalCrossentropy", "softmax", classes("sparse_many", 37))
    case(out, "hinge_signs", "Hinge", "tanh", signs("hinge_signs"))
    case(out, "hinge_zero_one", "Hinge", "linear", binary("hinge_zero_one", 3))
    case(out, "hinge_weighted", "Hinge", "tanh", signs("hinge_weighted", 2), weights)
    case(out, "squared_hinge", "SquaredHinge", "tanh", signs("squared_hinge", 2))
    case(out, "mse", "MeanSquaredError", "linear", numbers("mse"))
    case(out, "mse_weighted", "MeanSquaredError", "tanh", numbers("mse_weighted"), weights)
    name = "binary_saturated"
    case(out, name, "BinaryCrossentropy", "sigmoid", binary(name, 2), weights=None, start=saturated)
    case(out, name + "_logits", "BinaryCrossentropy from_logits=true", "linear", binary(name, 2), start=saturated)
    name = "categorical_saturated"
    case(out, name, "CategoricalCrossentropy", "softmax", one_hot(name), start=saturated_first)
    case(out, name + "_logits", "CategoricalCrossentropy from_logits=true", "linear", one_hot(name), start=saturated_first)
    name = "sparse_saturated"
    case(out, name, "SparseCategoricalCrossentropy", "softmax", classes(name), start=saturated_first)
    case(out, name + "_logits", "SparseCategoricalCrossentropy from_logits=true", "linear", classes(name), start=saturated_first)
    for option in ["", " gamma=0.5", " gamma=3 alpha=0.4 apply_class_balancing=true"]:
        for end, words in [("sigmoid", ""), ("linear", " from_logits=true")]:
            name = "binary_focal" + option.replace(" ", "_").replace("=", "_") + "_" + end
            case(out, name, "BinaryFocalCrossentropy" + words + option, end, binary(name, 3))
            case(out, name + "_weighted", "BinaryFocalCrossentropy" + words + option, end, binary(name), weights)
    for option in ["", " gamma=0.5 alpha=1.0", " gamma=3"]:
        for end, words in [("softmax", ""), ("linear", " from_logits=true"), ("sigmoid", "")]:
            name = "categorical_focal" + option.replace(" ", "_").replace("=", "_") + "_" + end
            case(out, name, "CategoricalFocalCrossentropy" + words + option, end, one_hot(name))
            case(out, name + "_weighted", "CategoricalFocalCrossentropy" + words + option, end, soft(name), weights)
    out.close()


if __name__ == "__main__":
    make()
