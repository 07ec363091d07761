# SPDX-License-Identifier: Apache-2.0
"""Times scikit-learn's TfidfVectorizer on the 50,000 IMDB reviews and writes its matrix for TfidfComparison.

LECTOR_DATA=folder python tfidf.py OUT [longest n-gram]
"""
import csv
import gzip
import json
import os
import sys
import time

import numpy
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer

out = sys.argv[1]
longest = int(sys.argv[2]) if len(sys.argv) > 2 else 2
csv.field_size_limit(1 << 30)
texts = []
for name in ("imdb/train.csv.gz", "imdb/test.csv.gz"):
    with gzip.open(os.path.join(os.environ["LECTOR_DATA"], name), "rt", encoding="utf-8", newline="") as file:
        texts += [row["text"] for row in csv.DictReader(file)]

start = time.perf_counter()
vectorizer = TfidfVectorizer(ngram_range=(1, longest))
matrix = vectorizer.fit_transform(texts)
seconds = time.perf_counter() - start
print(f"scikit-learn {sklearn.__version__}: {len(texts)} texts, {matrix.shape[1]} n-grams, {matrix.nnz} values, "
      f"{seconds:.1f} s")

os.makedirs(out, exist_ok=True)
with open(os.path.join(out, "words.txt"), "w", encoding="utf-8", newline="\n") as file:
    file.writelines(word + "\n" for word in vectorizer.get_feature_names_out())
matrix.indptr.astype(">i4").tofile(os.path.join(out, "starts"))
matrix.indices.astype(">i4").tofile(os.path.join(out, "indices"))
matrix.data.astype(">f8").tofile(os.path.join(out, "values"))
with open(os.path.join(out, "run.json"), "w") as file:
    json.dump({"version": sklearn.__version__, "seconds": seconds, "longest": longest}, file)
