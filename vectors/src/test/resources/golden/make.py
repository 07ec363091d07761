#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make.py: writes the golden files of this folder with gensim 4.4, fasttext 0.9 and numpy 2.4."""
import pathlib

import fasttext
import gensim
import numpy

here = pathlib.Path(__file__).parent
words = ["the", "of", "thé", "film"]
rng = numpy.random.default_rng(1)
matrix = rng.normal(size=(4, 5)).astype("<f4")

keyed = gensim.models.KeyedVectors(5)
keyed.add_vectors(words, matrix)
keyed.save_word2vec_format(here / "gensim.bin", binary=True)
keyed.save_word2vec_format(here / "gensim.vec", binary=False)
numpy.save(here / "numpy.npy", matrix)
numpy.save(here / "numpy64.npy", matrix.astype("<f8"))
for name in ("numpy", "numpy64"):
    (here / f"{name}.vocab").write_text("".join(w + "\n" for w in words), encoding="utf-8")

corpus = here / "corpus.tmp"
corpus.write_text("the film of the year\nthe year of the film\na good film thé\n" * 20, encoding="utf-8")
model = fasttext.train_unsupervised(
    str(corpus), dim=4, minCount=1, bucket=50, minn=3, maxn=5, epoch=2, thread=10, verbose=0
)
corpus.unlink()
model.save_model(str(here / "fasttext.bin"))
with open(here / "fasttext.tsv", "w", encoding="utf-8") as out:
    for word in model.words + ["filmgoer", "yéar"]:
        print(word, *(repr(float(x)) for x in model.get_word_vector(word)), sep="\t", file=out)
