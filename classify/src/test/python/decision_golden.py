# SPDX-License-Identifier: Apache-2.0
"""Calibration and figures of several labels by scikit-learn (1.9.1): `python decision_golden.py` beside this file."""

import json
from pathlib import Path

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import accuracy_score, average_precision_score, f1_score, hamming_loss, precision_recall_fscore_support, roc_auc_score

TARGET = Path(__file__).parent.parent / "resources/dev/lector/classify/decision-golden.json"


class Given(ClassifierMixin, BaseEstimator):
    """The rows are the probabilities."""

    def fit(self, x, y):
        self.classes_ = np.unique(y)
        return self

    def predict_proba(self, x):
        return x

    def predict(self, x):
        return self.classes_[x.argmax(axis=1)]


def rounded(array):
    return np.asarray(array, dtype=np.float32).astype(float)


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def draw(rng, rows, classes, sharpness):
    z = rng.normal(0, 1.5, (rows, classes))
    truth = np.array([rng.choice(classes, p=p) for p in softmax(z)])
    p = rounded(softmax(sharpness * z))
    if classes == 2:
        p[:, 0] = 1 - p[:, 1]
    return p, truth


def calibrated(rng, classes, sharpness):
    p, truth = draw(rng, 200, classes, sharpness)
    new, _ = draw(rng, 40, classes, sharpness)
    case = {"classes": classes, "probabilities": p.ravel().tolist(), "truth": truth.tolist(), "new": new.ravel().tolist()}
    for method in ["isotonic", "temperature"]:
        model = CalibratedClassifierCV(FrozenEstimator(Given().fit(p, truth)), method=method, ensemble=False)
        case[method] = model.fit(p, truth).predict_proba(new).ravel().tolist()
    return case


def curve(rng, levels):
    x = rounded(rng.integers(0, levels, 60) / levels)
    y = (rng.random(60) < x**2).astype(int)
    new = rounded(rng.random(30) * 1.2 - 0.1)
    fitted = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(x, y)
    return {
        "scores": x.tolist(), "came": y.tolist(), "new": new.tolist(), "shares": fitted.predict(new).tolist(),
        "cornersX": fitted.X_thresholds_.tolist(), "cornersY": fitted.y_thresholds_.tolist(),
    }


def several(rng, rows, labels):
    p = rounded(rng.random((rows, labels)))
    y = (rng.random((rows, labels)) < p**2).astype(int)
    thresholds = rng.uniform(0.3, 0.7, labels)
    given = (p >= thresholds).astype(int)
    precision, recall, f1, _ = precision_recall_fscore_support(y, given, average=None, zero_division=0)
    return {
        "labels": labels, "probabilities": p.ravel().tolist(), "truth": y.ravel().tolist(),
        "thresholds": thresholds.tolist(), "precision": precision.tolist(), "recall": recall.tolist(), "f1": f1.tolist(),
        "microF1": f1_score(y, given, average="micro"), "macroF1": f1_score(y, given, average="macro"),
        "weightedF1": f1_score(y, given, average="weighted"),
        "accuracy": accuracy_score(y, given), "hammingLoss": hamming_loss(y, given),
        "rocArea": roc_auc_score(y, p, average="macro"), "prArea": average_precision_score(y, p, average="macro"),
    }


def main():
    rng = np.random.default_rng(11)
    golden = {
        "calibrated": [calibrated(rng, 2, 2.5), calibrated(rng, 3, 2.0), calibrated(rng, 5, 0.4)],
        "curves": [curve(rng, 1000), curve(rng, 8), curve(rng, 2)],
        "several": [several(rng, 80, 3), several(rng, 50, 6)],
    }
    TARGET.write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
