# SPDX-License-Identifier: Apache-2.0
"""The recipes' networks, small: five batches of texts with Keras's own padding."""

import numpy as np
from golden import STEPS, File, network, rng_of

BATCH = 10


def texts(name, steps, words, shortest=2, batch=BATCH):
    """Ids with Zipf's frequencies behind leading zeros; label 1 where a low id outnumbers its neighbour."""
    rng = rng_of(name + " texts")
    share = 1 / np.arange(1, words)
    ids = rng.choice(np.arange(1, words), (STEPS * batch, steps), p=share / share.sum())
    for row in range(len(ids)):
        ids[row, : rng.integers(0, steps - shortest + 1)] = 0
    return ids, (ids == 1).sum(1) > (ids == 2).sum(1)


WORDS_CNN = [
    "x Input - kind=ids shape=16",
    "e Embedding x input_dim=60 output_dim=10",
    *[f"c{i} Conv1D {below} filters=20 kernel_size=4 activation=relu" for i, below in ((1, "e"), (2, "c1"), (3, "c2"))],
    "p GlobalMaxPooling1D c3",
    "d1 Dense p units=12 activation=relu",
    "o Dropout d1 rate=0.0",
    "d2 Dense o units=12 activation=relu",
    "d3 Dense d2 units=1 activation=sigmoid",
]


LARGE_BATCH = 70
WIDE = [
    "x Input - kind=ids shape=20",
    "e Embedding x input_dim=100 output_dim=40",
    "c1 Conv1D e filters=48 kernel_size=4 activation=relu",
    "c2 Conv1D c1 filters=48 kernel_size=4 activation=relu",
    "p GlobalMaxPooling1D c2",
    "d1 Dense p units=33 activation=relu",
    "d2 Dense d1 units=1 activation=sigmoid",
]
KIM_CNN = [
    "x Input - kind=ids shape=14",
    "e Embedding x input_dim=60 output_dim=12",
    *[f"c{k} Conv1D e filters=10 kernel_size={k} activation=relu" for k in (3, 4, 5)],
    *[f"p{k} GlobalMaxPooling1D c{k}" for k in (3, 4, 5)],
    "j Concatenate p3,p4,p5",
    "o Dropout j rate=0.0",
    "d Dense o units=3 activation=softmax kernel_max_norm=0.9",
]
AVERAGE = [
    "x Input - kind=ids shape=14",
    "e Embedding x input_dim=60 output_dim=12 mask_zero=true",
    "p GlobalAveragePooling1D e",
    "d Dense p units=2 activation=softmax",
]
MLP = [
    "x Input - kind=sparse shape=60",
    "d1 Dense x units=16 activation=relu",
    "o Dropout d1 rate=0.0",
    "d2 Dense o units=4 activation=softmax",
]


def make():
    out = File("networks")
    for name, optimizer in (("words_cnn_adam", "Adam learning_rate=0.005"), ("words_cnn_sgd", "SGD learning_rate=0.05")):
        ids, labels = texts(name, 16, 60)
        network(out, name, WORDS_CNN, [ids], labels[:, None], "BinaryCrossentropy", optimizer)
    name = "words_cnn_class_weights"
    ids, labels = texts(name, 16, 60)
    weights = np.where(labels, 2.0, 0.5)
    network(out, name, WORDS_CNN, [ids], labels[:, None], "BinaryCrossentropy", "Adam", sample_weights=weights)

    # More blocks of rows than a small batch has, and loops longer than a vector.
    name = "words_cnn_large_batch"
    ids, labels = texts(name, 20, 100, batch=LARGE_BATCH)
    network(out, name, WIDE, [ids], labels[:, None], "BinaryCrossentropy", "Adam")

    for name, optimizer in (("kim_cnn_adadelta", "Adadelta learning_rate=1.0"), ("kim_cnn_adam", "Adam learning_rate=0.01")):
        ids, labels = texts(name, 14, 60)
        classes = labels + (ids[:, -1] % 2)
        network(out, name, KIM_CNN, [ids], classes[:, None], "SparseCategoricalCrossentropy", optimizer)
    name = "kim_cnn_dropout_given"
    ids, labels = texts(name, 14, 60)
    lines = [line.replace("rate=0.0", "rate=0.5") for line in KIM_CNN]
    network(out, name, lines, [ids], (labels + (ids[:, -1] % 2))[:, None], "SparseCategoricalCrossentropy", optimizer)
    name = "average_adam"
    ids, labels = texts(name, 14, 60)
    network(out, name, AVERAGE, [ids], labels[:, None], "SparseCategoricalCrossentropy", "Adam learning_rate=0.01")
    name = "mlp_adam"
    ids, labels = texts(name, 14, 60)
    bags = np.zeros((len(ids), 60))
    for row, text in enumerate(ids):
        bags[row, text[text > 0]] = 1.0
    classes = np.eye(4)[labels + 2 * (ids[:, -1] % 2)]
    network(out, name, MLP, [bags], classes, "CategoricalCrossentropy", "Adam learning_rate=0.01")
    out.close()


if __name__ == "__main__":
    make()
