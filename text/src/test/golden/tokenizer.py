#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tokenizer.py > tokenizer.json: what Keras 3's Tokenizer and pad_sequences, and Python's str.lower, answer.

Needs the packages keras 3.16 and numpy. The test KerasGoldenTest reads the output."""
import json
import random
import unicodedata

from keras.src.legacy.preprocessing.text import Tokenizer
from keras.utils import pad_sequences

COURSE = '#$%&()*+-/:;<=>@[\\]^{|}~\t\n,.!"?`'
PLAIN = [
    "The cat sat on the mat.",
    "The dog, the DOG!  Don't\tstop\nme-now",
    "",
    "   ",
    "a a a b b c",
    "zebra apple zebra apple mango",
    "...!!!",
]
UNICODE = [
    "\u0130stanbul ISPARTA \u0131\u0130 I",
    "STRA\u1e9eE Stra\u00dfe \u00c4RGER",
    "\u039f\u0394\u03a5\u03a3\u03a3\u0395\u03a5\u03a3 \u03a3 \u0391\u03a3. \u0391\u03a3\u0391 \u0391.\u03a3.\u0391 \u03a3\u0391\u03a3'\u03a3 1\u03a3 \u03a3\u0301 \u0391\u03a3:\u0391 \u0391\u03a3,\u0391",
    "\U0001d400\U00010400 \U0001f600\U0001f600 ok\U0001f600ok \U0001f468\u200d\U0001f469",
    "a\u0085b\u2028c\u00a0d\u3000e",
    "\u10a0 \u13a0 \u1c90 \u01c5 \u212a \u2126",
    "i\u0307 \u0130\u0130",
    "cafe\u0301 caf\u00e9",
]
OTHER = ["the unknown cat", "zzz", "", "b b a \u03a3 \U0001f600", "I \u0130 istanbul", "the oov word"]

SETTINGS = [
    {},
    {"num_words": 4},
    {"num_words": 4, "oov_token": "<oov>"},
    {"oov_token": "<oov>"},
    {"oov_token": "the"},
    {"num_words": 1},
    {"num_words": 1, "oov_token": "oov"},
    {"lower": False},
    {"filters": ""},
    {"filters": COURSE, "num_words": 6},
    {"filters": "aeT"},
    {"filters": "\U0001f600\u0307"},
    {"filters": "i"},
    {"filters": "i\u0307"},
    {"split": "a"},
    {"split": "t", "filters": ""},
    {"split": "ab"},
    {"split": "the", "filters": " "},
    {"split": "  ", "filters": ".,"},
    {"split": "\U0001f600"},
    {"split": "\u0307i", "filters": "s"},
    {"char_level": True},
    {"char_level": True, "lower": False, "num_words": 8},
    {"char_level": True, "oov_token": "\u00a4", "num_words": 10},
    {"char_level": True, "filters": "", "split": "ab"},
]


def case(settings, fit, encode):
    t = Tokenizer(**settings)
    t.fit_on_texts(fit[: len(fit) // 2])
    t.fit_on_texts(fit[len(fit) // 2 :])
    sequences = t.texts_to_sequences(encode)
    return {
        "settings": settings,
        "fit": fit,
        "encode": encode,
        "word_index": t.word_index,
        "word_counts": t.word_counts,
        "word_docs": dict(t.word_docs),
        "index_docs": {str(k): v for k, v in t.index_docs.items()},
        "document_count": t.document_count,
        "sequences": sequences,
        "texts": t.sequences_to_texts(sequences + [[1, 2, 3, 99]]),
        "matrices": {
            mode: t.texts_to_matrix(encode, mode).tolist() for mode in ("binary", "count", "freq", "tfidf")
        } if len(t.word_index) < 14 else {},
        "to_json": t.to_json(),
    }


def tokens_case(settings):
    fit = [["The", "cat"], ["THE", "\u0391\u03a3"], []]
    t = Tokenizer(**settings)
    t.fit_on_texts(fit)
    return {"settings": settings, "fit": fit, "sequences": t.texts_to_sequences(fit), "word_index": t.word_index}


def pad_cases():
    sequences = [[1, 2, 3, 4, 5], [6], [], [7, 8, 9]]
    for maxlen in (None, 1, 3, 5, 8):
        for padding in ("pre", "post"):
            for truncating in ("pre", "post"):
                for value in (0, -1):
                    rows = pad_sequences(
                        sequences, maxlen=maxlen, padding=padding, truncating=truncating, value=value
                    )
                    yield {
                        "sequences": sequences,
                        "maxlen": maxlen or 0,
                        "padding": padding,
                        "truncating": truncating,
                        "value": value,
                        "rows": rows.tolist(),
                    }


def lower():
    """Code points that have a lower case, that case, and the ranges that this Unicode leaves unassigned."""
    upper, lowered, free, start = [], [], [], None
    for c in range(0x110000):
        if unicodedata.category(chr(c)) == "Cn":
            start = c if start is None else start
        elif start is not None:
            free += [start, c]
            start = None
        if c != 0x3A3 and chr(c).lower() != chr(c):
            upper.append(c)
            lowered.append(chr(c).lower())
    return {"unicode": unicodedata.unidata_version, "upper": upper, "lower": lowered, "unassigned": free}


def sigma():
    random.seed(7)
    parts = ["\u03a3"] * 4 + list("aA1 .,:';-") + ["\u0345", "\u02b0", "\u2019", "\u00ad", "\u00aa", "\u01c5", "\U0001d400", "\u0301", "\u5b57", "^", "_"]
    for _ in range(400):
        text = "".join(random.choice(parts) for _ in range(random.randint(1, 7)))
        yield [text, text.lower()]


print(json.dumps({
    "tokenizers": [case(s, PLAIN, OTHER) for s in SETTINGS] + [case(s, UNICODE, UNICODE + OTHER) for s in SETTINGS],
    "tokens": [tokens_case(s) for s in ({}, {"lower": False, "oov_token": "x"}, {"char_level": True})],
    "pads": list(pad_cases()),
    "lower": lower(),
    "sigma": list(sigma()),
}, separators=(",", ":")))
