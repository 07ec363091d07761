# SPDX-License-Identifier: Apache-2.0
"""Writes what Keras prints as the summary of some models, to be compared with dev.lector.nn.Summary.

Run in this folder with Keras 3: KERAS_BACKEND=jax python make.py
"""

import os

os.environ["COLUMNS"] = "200"
import keras
from keras import Input, Model, Sequential, layers


def write(name, model):
    lines = []
    model.summary(print_fn=lambda text, line_break=True: lines.append(text))
    with open(name + ".txt", "w", encoding="utf-8") as file:
        file.write("".join(lines))


def words_cnn():
    return Sequential(
        [
            Input((40,), dtype="int32"),
            layers.Embedding(10_000, 50),
            layers.Conv1D(100, 4, activation="relu"),
            layers.Conv1D(100, 4, activation="relu"),
            layers.Conv1D(100, 4, activation="relu"),
            layers.GlobalMaxPooling1D(),
            layers.Dropout(0.5),
            layers.Dense(1, activation="sigmoid"),
        ],
        name="words_cnn",
    )


def kim_cnn():
    words = Input((50,), dtype="int32", name="words")
    vectors = layers.Embedding(18_000, 300, trainable=False)(words)
    pooled = [
        layers.GlobalMaxPooling1D()(layers.Conv1D(100, width, activation="relu")(vectors)) for width in (3, 4, 5)
    ]
    joined = layers.Dropout(0.5)(layers.Concatenate()(pooled))
    return Model(words, layers.Dense(2, activation="softmax")(joined), name="kim_cnn")


def two_inputs():
    words = Input((7,), dtype="int32", name="the_words_of_a_rather_long_name_indeed")
    extra = Input((3,), name="extra")
    vectors = layers.GlobalAveragePooling1D()(layers.Embedding(5, 4)(words))
    hidden = layers.Dense(6, activation="relu", name="hidden")(extra)
    joined = layers.Concatenate()([vectors, hidden, extra])
    return Model([words, extra], layers.Dense(1)(joined), name="two_inputs")


for make in (words_cnn, kim_cnn, two_inputs):
    keras.backend.clear_session()
    write(make.__name__, make())
