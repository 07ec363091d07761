# SPDX-License-Identifier: Apache-2.0
"""Writes what Keras prints as the summary of graphs with shared layers, several outputs and layers with several outputs.

Run in this folder with Keras 3: KERAS_BACKEND=jax python make_graphs.py
"""

import os

os.environ["COLUMNS"] = "200"
import keras
from keras import Input, Model, layers


def write(name, model):
    lines = []
    model.summary(print_fn=lambda text, line_break=True: lines.append(text))
    with open(name + ".txt", "w", encoding="utf-8") as file:
        file.write("".join(lines))


def shared():
    question = Input((11,), dtype="int32", name="question")
    answer = Input((11,), dtype="int32", name="answer")
    embedding = layers.Embedding(50, 6)
    conv = layers.Conv1D(9, 3, activation="relu", name="conv")
    a = layers.GlobalMaxPooling1D()(conv(embedding(question)))
    b = layers.GlobalMaxPooling1D()(conv(embedding(answer)))
    joined = layers.Concatenate()([a, b, layers.Multiply()([a, b]), layers.Dot(1, normalize=True)([a, b])])
    hidden = layers.Dense(8, activation="relu")(joined)
    same = layers.Dense(1, activation="sigmoid", name="same")(hidden)
    topic = layers.Dense(3, activation="softmax", name="topic")(hidden)
    return Model([question, answer], [same, topic], name="shared")


def states():
    words = Input((7,), dtype="int32", name="words")
    sequence, h, c = layers.LSTM(4, return_sequences=True, return_state=True)(layers.Embedding(9, 5)(words))
    joined = layers.Concatenate()([layers.GlobalAveragePooling1D()(sequence), h, c])
    return Model(words, layers.Dense(2)(joined), name="states")


for make in (shared, states):
    keras.backend.clear_session()
    write(make.__name__, make())
