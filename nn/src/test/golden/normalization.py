# SPDX-License-Identifier: Apache-2.0
"""BatchNormalization, LayerNormalization and SpatialDropout1D: alone, in recipes, with masks, frozen, one row a batch."""

from golden import STEPS, File, network, rng_of
from networks import texts

SGD = "SGD learning_rate=0.05 momentum=0.9"
MASKED = [
    "x Input - kind=ids shape=12",
    "e Embedding x input_dim=40 output_dim=7 mask_zero=true",
    "n BatchNormalization e momentum=0.8",
    "m LayerNormalization n",
    "h Dense m units=9 activation=tanh",
    "n2 BatchNormalization h",
    "p GlobalAveragePooling1D n2",
    "d Dense p units=1 activation=sigmoid",
]
REGULARISED_CNN = [
    "x Input - kind=ids shape=16",
    "e Embedding x input_dim=60 output_dim=10",
    "c1 Conv1D e filters=20 kernel_size=4 activation=relu",
    "s1 SpatialDropout1D c1 rate=0.2",
    "n1 BatchNormalization s1",
    "c2 Conv1D n1 filters=20 kernel_size=4 activation=relu",
    "s2 SpatialDropout1D c2 rate=0.25",
    "n2 BatchNormalization s2",
    "c3 Conv1D n2 filters=20 kernel_size=4 activation=relu",
    "p GlobalMaxPooling1D c3",
    "d1 Dense p units=12 activation=relu",
    "o1 Dropout d1 rate=0.5",
    "n3 BatchNormalization o1",
    "d2 Dense n3 units=12 activation=relu",
    "o2 Dropout d2 rate=0.4",
    "n4 BatchNormalization o2",
    "d3 Dense n4 units=1 activation=sigmoid",
]


def without_dropout(lines):
    return [" ".join("rate=0.0" if word.startswith("rate=") else word for word in line.split(" ")) for line in lines]


def alone(out, name, layer, shape, rows, optimizer=SGD, shift=0.0):
    """The layer between values and a dense layer; its input's gradient is compared too."""
    rng = rng_of(name + " data")
    x = rng.normal(0, 1, (rows, *shape)) * rng.uniform(0.2, 2, shape[-1]) + shift * rng.normal(0, 1, shape[-1])
    flat = [] if len(shape) == 1 else ["f Flatten n"]
    lines = [
        "x Input - kind=floats shape=" + ",".join(map(str, shape)),
        "n " + layer.replace(" ", " x ", 1) if " " in layer else "n " + layer + " x",
        *flat,
        f"d Dense {'f' if flat else 'n'} units=2 activation=tanh",
    ]
    network(out, name, lines, [x], rng.normal(0, 1, (rows, 2)), optimizer=optimizer)


def make():
    out = File("normalization")
    batch = "BatchNormalization"
    alone(out, "batch_channels", batch, [6], 13 * STEPS)
    alone(out, "batch_steps", batch, [7, 5], 13 * STEPS, "Adam learning_rate=0.01")
    alone(out, "batch_wide", batch, [3, 37], 40)
    alone(out, "batch_settings", batch + " momentum=0.7 epsilon=0.1 center=false scale=false", [6], 11)
    alone(out, "batch_no_scale", batch + " scale=false", [4, 6], 11)
    alone(out, "batch_no_center", batch + " center=false", [4, 6], 11)
    alone(out, "batch_frozen", batch + " trainable=false", [4, 6], 11)
    alone(out, "batch_limits", batch + " gamma_l2=0.1 beta_l1=0.05 gamma_max_norm=1.1", [4, 6], 11)
    alone(out, "batch_of_one_text", batch, [5, 6], 1)
    alone(out, "batch_of_one_row", batch, [6], 1)
    alone(out, "batch_far_from_zero", batch, [5, 6], 70, shift=100.0)
    layer = "LayerNormalization"
    alone(out, "layer_channels", layer, [6], 13 * STEPS)
    alone(out, "layer_steps", layer, [7, 37], 13, "Adam learning_rate=0.01")
    alone(out, "layer_settings", layer + " epsilon=0.1 center=false scale=false", [4, 6], 11)
    alone(out, "layer_limits", layer + " gamma_l2=0.1 beta_l1=0.05 gamma_max_norm=1.1", [6], 11)
    alone(out, "layer_frozen", layer + " trainable=false", [6], 11)

    name = "batch_masked"
    ids, labels = texts(name, 12, 40, batch=13)
    network(out, name, MASKED, [ids], labels[:, None], "BinaryCrossentropy", "Adam learning_rate=0.01")
    name = "regularised_cnn"
    ids, labels = texts(name, 16, 60, batch=21)
    network(out, name, without_dropout(REGULARISED_CNN), [ids], labels[:, None], "BinaryCrossentropy", SGD)
    name = "regularised_cnn_dropout_given"
    ids, labels = texts(name, 16, 60, batch=21)
    network(out, name, REGULARISED_CNN, [ids], labels[:, None], "BinaryCrossentropy", "SGD learning_rate=0.01")
    out.close()


if __name__ == "__main__":
    make()
