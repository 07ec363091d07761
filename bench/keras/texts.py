# SPDX-License-Identifier: Apache-2.0
"""The course's texts as Keras sees them: reading, splitting by the rule that Lector has too, ids, bags, vectors."""

import csv
import gzip
import hashlib
import os
import re
import string

import keras
import numpy as np
from keras.src.legacy.preprocessing.text import Tokenizer

WORDS = 10_000
COURSE_FILTERS = "#$%&()*+-/:;<=>@[\\]^{|}~\t\n,.!\"?`"
CHARACTERS = string.ascii_lowercase + string.digits + string.punctuation + " \n"
SPLIT_SEED = 42


def read(name):
    """Texts and labels of a file below LECTOR_DATA."""
    path = os.path.join(os.environ["LECTOR_DATA"], name)
    opened = gzip.open if name.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["text"] for row in rows], [row["label"] for row in rows]


def shuffle(values, state):
    """Fisher and Yates with SplitMix64, as dev.lector.text.data.SplitRandom; returns the new state."""
    mask = (1 << 64) - 1
    for i in range(len(values) - 1, 0, -1):
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        z ^= z >> 31
        j = ((z >> 32) * (i + 1)) >> 32
        values[i], values[j] = values[j], values[i]
    return state


def stratified(labels, fraction, seed=SPLIT_SEED):
    """Row numbers of both parts, ascending, as dev.lector.text.data.Splits.stratified."""
    rows = {label: [] for label in sorted(set(labels))}
    for row, label in enumerate(labels):
        rows[label].append(row)
    state = seed
    for of_label in rows.values():
        state = shuffle(of_label, state)
    shares = {label: int(len(of_label) * fraction) for label, of_label in rows.items()}
    by_remainder = sorted(rows, key=lambda label: -(len(rows[label]) * fraction - shares[label]))
    for label in by_remainder[: int(len(labels) * fraction + 0.5) - sum(shares.values())]:
        shares[label] += 1
    test = set()
    for label, of_label in rows.items():
        test.update(of_label[: max(1, min(shares[label], len(of_label) - 1))])
    return [row for row in range(len(labels)) if row not in test], sorted(test)


def checksum(texts, labels):
    """Of rows: Lector makes the same of its own, so that only figures of the same rows stand side by side."""
    digest = hashlib.sha256()
    for text, label in zip(texts, labels):
        digest.update(f"{label}\t{text}\n".encode())
    return digest.hexdigest()[:16]


def clean(text, data):
    """The course leaves out apostrophes; of long reviews and newswires the tags of line breaks."""
    return text.replace("'", "") if data == "mr" else re.sub("<br ?/?>", " ", text, flags=re.IGNORECASE)


def select(values, rows):
    return [values[row] for row in rows]


def tokenizer(texts, course):
    fitted = Tokenizer(num_words=WORDS, filters=COURSE_FILTERS) if course else Tokenizer(num_words=WORDS)
    fitted.fit_on_texts(texts)
    return fitted


def ids(fitted, texts, steps, backwards=False):
    """Rows of ids; texts that are read backwards are turned round first, so that their beginning is read."""
    rows = fitted.texts_to_sequences(texts)
    return keras.utils.pad_sequences([row[::-1] for row in rows] if backwards else rows, maxlen=steps)


def characters(texts, steps):
    table = {character: i + 1 for i, character in enumerate(CHARACTERS)}
    return keras.utils.pad_sequences([[table[c] for c in text if c in table] for text in texts], maxlen=steps)


def bags(fitted, texts):
    rows = np.zeros((len(texts), WORDS), "float32")
    for row, of_text in zip(rows, fitted.texts_to_sequences(texts)):
        row[of_text] = 1
    return rows


def vectors(fitted):
    """The table of the words' vectors from the file LECTOR_VECTORS; a word that is not there has zeros."""
    table = np.zeros((WORDS, 100), "float32")
    with open(os.environ["LECTOR_VECTORS"], encoding="utf-8") as file:
        for line in file:
            word, numbers = line.rstrip("\n").split(" ", 1)
            row = fitted.word_index.get(word, WORDS)
            if row < WORDS:
                table[row] = np.array(numbers.split(" "), "float32")
    return table
