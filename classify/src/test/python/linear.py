# SPDX-License-Identifier: Apache-2.0
"""Writes what scikit-learn's linear models learn from a small bag of words, for SolversTest.

    python linear.py > ../resources/dev/lector/classify/linear/scikit.txt
"""
import warnings

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import BernoulliNB, ComplementNB, MultinomialNB
from sklearn.svm import LinearSVC

warnings.filterwarnings("error")
ROWS, COLUMNS = 90, 25
random = np.random.default_rng(5)


def tell(name, values):
    print(name, *(f"{v:.9g}" for v in np.asarray(values, dtype=np.float64).ravel()))


labels = random.integers(0, 3, ROWS)
rates = random.gamma(0.5, 1.0, (3, COLUMNS))
counts = random.poisson(rates[labels]).astype(np.float64)
weights = random.uniform(0.5, 2.0, ROWS)
print("# scikit-learn", sklearn.__version__)
tell("rows", counts)
tell("labels", labels)
tell("weights", weights)

for kind, y in (("two", (labels == 1).astype(int)), ("three", labels)):
    sides = (None, 1) if kind == "two" else (None, None)

    def bayes(name, model):
        model.fit(counts, y)
        # Joint log-likelihoods are linear in the bag: read off kernel and bias.
        bias = model._joint_log_likelihood(np.zeros((1, COLUMNS)))[0]
        kernel = model._joint_log_likelihood(np.eye(COLUMNS)) - bias
        if kind == "two":
            bias, kernel = bias[1:] - bias[:1], kernel[:, 1:] - kernel[:, :1]
        tell(f"{kind} {name}", np.concatenate([kernel.ravel(), bias]))

    bayes("multinomial", MultinomialNB(alpha=0.7))
    bayes("bernoulli", BernoulliNB(alpha=0.7))
    bayes("complement", ComplementNB(alpha=0.7))

    def linear(name, model, **more):
        model.fit(counts, y, **more)
        tell(f"{kind} {name}", np.concatenate([model.coef_.T.ravel(), np.atleast_1d(model.intercept_)]))

    linear("logistic", LogisticRegression(C=0.4, tol=1e-9, max_iter=10000))
    linear("logistic-weighted", LogisticRegression(C=0.4, tol=1e-9, max_iter=10000), sample_weight=weights)
    linear("squared-hinge", LinearSVC(C=0.1, loss="squared_hinge", tol=1e-9, max_iter=1000000, random_state=1))
    linear("hinge", LinearSVC(C=0.1, loss="hinge", tol=1e-9, max_iter=1000000, random_state=1))

# Wang and Manning (2012): support vectors on columns scaled by their log-count ratio, weights drawn to their mean size.
yes = labels == 1
p, q = counts[yes].sum(0) + 1.0, counts[~yes].sum(0) + 1.0
ratio = np.log((p / p.sum()) / (q / q.sum()))
model = LinearSVC(C=0.1, tol=1e-9, max_iter=1000000, random_state=1).fit(counts * ratio, yes)
w = model.coef_[0]
mean = np.abs(w).mean()
bias = 0.75 * mean * np.log(yes.sum() / (~yes).sum()) + 0.25 * model.intercept_
tell("two nbsvm", np.concatenate([ratio * (0.75 * mean + 0.25 * w), bias]))
