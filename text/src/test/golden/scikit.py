# SPDX-License-Identifier: Apache-2.0
"""Tokens, n-grams and TF-IDF of scikit-learn 1.x: python scikit.py > scikit.json"""
import json
import sys

import numpy
import sklearn
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer, TfidfVectorizer

TEXTS = [
    "Chrysler plans new investments in Latin America.",
    "Chrysler plans major investments in Mexico.",
    "",
    " \t\n ",
    "a",
    "a b c",
    "It's a well-made film, isn't it? 10/10, x2_y __ _z",
    "It's  a \n well-made\tfilm,  isn't it?",
    "\u0130stanbul I\u0131 \u0130\u0130 d\u0130d \u039f\u0394\u039f\u03a3 \u03a3\u03a3 \u03a3 \u039f\u0394\u039f\u03a3.\u03a3",
    "caf\u00e9 cafe\u0301 na\u00efve \u2163\u00bd\u00b2\u0663\u3007 x\u00b2 \u2161",
    "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 ok \U0001d54f\U0001d550 \U00010400\U00010401",
    "\u4e2d\u6587\u5206\u8bcd \u65e5\u672c\u8a9e \u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22 \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u0939\u093f\u0928\u094d\u0926\u0940",
    "a\u0085b\u00a0c\u2028d\u3000e\u001cf\u200bg\u180eh  \u00a0 i",
    "\ufb01ne \u1e9e \u00df STRASSE \u01c5",
    "good good film, a good film. good!",
    "see the good film",
]

TRAIN = TEXTS[:2] + TEXTS[6:8] + TEXTS[13:]


def rows(matrix, names):
    result = []
    for row in matrix.tocsr():
        result.append({names[c]: float(v) for c, v in sorted(zip(row.indices, row.data))})
    return result


def tokens(**settings):
    analyzer = CountVectorizer(**settings).build_analyzer()
    return {"settings": settings, "tokens": [list(map(str, analyzer(text))) for text in TEXTS]}


def matrix(vectorizer, **settings):
    fitted = vectorizer(**settings).fit(TRAIN)
    settings = {name: list(value) if isinstance(value, tuple) else value for name, value in settings.items()}
    return {
        "settings": settings,
        "idf": {n: float(v) for n, v in zip(fitted.get_feature_names_out(), fitted.idf_)} if hasattr(fitted, "idf_") else None,
        "rows": rows(fitted.transform(TEXTS), fitted.get_feature_names_out()),
    }


json.dump({
    "version": sklearn.__version__,
    "texts": TEXTS,
    "train": TRAIN,
    "tokens": [
        tokens(analyzer="word", ngram_range=(1, 1)),
        tokens(analyzer="word", ngram_range=(1, 1), lowercase=False),
        tokens(analyzer="word", ngram_range=(1, 3), token_pattern=r"(?u)\b\w+\b"),
        tokens(analyzer="word", ngram_range=(2, 2)),
        tokens(analyzer="char", ngram_range=(1, 1)),
        tokens(analyzer="char", ngram_range=(2, 4)),
        tokens(analyzer="char", ngram_range=(1, 3), lowercase=False),
        tokens(analyzer="char_wb", ngram_range=(1, 1)),
        tokens(analyzer="char_wb", ngram_range=(2, 5)),
        tokens(analyzer="char_wb", ngram_range=(4, 4), lowercase=False),
    ],
    "matrices": [
        matrix(CountVectorizer, ngram_range=(1, 2)),
        matrix(CountVectorizer, ngram_range=(1, 2), min_df=2, max_df=.5),
        matrix(CountVectorizer, ngram_range=(1, 1), min_df=.25, max_df=3),
        matrix(CountVectorizer, ngram_range=(1, 1), binary=True),
        matrix(TfidfVectorizer, ngram_range=(1, 2)),
        matrix(TfidfVectorizer, ngram_range=(1, 1), norm=None),
        matrix(TfidfVectorizer, ngram_range=(1, 1), norm="l1"),
        matrix(TfidfVectorizer, ngram_range=(1, 2), sublinear_tf=True),
        matrix(TfidfVectorizer, ngram_range=(1, 2), use_idf=False),
    ],
}, sys.stdout, ensure_ascii=True, indent=0)
