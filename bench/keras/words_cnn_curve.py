# SPDX-License-Identifier: Apache-2.0
"""One epoch of words-cnn on MR in Keras, written down so that Lector can repeat it from the same weights and batches.

    LECTOR_DATA=... python words_cnn_curve.py FOLDER [--batch 32] [--float64] [--start OTHER_FOLDER]

Writes to FOLDER: weights.safetensors (the start), batches.safetensors (ids and targets in the order of training),
curve.safetensors (the loss of every step) and end.safetensors (the weights after the epoch). Then, in the repository:
bench/keras/curve FOLDER

With --float64 and --start (the weights of another folder) it shows how far rounding alone leads Keras from itself:
the largest difference of the two curves is printed.

The network is the course's three-layer word CNN with a trainable embedding, dropout off; Adam with Keras's defaults.
Runs on JAX: on TensorFlow, Keras 3 squares the gradient of a word that stands more than once in a batch piece by piece.
"""

import argparse
import csv
import json
import os
import struct
import time

os.environ["KERAS_BACKEND"] = "jax"
import jax
import keras
import numpy as np
from keras import layers
from keras.src.legacy.preprocessing.text import Tokenizer

WORDS, STEPS, DIMENSION, FILTERS = 10_000, 40, 50, 100


def save(folder, name, tensors):
    """A safetensors file of float32."""
    header, at = {}, 0
    for key, values in tensors.items():
        size = 4 * int(np.prod(values.shape))
        header[key] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [at, at + size]}
        at += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(os.path.join(folder, name + ".safetensors"), "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for values in tensors.values():
            out.write(np.ascontiguousarray(values, "<f4").tobytes())


def load(folder, name):
    with open(os.path.join(folder, name + ".safetensors"), "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        values = np.frombuffer(file.read(), "<f4")
    at = {key: [n // 4 for n in entry["data_offsets"]] for key, entry in header.items()}
    return {key: values[slice(*at[key])].reshape(header[key]["shape"]) for key in header}


def reviews():
    with open(os.path.join(os.environ["LECTOR_DATA"], "mr", "mr.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [row["text"] for row in rows]
    tokenizer = Tokenizer(num_words=WORDS)
    tokenizer.fit_on_texts(texts)
    ids = keras.utils.pad_sequences(tokenizer.texts_to_sequences(texts), maxlen=STEPS)
    return ids, np.array([row["label"] == "pos" for row in rows], "float32")


def build():
    return keras.Sequential(
        [
            keras.Input((STEPS,), dtype="int32"),
            layers.Embedding(WORDS, DIMENSION),
            layers.Conv1D(FILTERS, 4, activation="relu"),
            layers.Conv1D(FILTERS, 4, activation="relu"),
            layers.Conv1D(FILTERS, 4, activation="relu"),
            layers.GlobalMaxPooling1D(),
            layers.Dense(100, activation="relu"),
            layers.Dropout(0.0),
            layers.Dense(100, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


def weights(model):
    return {layer.name + "/" + v.name: v.numpy() for layer in model.layers for v in layer.weights}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--float64", action="store_true")
    parser.add_argument("--start", help="a folder whose weights to start from, instead of new ones")
    options = parser.parse_args()
    if options.float64:
        jax.config.update("jax_enable_x64", True)
        keras.config.set_floatx("float64")
    os.makedirs(options.folder, exist_ok=True)
    keras.utils.set_random_seed(1)
    ids, targets = reviews()
    order = np.random.default_rng(1).permutation(len(ids))
    ids, targets = ids[order], targets[order]
    model = build()
    given = load(options.start, "weights") if options.start else {}
    for layer in model.layers:
        for variable in layer.weights:
            variable.assign(given.get(layer.name + "/" + variable.name, variable.numpy().astype("float32")))
    save(options.folder, "weights", weights(model))
    save(options.folder, "batches", {"ids": ids, "targets": targets, "batch": np.array([options.batch])})

    model.compile(optimizer="adam", loss="binary_crossentropy")
    losses, start = [], time.time()
    for at in range(0, len(ids), options.batch):
        model.reset_metrics()
        part = slice(at, at + options.batch)
        losses.append(float(model.train_on_batch(ids[part], targets[part, None])))
    print(f"Keras {keras.__version__}: {len(losses)} steps, loss {losses[0]:.6f} to {losses[-1]:.6f}, {time.time() - start:.0f} s")
    if options.start:
        other = load(options.start, "curve")["loss"]
        print(f"Largest difference from the curve of {options.start}: {np.max(np.abs(other - losses)):.1e}")
    save(options.folder, "curve", {"loss": np.array(losses)})
    save(options.folder, "end", weights(model))


if __name__ == "__main__":
    main()
