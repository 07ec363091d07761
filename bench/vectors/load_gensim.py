#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""load_gensim.py VECTORS: seconds that gensim takes to read GloVe's text, and milliseconds for the words nearest to a word."""
import statistics
import sys
import time

from gensim.models import KeyedVectors


def load(limit):
    begin = time.time()
    vectors = KeyedVectors.load_word2vec_format(sys.argv[1], no_header=True, limit=limit)
    print(f"gensim {len(vectors):9,} vectors  {time.time() - begin:.2f} s, processor {time.process_time():.2f} s", flush=True)
    return vectors


vectors = load(None)
vectors.fill_norms()
times = []
for i in range(40):
    word = vectors.index_to_key[i * len(vectors) // 40]
    begin = time.time()
    vectors.most_similar(word, topn=10)
    times.append(1000 * (time.time() - begin))
print(f"gensim most_similar: median {statistics.median(times):.1f}, best {min(times):.1f} ms")
