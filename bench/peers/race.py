# SPDX-License-Identifier: Apache-2.0
"""One library of Python in bench/compare: reads questions, one JSON object a line, and answers each with one.

    python race.py torch|keras-tensorflow|keras-jax --threads N

Started by bench/compare, which writes the ids, labels and orders of the rows; times what TimedSession.java times.
"""

import argparse
import json
import os
import sys
import time
from types import ModuleType
from typing import Any, Protocol, TextIO

import numpy as np

SEED = 20
MOST_ANSWERS = 1 << 16
TRIAL_SECONDS = 0.7


class Net(Protocol):
    """A network with its optimizer, as torch_peer.py and keras_peer.py build it."""

    def update(self, ids: np.ndarray, targets: np.ndarray) -> float:
        """One update; the mean loss before it."""

    def probabilities(self, ids: np.ndarray) -> np.ndarray:
        """One a text."""

    def weights(self) -> dict[str, np.ndarray]:
        """Copies of the trained weights."""


class Texts:
    """The rows of a network in the order of training; what is left when no whole batch remains is not used."""

    def __init__(self, folder: str, batch: int, words: int) -> None:
        self.ids = np.load(os.path.join(folder, "ids.npy"))
        self.targets = np.load(os.path.join(folder, "targets.npy")).reshape(-1)
        self.orders = np.load(os.path.join(folder, "orders.npy"))
        table = os.path.join(folder, "table.npy")
        self.table = np.load(table) if os.path.exists(table) else None
        self.words = words
        self.batch, self.epoch, self.at = batch, 0, 0

    def first(self) -> tuple[np.ndarray, np.ndarray]:
        rows = self.orders[0][: self.batch]
        return self.ids[rows], self.targets[rows]

    def next(self) -> tuple[np.ndarray, np.ndarray]:
        rows = self.orders[self.epoch % len(self.orders)][self.at : self.at + self.batch]
        self.at += self.batch
        if self.at + self.batch > len(self.targets):
            self.at, self.epoch = 0, self.epoch + 1
        return self.ids[rows], self.targets[rows]


class Race:
    """A network in one of the library's ways of running."""

    def __init__(self, net: Net, texts: Texts) -> None:
        self.net, self.texts = net, texts

    def prove(self, seconds: float, fewest: int, most: int) -> dict[str, Any]:
        start = self.net.weights()
        ids, targets = self.texts.first()
        begin, losses = time.perf_counter(), []
        while (len(losses) < fewest or time.perf_counter() - begin < seconds
               or (losses[-1] >= losses[0] and len(losses) < most)):
            losses.append(self.net.update(ids, targets))
        end = self.net.weights()
        unmoved = [name for name in start if np.array_equal(start[name], end[name])]
        return {"first": losses[0], "last": losses[-1], "updates": len(losses), "unmoved": unmoved}

    def train(self, seconds: float) -> dict[str, Any]:
        begin, texts = time.perf_counter(), 0
        while True:
            self.net.update(*self.texts.next())
            texts += self.texts.batch
            taken = time.perf_counter() - begin
            if taken >= seconds:
                return {"texts": texts, "seconds": taken}

    def predict(self, seconds: float) -> dict[str, Any]:
        begin, texts, total = time.perf_counter(), 0, 0.0
        while True:
            total += float(self.net.probabilities(self.texts.next()[0])[0])
            texts += self.texts.batch
            taken = time.perf_counter() - begin
            if taken >= seconds:
                check_number(total)
                return {"texts": texts, "seconds": taken}

    def answer(self, seconds: float) -> dict[str, Any]:
        begin, micros, total = time.perf_counter(), [], 0.0
        while time.perf_counter() - begin < seconds and len(micros) < MOST_ANSWERS:
            ids = self.texts.next()[0]
            start = time.perf_counter_ns()
            total += float(self.net.probabilities(ids)[0])
            micros.append((time.perf_counter_ns() - start) / 1000)
        check_number(total)
        micros.sort()
        return {"median": micros[len(micros) // 2], "p99": micros[int(len(micros) * 0.99)]}

    def trial(self, kind: str) -> float:
        """Texts a second of a short run, after what compiles has been compiled."""
        run = self.train if kind == "train" else self.predict
        run(0)
        run(0)
        result = run(TRIAL_SECONDS)
        return result["texts"] / result["seconds"]


def check_number(total: float) -> None:
    if total != total:
        raise ValueError("A probability must be a number. Received: NaN. Look at its training.")


def open_race(library: ModuleType, question: dict[str, Any]) -> tuple[Race, str]:
    """The network in the way of running that is the fastest for what is asked, and what the others did."""
    best, speeds = None, {}
    modes = library.modes(question["network"])
    for mode in modes:
        texts = Texts(question["folder"], question["batch"], question["words"])
        try:
            race = Race(library.build(question["network"], texts, mode, SEED), texts)
            speeds[mode] = race.trial(question["kind"]) if len(modes) > 1 else 0.0
        except Exception as e:  # a way that does not work on this machine is told, not taken
            print(f"{mode}: {e}", file=sys.stderr)
            speeds[mode] = float("nan")
            continue
        if best is None or speeds[mode] > speeds[best[1]]:
            best = race, mode
    if best is None:
        raise RuntimeError(f"no way of running works: {speeds}")
    if len(modes) == 1:
        return best[0], modes[0]
    told = ", ".join(f"{mode} {speed:,.0f}/s" if speed == speed else f"{mode} fails" for mode, speed in speeds.items())
    return best[0], f"{best[1]} (tried: {told})"


def answer(library: ModuleType, race: Race | None, question: dict[str, Any]) -> tuple[Race | None, dict[str, Any]]:
    what = question["do"]
    if what == "settings":
        return race, {"settings": library.settings()}
    if what == "open":
        race, mode = open_race(library, question)
        return race, {"mode": mode}
    if what == "close":
        library.forget()
        return None, {}
    if what == "prove":
        return race, race.prove(question["seconds"], question["fewest"], question["most"])
    return race, getattr(race, what)(question["seconds"])


def serve(library: ModuleType, answers: TextIO) -> None:
    race = None
    for line in sys.stdin:
        try:
            race, result = answer(library, race, json.loads(line))
        except Exception as e:
            result = {"error": f"{type(e).__name__}: {e}"[:500]}
        answers.write(json.dumps(result) + "\n")
        answers.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", choices=["torch", "keras-tensorflow", "keras-jax"])
    parser.add_argument("--threads", type=int, required=True)
    options = parser.parse_args()
    # Libraries print what they like; the answers keep standard output to themselves.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    if options.library == "torch":
        import torch_peer as library
    else:
        os.environ["KERAS_BACKEND"] = options.library.removeprefix("keras-")
        import keras_peer as library
    library.start(options.threads)
    serve(library, answers)


if __name__ == "__main__":
    main()
