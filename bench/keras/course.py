# SPDX-License-Identifier: Apache-2.0
"""Trains the networks of the course in Keras and keeps the figures in course-record.json, beside this file.

    LECTOR_DATA=... LECTOR_VECTORS="$(lector data fetch glove)" python course.py [NETWORK ...] [--seeds 1,2,3] [--list]

The same rows, split, ids and settings as `lector course run`. What the record has is not trained again, so the script
may be stopped at any time. Each training is a process of its own, on the backend that was the faster one.
"""

import argparse
import functools
import json
import os
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
RECORD = os.path.join(HERE, "course-record.json")

# The course's settings, and Chollet's: batch, epochs, patience (0: never stops early), optimizer.
COURSE = dict(batch=1024, epochs=100, patience=5, optimizer="adam", rate=0.001)
CHOLLET = dict(batch=128, epochs=10, patience=0, optimizer="rmsprop", rate=0.001)

# name: (function in networks.py, data, steps, settings, backend)
EXPERIMENTS = {
    "words-cnn-pretrained": ("words_cnn_pretrained", "mr-vectors", 40, COURSE, "tensorflow"),
    "words-cnn-regularised": ("words_cnn_regularised", "mr-vectors", 40, COURSE, "tensorflow"),
    "words-cnn": ("words_cnn", "mr", 40, COURSE, "tensorflow"),
    "positional-cnn": ("positional_cnn", "mr-positions", 40, COURSE, "tensorflow"),
    "positional-cnn-without": ("positional_cnn_without", "mr-vectors", 40, COURSE, "tensorflow"),
    "dilated-cnn": ("dilated_cnn", "mr", 40, COURSE, "tensorflow"),
    "dilated-cnn-table": ("dilated_cnn_table", "mr", 40, COURSE, "tensorflow"),
    "multi-width-cnn": ("multi_width_cnn", "mr", 40, COURSE, "tensorflow"),
    "char-cnn": ("char_cnn", "mr-characters", 40, COURSE, "tensorflow"),
    "char-cnn-lstm": ("char_cnn_lstm", "mr-characters", 40, COURSE, "tensorflow"),
    "char-cnn-lstm-intended": ("char_cnn_lstm_intended", "mr-characters", 40, COURSE, "tensorflow"),
    "char-cnn-200": ("char_cnn_200", "mr-characters", 200, COURSE, "jax"),
    "char-cnn-lstm-200": ("char_cnn_lstm_200", "mr-characters", 200, COURSE, "jax"),
    "multi-hot-dense": ("multi_hot_dense", "imdb-test", 0, dict(CHOLLET, batch=512, epochs=4), "tensorflow"),
    "newswire-dense": ("newswire_dense", "reuters-test", 0, dict(CHOLLET, batch=512, epochs=8), "tensorflow"),
    "flatten-dense": ("flatten_dense", "imdb", 20, dict(CHOLLET, batch=32), "jax"),
    "glove-dense-200": ("glove_dense", "imdb-200-vectors", 100, dict(CHOLLET, batch=32), "jax"),
    "glove-average-200": ("glove_average", "imdb-200-vectors", 100, dict(CHOLLET, batch=32), "jax"),
    "glove-dense": ("glove_dense", "imdb-vectors", 100, dict(CHOLLET, batch=32), "jax"),
    "glove-average": ("glove_average", "imdb-vectors", 100, dict(CHOLLET, batch=32), "jax"),
    "convnet": ("convnet", "imdb", 500, dict(CHOLLET, rate=0.0001), "jax"),
    "simple-rnn": ("simple_rnn", "imdb", 500, CHOLLET, "tensorflow"),
    "gru": ("gru", "imdb", 500, CHOLLET, "tensorflow"),
    "lstm": ("lstm", "imdb", 500, CHOLLET, "tensorflow"),
    "lstm-reversed": ("reversed_lstm", "imdb-reversed", 500, CHOLLET, "tensorflow"),
    "bi-lstm": ("bi_lstm", "imdb", 500, CHOLLET, "tensorflow"),
}


@functools.lru_cache(maxsize=1)
def load(kind, steps):
    """Inputs and labels for training, those for validation, the table of vectors, and a checksum of the rows held back."""
    import numpy as np
    import texts as t

    name = kind.split("-")[0]
    source = {"mr": "mr/mr.csv", "imdb": "imdb/train.csv.gz", "reuters": "reuters46/train.csv.gz"}[name]
    documents, labels = t.read(source)
    if kind.endswith("-test"):
        held, held_labels = t.read(source.replace("train", "test"))
        # The newswires: the first 1,000 rows are the notebook's validation part, and are not trained on.
        documents, labels = (documents[1000:], labels[1000:]) if name == "reuters" else (documents, labels)
    else:
        part = {"mr": 0.1, "imdb": 0.2}[name]
        rows, held_rows = t.stratified(labels, 0.4 if "200" in kind else part)
        if "200" in kind:
            few = t.stratified(t.select(labels, rows), 200 / len(rows))[1]
            rows = t.select(rows, few)
        held, held_labels = t.select(documents, held_rows), t.select(labels, held_rows)
        documents, labels = t.select(documents, rows), t.select(labels, rows)
    checksum = t.checksum(held, held_labels)
    documents, held = [[t.clean(text, name) for text in some] for some in (documents, held)]
    classes = {label: i for i, label in enumerate(sorted(set(labels)))}
    targets = [np.array([classes[label] for label in some], "float32") for some in (labels, held_labels)]
    table = None
    if "characters" in kind:
        inputs = [t.characters(some, steps) for some in (documents, held)]
    else:
        fitted = t.tokenizer(documents, name == "mr")
        if steps == 0:
            inputs = [t.bags(fitted, some) for some in (documents, held)]
        else:
            inputs = [t.ids(fitted, some, steps, "reversed" in kind) for some in (documents, held)]
        if "vectors" in kind or "positions" in kind:
            table = t.vectors(fitted)
    if "positions" in kind:
        inputs = [[some, np.tile(np.arange(steps), (len(some), 1))] for some in inputs]
    return (inputs[0], targets[0]), (inputs[1], targets[1]), table, checksum


def train(name, seed):
    function, kind, steps, settings, backend = EXPERIMENTS[name]
    import keras
    import networks

    training, validation, table, checksum = load(kind, steps)
    keras.utils.set_random_seed(seed)
    model = getattr(networks, function)(table)
    rule = {"adam": keras.optimizers.Adam, "rmsprop": keras.optimizers.RMSprop}[settings["optimizer"]]
    loss = "sparse_categorical_crossentropy" if model.output_shape[-1] > 1 else "binary_crossentropy"
    model.compile(optimizer=rule(settings["rate"]), loss=loss, metrics=["accuracy"])

    seconds = []

    class Clock(keras.callbacks.Callback):
        """Seconds of an epoch with its validation, as Lector counts them."""

        def on_epoch_begin(self, epoch, logs=None):
            self.start = time.time()

        def on_epoch_end(self, epoch, logs=None):
            seconds.append(time.time() - self.start)

    callbacks = [Clock()]
    if settings["patience"]:
        callbacks.append(keras.callbacks.EarlyStopping("val_accuracy", patience=settings["patience"]))
    history = model.fit(
        *training,
        validation_data=validation,
        batch_size=settings["batch"],
        epochs=settings["epochs"],
        callbacks=callbacks,
        verbose=2,
    ).history
    curve = history["val_accuracy"]
    # A test part does not choose the epoch: there the last one counts.
    best = len(curve) - 1 if kind.endswith("-test") else curve.index(max(curve))
    return {
        "network": name,
        "seed": seed,
        "accuracy": round(curve[best], 6),
        "trainingAccuracy": round(history["accuracy"][best], 6),
        "bestEpoch": best + 1,
        "epochs": len(curve),
        "secondsPerEpoch": round(sorted(seconds)[len(seconds) // 2], 3),
        "parameters": model.count_params(),
        "trainingRows": len(training[1]),
        "validationRows": len(validation[1]),
        "validationSha256": checksum,
        "backend": backend,
        "keras": keras.__version__,
        "processors": os.cpu_count(),
        "curve": [round(accuracy, 4) for accuracy in curve],
    }


def recorded(file):
    if not os.path.exists(file):
        return []
    with open(file, encoding="utf-8") as file:
        return json.load(file)["runs"]


def keep(file, run):
    """Adds a run; the file is replaced whole, one run a line, in the order of EXPERIMENTS."""
    runs = [r for r in recorded(file) if (r["network"], r["seed"]) != (run["network"], run["seed"])] + [run]
    order = list(EXPERIMENTS)
    runs.sort(key=lambda r: (order.index(r["network"]), r["seed"]))
    lines = ",\n".join("  " + json.dumps(r) for r in runs)
    with open(file + ".tmp", "w", encoding="utf-8") as out:
        out.write('{"runs": [\n' + lines + "\n]}\n")
    os.replace(file + ".tmp", file)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("networks", nargs="*", choices=[*EXPERIMENTS, []], help="default: all")
    parser.add_argument("--seeds", default="1,2,3", help="of weights, order and dropout (1,2,3)")
    parser.add_argument("--record", default=RECORD, help="the file (course-record.json, beside this script)")
    parser.add_argument("--list", action="store_true", help="print what is not recorded yet, and stop")
    parser.add_argument("--in-process", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    seeds = [int(seed) for seed in options.seeds.split(",")]
    done = {(r["network"], r["seed"]) for r in recorded(options.record)}
    for name in options.networks or EXPERIMENTS:
        for seed in seeds:
            if (name, seed) in done:
                continue
            if options.list:
                print(name, seed)
            elif options.in_process:
                run = train(name, seed)
                print(json.dumps(run))
                keep(options.record, run)
            else:
                environment = dict(os.environ, KERAS_BACKEND=EXPERIMENTS[name][4], TF_CPP_MIN_LOG_LEVEL="2")
                command = [sys.executable, os.path.abspath(__file__), name, "--seeds", str(seed)]
                command += ["--record", options.record, "--in-process"]
                subprocess.run(command, env=environment, check=True)


if __name__ == "__main__":
    main()
