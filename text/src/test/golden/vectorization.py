# SPDX-License-Identifier: Apache-2.0
"""Tokens, vocabularies, ids and bags of Keras's TextVectorization: python vectorization.py > vectorization.json"""
import json
import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy
import tensorflow as tf

TRAIN = [
    "The film was good, really good; don't miss it!",
    "The film was bad -- I don't recommend it.",
    "a,b c\u0085d e\u00a0f \u3000 g\u2028h",
    "\u0130stanbul I\u0131\u0130i \u00c9TUDE \u00e9tude \u041f\u0440\u0438\u0432\u0435\u0442 \u043f\u0440\u0438\u0432\u0435\u0442 \u03a3\u039f\u03a6\u039f\u03a3",
    "\U0001f600 \U0001f468\u200d\U0001f469 \ufb01ne \U00010400 \uff21 z zz",
    "it's \u201cquoted\u201d [UNK] x_y \t\n\x0b\x0c\r w\x1cv",
    "",
    "  ...  ",
]
TEXTS = TRAIN + ["unknown words, the good film", "good good good GOOD", "b a", "\u0131 \u0130 \uff21 \U00010400\U0001f600!"]


def case(**settings):
    layer = keras.layers.TextVectorization(**settings)
    layer.adapt(tf.constant(TRAIN))
    rows = layer(tf.constant(TEXTS))
    result = {"settings": settings, "vocabulary": layer.get_vocabulary(), "rows": numpy.asarray(rows).tolist()}
    tokens = layer._preprocess(tf.constant(TEXTS))
    if isinstance(tokens, tf.RaggedTensor):
        result["tokens"] = [[t.decode("utf-8") for t in row] for row in tokens.to_list()]
    return result


json.dump({
    "version": keras.__version__,
    "train": TRAIN,
    "texts": TEXTS,
    "cases": [
        case(output_sequence_length=6),
        case(output_sequence_length=12, max_tokens=10),
        case(output_sequence_length=9, ngrams=2),
        case(output_sequence_length=9, ngrams=(2, 3)),
        case(output_sequence_length=9, split="character"),
        case(output_sequence_length=9, split="character", standardize="strip_punctuation", ngrams=2),
        case(output_sequence_length=9, standardize="lower"),
        case(output_sequence_length=9, standardize="strip_punctuation"),
        case(output_sequence_length=9, standardize=None),
        case(output_mode="multi_hot"),
        case(output_mode="count"),
        case(output_mode="count", ngrams=2, max_tokens=20),
        case(output_mode="tf_idf"),
        case(output_mode="tf_idf", max_tokens=12, standardize=None),
        case(output_mode="tf_idf", max_tokens=100, pad_to_max_tokens=True),
        case(output_mode="multi_hot", max_tokens=100, pad_to_max_tokens=True, split="character"),
    ],
}, sys.stdout, ensure_ascii=True, indent=0)
