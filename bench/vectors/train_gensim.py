#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""train_gensim.py MODEL CORPUS EPOCHS OUT [SEED]: gensim's word2vec from a corpus file, 2 threads; prints words a second while training."""
import sys
import time

from gensim.models.word2vec import Word2Vec

model, corpus, epochs, out = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
seed = int(sys.argv[5]) if len(sys.argv) > 5 else 1
settings = {
    "skip-gram": dict(sg=1, negative=5, alpha=0.025),
    "cbow": dict(sg=0, negative=5, alpha=0.05),
    "hierarchical-softmax": dict(sg=1, hs=1, negative=0, alpha=0.025),
}[model]
w2v = Word2Vec(vector_size=100, window=5, sample=1e-3, min_count=5, workers=2, seed=seed, **settings)
w2v.build_vocab(corpus_file=corpus)
kept = sum(w2v.wv.get_vecattr(word, "count") for word in w2v.wv.index_to_key)
begin = time.time()
w2v.train(corpus_file=corpus, total_words=w2v.corpus_total_words, total_examples=w2v.corpus_count, epochs=epochs)
seconds = time.time() - begin
print(f"gensim {model}: {seconds:.2f} s, {epochs * kept / seconds:,.0f} words/s")
w2v.wv.save_word2vec_format(out)
