# SPDX-License-Identifier: Apache-2.0
"""One epoch of each network of the course in Keras, written down so that Lector can repeat it step by step.

    LECTOR_DATA=... LECTOR_VECTORS=... python course_curve.py FOLDER [NETWORK ...] [--batch 1024] [--steps 20]

Each network gets a folder in FOLDER: weights.safetensors (the start), batches.safetensors (rows and targets in the order
of training, the rule of update) and curve.safetensors (the loss of every step). Then, in the repository:
bench/keras/curve FOLDER

python course_curve.py FOLDER NETWORK --float64 OTHER repeats an epoch of FOLDER in float64, with the same start and batches:
how far rounding alone leads Keras from itself. bench/keras/curve OTHER compares Lector with that.

Dropout is off, so that nothing random is left; float32 on JAX: on TensorFlow, Keras 3 squares the gradient of a word that
stands more than once in a batch piece by piece.
"""

import argparse
import os
import shutil
import time

os.environ["KERAS_BACKEND"] = "jax"
import course
import jax
import keras
import networks
import numpy as np
from words_cnn_curve import load, save


def columns(bags):
    """The columns of each row that are 1, from the first place on; the rest is 0, a column that no word has."""
    rows = [np.flatnonzero(row) for row in bags]
    table = np.zeros((len(rows), max(map(len, rows))), "int32")
    for own, found in zip(table, rows):
        own[: len(found)] = found
    return table


def compiled(function, settings, table):
    """The network at its start, without dropout."""
    keras.utils.set_random_seed(1)
    networks.DROPOUT = False
    model = getattr(networks, function)(table)
    rule = {"adam": keras.optimizers.Adam, "rmsprop": keras.optimizers.RMSprop}[settings["optimizer"]]
    several = model.output_shape[-1] > 1
    model.compile(
        optimizer=rule(settings["rate"]),
        loss="sparse_categorical_crossentropy" if several else "binary_crossentropy",
    )
    return model


def epoch(model, inputs, targets, batch):
    """The loss of each step."""
    losses = []
    for at in range(0, len(targets), batch):
        model.reset_metrics()
        part = slice(at, at + batch)
        x = [some[part] for some in inputs] if isinstance(inputs, list) else inputs[part]
        losses.append(float(model.train_on_batch(x, targets[part, None])))
    return losses


def again(name, folder, other):
    """Repeats in float64 what FOLDER has."""
    function, kind, width, settings, _ = course.EXPERIMENTS[name]
    weights, batches, curve = [load(folder, file) for file in ("weights", "batches", "curve")]
    rows, targets, batch = batches["rows"].astype("int32"), batches["targets"], int(batches["batch"][0])
    tables = [values for values in weights.values() if values.ndim == 2 and len(values) == networks.WORDS]
    model = compiled(function, settings, tables[0] if "vectors" in kind or "positions" in kind else None)
    for variable, values in zip(model.weights, weights.values(), strict=True):
        variable.assign(values)
    inputs = rows
    if width == 0:
        inputs = np.zeros((len(rows), networks.WORDS))
        np.put_along_axis(inputs, rows, 1, axis=1)
        inputs[:, 0] = 0
    if "positions" in kind:
        inputs = [rows, np.tile(np.arange(width), (len(rows), 1))]
    losses = epoch(model, inputs, targets, batch)
    for file in ("weights", "batches"):
        shutil.copy(os.path.join(folder, file + ".safetensors"), other)
    save(other, "curve", {"loss": np.array(losses)})
    apart = np.abs(curve["loss"] - losses)
    print(f"{name} in float64: largest difference from float32 {apart.max():.1e}, at step {apart.argmax()}")


def run(name, folder, batch, steps):
    function, kind, width, settings, _ = course.EXPERIMENTS[name]
    (inputs, targets), _, table, _ = course.load(kind, width)
    order = np.random.default_rng(1).permutation(len(targets))[: batch * steps]
    texts = inputs[0] if "positions" in kind else inputs
    if "positions" in kind:
        inputs = [part[order] for part in inputs]
    else:
        inputs = inputs[order]
    targets = targets[order]
    model = compiled(function, settings, table)
    save(folder, "weights", {f"{i:03} {v.path}": v.numpy() for i, v in enumerate(model.weights)})
    rows = columns(texts[order]) if width == 0 else texts[order]
    start = time.time()
    losses = epoch(model, inputs, targets, batch)
    save(
        folder,
        "batches",
        {
            "rows": rows,
            "targets": targets,
            "batch": np.array([batch]),
            "adam": np.array([settings["optimizer"] == "adam"]),
            "rate": np.array([settings["rate"]]),
        },
    )
    # Last: a folder with a curve is complete.
    save(folder, "curve", {"loss": np.array(losses)})
    print(f"{name}: {len(losses)} steps, loss {losses[0]:.6f} to {losses[-1]:.6f}, {time.time() - start:.0f} s", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("networks", nargs="*", choices=[*course.EXPERIMENTS, []], help="default: all")
    parser.add_argument("--batch", type=int, default=1024)
    parser.add_argument("--steps", type=int, default=20, help="at most (20: an epoch of 20,000 texts)")
    parser.add_argument("--float64", metavar="OTHER", help="repeat the networks of FOLDER in float64")
    options = parser.parse_args()
    if options.float64:
        jax.config.update("jax_enable_x64", True)
        keras.config.set_floatx("float64")
    for name in options.networks or course.EXPERIMENTS:
        folder = os.path.join(options.folder, name)
        if options.float64:
            other = os.path.join(options.float64, name)
            os.makedirs(other, exist_ok=True)
            again(name, folder, other)
            continue
        if not os.path.exists(os.path.join(folder, "curve.safetensors")):
            os.makedirs(folder, exist_ok=True)
            run(name, folder, options.batch, options.steps)


if __name__ == "__main__":
    main()
