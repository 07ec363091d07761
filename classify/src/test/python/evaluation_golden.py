# SPDX-License-Identifier: Apache-2.0
"""Makes evaluation-golden.json: the figures of Evaluation by scikit-learn, for random predictions with ties.

Run: python evaluation_golden.py > ../resources/dev/lector/classify/evaluation-golden.json
Needs scikit-learn and numpy; the seed is fixed.
"""
import json

import numpy as np
import sklearn
from sklearn.metrics import (accuracy_score, average_precision_score, confusion_matrix, log_loss,
                             precision_recall_fscore_support, roc_auc_score)


def calibration(truth, probabilities, bins=15):
    confidence, answer = probabilities.max(axis=1), probabilities.argmax(axis=1)
    which = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    return sum(abs((answer == truth)[which == b].sum() - confidence[which == b].sum())
               for b in range(bins)) / len(truth)


def case(seed, rows, classes, help_right):
    random = np.random.default_rng(seed)
    truth = random.choice(classes, rows, p=np.arange(1, classes + 1) / np.arange(1, classes + 1).sum())
    score = random.integers(1, 8, (rows, classes)).astype(float)  # few values: many ties
    score[np.arange(rows), truth] += help_right * random.integers(0, 4, rows)
    probabilities = (score / score.sum(axis=1, keepdims=True)).astype(np.float32).astype(np.float64)
    answer = probabilities.argmax(axis=1)
    labels = list(range(classes))
    per_class = precision_recall_fscore_support(truth, answer, labels=labels, zero_division=0)
    averages = {name: precision_recall_fscore_support(truth, answer, labels=labels, average=name, zero_division=0)[:3]
                for name in ("macro", "micro", "weighted")}
    return {
        "labels": [f"c{i}" for i in labels],
        "truth": [f"c{i}" for i in truth],
        "probabilities": [float(p) for p in probabilities.ravel()],
        "accuracy": accuracy_score(truth, answer),
        "precision": list(per_class[0]), "recall": list(per_class[1]), "f1": list(per_class[2]),
        "macro": list(averages["macro"]), "micro": list(averages["micro"]), "weighted": list(averages["weighted"]),
        "rocArea": [roc_auc_score(truth == c, probabilities[:, c]) for c in labels],
        "prArea": [average_precision_score(truth == c, probabilities[:, c]) for c in labels],
        "logLoss": log_loss(truth, probabilities / probabilities.sum(axis=1, keepdims=True), labels=labels),
        "calibrationError": calibration(truth, probabilities),
        "confusion": confusion_matrix(truth, answer, labels=labels).tolist(),
    }


print(json.dumps({"made by": f"evaluation_golden.py with scikit-learn {sklearn.__version__}",
                  "cases": [case(1, 60, 2, 1), case(2, 90, 4, 1), case(3, 25, 6, 0)]}))
