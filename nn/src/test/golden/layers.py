# SPDX-License-Identifier: Apache-2.0
"""Every layer with its options: forward, gradients by weights and inputs, five steps."""

import numpy as np
from golden import File, build, network, rng_of

ACTIVATIONS = (
    "linear relu sigmoid tanh softmax elu selu gelu leaky_relu softplus silu hard_sigmoid".split()
)
ROWS = 4


def floats(name, *dims, rows=ROWS):
    return rng_of(name + " data").normal(0, 1, (rows, *dims))


def ids(name, steps, words, rows=ROWS):
    """Texts of different lengths behind leading zeros, with words that come again."""
    rng = rng_of(name + " data")
    values = rng.integers(1, words, (rows, steps))
    values[:, -1] = values[0, -1]
    for row in range(rows):
        values[row, : rng.integers(0, steps // 2 + 1)] = 0
    values[1, : steps // 2] = 0
    return values


def layer(out, name, lines, data, **more):
    """Adds Flatten where the output is a sequence, and random targets."""
    model, _ = build(lines)
    if len(model.output_shape) > 2:
        lines = lines + ["flat Flatten " + lines[-1].split()[0]]
    outputs = int(np.prod(model.output_shape[1:]))
    targets = rng_of(name + " targets").normal(0, 1, (len(data[0]), outputs))
    rate = 0.3 if outputs > 11 else 0.04
    network(out, name, lines, data, targets, optimizer=f"SGD learning_rate={rate} momentum=0.9", **more)


def sequence(out, name, *lines, steps=9, channels=5):
    layer(out, name, [f"x Input - kind=floats shape={steps},{channels}", *lines], [floats(name, steps, channels)])


def vector(out, name, *lines, units=7):
    layer(out, name, [f"x Input - kind=floats shape={units}", *lines], [floats(name, units)])


def words(out, name, *lines, steps=8, vocabulary=12, **more):
    layer(out, name, [f"x Input - kind=ids shape={steps}", *lines], [ids(name, steps, vocabulary)], **more)


def embedding(out):
    for dim in (1, 4, 17):
        words(out, f"embedding_{dim}", f"e Embedding x input_dim=12 output_dim={dim}")
    words(out, "embedding_frozen", "e Embedding x input_dim=12 output_dim=4 trainable=false", "d Dense e units=2")
    masked = "e Embedding x input_dim=12 output_dim=4 mask_zero=true"
    words(out, "embedding_masked_average", masked, "p GlobalAveragePooling1D e")
    words(out, "embedding_masked_max", masked, "p GlobalMaxPooling1D e")
    words(out, "embedding_masked_dense_average", masked, "d Dense e units=3 activation=tanh", "p GlobalAveragePooling1D d")
    words(
        out,
        "embedding_masked_activation_dropout_average",
        masked,
        "a Activation e activation=sigmoid",
        "o Dropout a rate=0.0",
        "p GlobalAveragePooling1D o",
    )
    words(out, "embedding_masked_conv_average", masked, "c Conv1D e filters=3 kernel_size=2", "p GlobalAveragePooling1D c")
    words(out, "embedding_average", "e Embedding x input_dim=12 output_dim=4", "p GlobalAveragePooling1D e")
    words(out, "embedding_l2", "e Embedding x input_dim=12 output_dim=4 embeddings_l2=0.01")
    words(out, "embedding_l1", "e Embedding x input_dim=12 output_dim=4 embeddings_l1=0.01")
    words(out, "embedding_max_norm", "e Embedding x input_dim=12 output_dim=4 embeddings_max_norm=2.0")


def conv(out):
    for padding in ("valid", "same", "causal"):
        for width in (1, 2, 3, 4):
            for strides, dilation in ((1, 1), (2, 1), (3, 1), (1, 2), (1, 3)):
                if width == 1 and dilation > 1 or width == 4 and (strides, dilation) == (1, 3) and padding == "valid":
                    continue
                sequence(
                    out,
                    f"conv1d_{padding}_k{width}_s{strides}_d{dilation}",
                    f"c Conv1D x filters=6 kernel_size={width} padding={padding} strides={strides} dilation_rate={dilation}",
                )
        sequence(
            out,
            f"conv1d_{padding}_relu_wide",
            f"c Conv1D x filters=33 kernel_size=5 padding={padding} activation=relu",
            channels=17,
            steps=11,
        )
    for activation in ACTIVATIONS:
        sequence(out, f"conv1d_{activation}", f"c Conv1D x filters=4 kernel_size=3 activation={activation}")
    sequence(out, "conv1d_no_bias", "c Conv1D x filters=4 kernel_size=3 use_bias=false activation=relu")
    sequence(out, "conv1d_as_long_as_the_text", "c Conv1D x filters=4 kernel_size=9 activation=relu")
    sequence(out, "conv1d_same_longer_than_the_text", "c Conv1D x filters=4 kernel_size=7 padding=same", steps=3)
    sequence(out, "conv1d_causal_longer_than_the_text", "c Conv1D x filters=4 kernel_size=7 padding=causal", steps=3)
    sequence(out, "conv1d_one_channel", "c Conv1D x filters=1 kernel_size=3 padding=same", channels=1)
    sequence(
        out,
        "conv1d_two",
        "c Conv1D x filters=6 kernel_size=3 activation=relu",
        "d Conv1D c filters=5 kernel_size=3 activation=relu",
    )
    sequence(out, "conv1d_l1_l2", "c Conv1D x filters=4 kernel_size=3 kernel_l1=0.003 kernel_l2=0.01 bias_l2=0.02")
    sequence(out, "conv1d_max_norm", "c Conv1D x filters=4 kernel_size=3 kernel_max_norm=0.8")


def over_words(out):
    """Embedding, Conv1D, pooling: what the plan may do with one kernel."""
    for padding in ("valid", "same", "causal"):
        for activation in ("linear", "relu", "tanh", "gelu"):
            words(
                out,
                f"words_{padding}_{activation}",
                "e Embedding x input_dim=12 output_dim=5",
                f"c Conv1D e filters=7 kernel_size=3 padding={padding} activation={activation}",
                "p GlobalMaxPooling1D c",
            )
    words(
        out,
        "words_frozen",
        "e Embedding x input_dim=12 output_dim=5 trainable=false",
        "c Conv1D e filters=7 kernel_size=3 activation=relu",
        "p GlobalMaxPooling1D c",
    )
    words(
        out,
        "words_wide",
        "e Embedding x input_dim=30 output_dim=19",
        "c Conv1D e filters=37 kernel_size=4 activation=relu",
        "p GlobalMaxPooling1D c",
        steps=13,
        vocabulary=30,
    )
    words(
        out,
        "words_stride_dilation",
        "e Embedding x input_dim=12 output_dim=5",
        "a Conv1D e filters=4 kernel_size=3 strides=2",
        "b Conv1D e filters=4 kernel_size=3 dilation_rate=2",
        "p GlobalMaxPooling1D a",
        "q GlobalMaxPooling1D b",
        "j Concatenate p,q",
    )
    words(
        out,
        "words_three_widths",
        "e Embedding x input_dim=12 output_dim=5",
        *[f"c{k} Conv1D e filters=4 kernel_size={k} activation=relu" for k in (3, 4, 5)],
        *[f"p{k} GlobalMaxPooling1D c{k}" for k in (3, 4, 5)],
        "j Concatenate p3,p4,p5",
    )
    words(
        out,
        "words_conv_average",
        "e Embedding x input_dim=12 output_dim=5",
        "c Conv1D e filters=7 kernel_size=3 activation=relu",
        "p GlobalAveragePooling1D c",
    )


def pooling(out):
    for kind in ("MaxPooling1D", "AveragePooling1D"):
        for padding in ("valid", "same"):
            for size, strides in ((2, "none"), (3, "none"), (3, 1), (3, 2), (2, 3)):
                sequence(
                    out,
                    f"{kind}_{padding}_{size}_{strides}".lower(),
                    "d Dense x units=3",
                    f"p {kind} d pool_size={size} strides={strides} padding={padding}",
                    steps=10,
                )
    for kind in ("GlobalMaxPooling1D", "GlobalAveragePooling1D"):
        sequence(out, kind.lower(), "d Dense x units=3", f"p {kind} d")
        sequence(out, kind.lower() + "_one_step", "d Dense x units=3", f"p {kind} d", steps=1)
        sequence(out, kind.lower() + "_wide", f"p {kind} x", "d Dense p units=3", channels=35, steps=7)


def vectors(out):
    for activation in ACTIVATIONS:
        vector(out, f"dense_{activation}", f"d Dense x units=5 activation={activation}")
        vector(out, f"activation_{activation}", "d Dense x units=5", f"a Activation d activation={activation}")
        sequence(
            out,
            f"activation_{activation}_sequence",
            "d Dense x units=3",
            f"a Activation d activation={activation}",
            steps=4,
        )
        sequence(out, f"dense_{activation}_sequence", f"d Dense x units=3 activation={activation}", steps=4)
    vector(out, "dense_no_bias", "d Dense x units=5 use_bias=false")
    vector(out, "dense_one", "d Dense x units=1", units=1)
    vector(out, "dense_wide", "d Dense x units=33 activation=relu", "o Dense d units=17", units=35)
    vector(out, "dense_l1", "d Dense x units=5 kernel_l1=0.01")
    vector(out, "dense_l2", "d Dense x units=5 kernel_l2=0.05")
    vector(out, "dense_l1_l2", "d Dense x units=5 kernel_l1=0.01 kernel_l2=0.02 bias_l1=0.01 bias_l2=0.03")
    vector(out, "dense_max_norm", "d Dense x units=5 kernel_max_norm=1.0")
    vector(out, "dense_max_norm_loose", "d Dense x units=5 kernel_max_norm=50.0")
    vector(out, "dropout_off", "d Dense x units=5 activation=relu", "o Dropout d rate=0.0", "p Dense o units=2")
    vector(out, "dropout_given", "d Dense x units=9 activation=relu", "o Dropout d rate=0.4", "p Dense o units=2")
    sequence(
        out,
        "dropout_given_sequence",
        "o Dropout x rate=0.5",
        "c Conv1D o filters=6 kernel_size=3 activation=relu",
        "q Dropout c rate=0.25",
        "p GlobalMaxPooling1D q",
    )
    sequence(out, "flatten", "f Flatten x", "d Dense f units=3")
    sequence(out, "flatten_between", "c Conv1D x filters=3 kernel_size=3", "f Flatten c", "d Dense f units=3")
    vector(out, "flatten_vector", "f Flatten x", "d Dense f units=3")
    vector(
        out,
        "concatenate_vectors",
        "a Dense x units=3 activation=tanh",
        "b Dense x units=5",
        "j Concatenate a,b,x",
        "d Dense j units=2",
    )
    vector(out, "concatenate_twice_the_same", "a Dense x units=3", "j Concatenate a,a", "d Dense j units=2")
    sequence(
        out,
        "concatenate_channels",
        "a Conv1D x filters=3 kernel_size=3 padding=same",
        "b Conv1D x filters=4 kernel_size=2 padding=same",
        "j Concatenate a,b",
    )
    sequence(
        out,
        "concatenate_steps",
        "a Conv1D x filters=3 kernel_size=3",
        "b Conv1D x filters=3 kernel_size=2",
        "j Concatenate a,b axis=1",
    )
    name = "two_inputs"
    layer(
        out,
        name,
        [
            "x Input - kind=floats shape=6",
            "z Input - kind=floats shape=5,3",
            "a Dense x units=4 activation=relu",
            "c Conv1D z filters=4 kernel_size=2 activation=relu",
            "p GlobalMaxPooling1D c",
            "j Concatenate a,p",
            "d Dense j units=2",
        ],
        [floats(name, 6), floats(name + " z", 5, 3)],
    )
    name = "words_and_floats"
    layer(
        out,
        name,
        [
            "x Input - kind=ids shape=6",
            "z Input - kind=floats shape=5",
            "e Embedding x input_dim=12 output_dim=4 mask_zero=true",
            "p GlobalAveragePooling1D e",
            "j Concatenate p,z",
            "d Dense j units=2",
        ],
        [ids(name, 6, 12), floats(name + " z", 5)],
    )
    name = "sparse_dense"
    bag = floats(name, 30) * (rng_of(name).random((ROWS, 30)) < 0.15)
    bag[2] = 0
    layer(out, name, ["x Input - kind=sparse shape=30", "d Dense x units=5 activation=relu", "o Dense d units=2"], [bag])


def make():
    out = File("layers")
    for part in (embedding, conv, over_words, pooling, vectors):
        part(out)
    out.close()


if __name__ == "__main__":
    make()
