#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""quality.py SETS VECTORS...: WordSim-353, MEN, SimLex-999 (Spearman) and analogies among 30,000 words, by gensim."""
import pathlib
import sys

from gensim.models import KeyedVectors

sets = pathlib.Path(sys.argv[1])
for file in sys.argv[2:]:
    vectors = KeyedVectors.load_word2vec_format(file)
    figures = [
        vectors.evaluate_word_pairs(sets / f"EN-{name}.txt")[1][0] for name in ("WS-353-ALL", "MEN-TR-3k", "SIMLEX-999")
    ]
    analogies = vectors.evaluate_word_analogies(
        sets / "questions-words.txt", restrict_vocab=30000, case_insensitive=True
    )[0]
    print(file, *(f"{figure:.3f}" for figure in figures), f"{100 * analogies:.1f} %", flush=True)
