# SPDX-License-Identifier: Apache-2.0
"""Every metric over three batches: what it says after each of them, with and without sample weights."""

import keras
import numpy as np
from golden import File, f32, rng_of, settings

BATCHES = (7, 10, 8)


def case(out, name, line, predictions, targets, weighted=False):
    """`line`: Keras's class and its settings."""
    kind, *words = line.split()
    metric = getattr(keras.metrics, kind)(**settings(words))
    predictions, targets = f32(predictions), f32(targets)
    weights = f32(rng_of(name + " weights").choice([0.0, 0.5, 1.0, 2.5], len(predictions))) if weighted else None
    results, at = [], 0
    for count in BATCHES:
        part = slice(at, at + count)
        given = predictions[part].astype("float32") if "TopK" in kind else predictions[part]  # TensorFlow ranks no doubles
        metric.update_state(targets[part], given, None if weights is None else weights[part])
        results.append(np.asarray(metric.result()).reshape(-1))
        at += count
    out.case(name)
    out.line("metric " + line)
    out.tensor("batches", np.array(BATCHES))
    out.tensor("prediction", predictions)
    out.tensor("target", targets)
    if weighted:
        out.tensor("sample_weight", weights)
    out.tensor("result", np.array(results))


def scores(rng, targets, width):
    """Probabilities that lean towards the truth, some of them equal."""
    values = rng.random((len(targets), width)) * 0.7 + 0.3 * targets
    values[: len(values) // 3] = np.round(values[: len(values) // 3], 1)
    return values


def make():
    out = File("metrics")
    rows = sum(BATCHES)
    for weighted in (False, True):
        tail = "_weighted" if weighted else ""
        rng = rng_of("metrics" + tail)
        one = rng.integers(0, 2, (rows, 1))
        three = rng.integers(0, 2, (rows, 3))
        index = rng.integers(0, 6, (rows, 1))
        hot = np.eye(6)[index[:, 0]]
        by_one, by_three = scores(rng, one, 1), scores(rng, three, 3)
        by_class = scores(rng, hot, 6)
        by_class /= by_class.sum(1, keepdims=True)
        case(out, "binary_accuracy" + tail, "BinaryAccuracy", by_one, one, weighted)
        case(out, "binary_accuracy_threshold" + tail, "BinaryAccuracy threshold=0.3", by_one, one, weighted)
        case(out, "categorical_accuracy" + tail, "CategoricalAccuracy", by_class, hot, weighted)
        case(out, "sparse_categorical_accuracy" + tail, "SparseCategoricalAccuracy", by_class, index, weighted)
        case(out, "top_k_default" + tail, "TopKCategoricalAccuracy", by_class, hot, weighted)
        case(out, "top_k_2" + tail, "TopKCategoricalAccuracy k=2", by_class, hot, weighted)
        case(out, "sparse_top_k_2" + tail, "SparseTopKCategoricalAccuracy k=2", by_class, index, weighted)
        for curve in ("ROC", "PR"):
            case(out, f"auc_{curve.lower()}" + tail, f"AUC curve={curve}", by_one, one, weighted)
            case(out, f"auc_{curve.lower()}_three" + tail, f"AUC curve={curve}", by_three, three, weighted)
            logits = np.log(np.clip(by_one, 0.01, 0.99)) - np.log1p(-np.clip(by_one, 0.01, 0.99))
            case(out, f"auc_{curve.lower()}_logits" + tail, f"AUC curve={curve} from_logits=true", logits, one, weighted)
        for kind in ("Precision", "Recall"):
            case(out, kind.lower() + tail, kind, by_one, one, weighted)
            case(out, kind.lower() + "_three" + tail, kind, by_three, three, weighted)
            case(out, kind.lower() + "_threshold" + tail, f"{kind} thresholds=0.7", by_three, three, weighted)
            case(out, kind.lower() + "_class" + tail, f"{kind} class_id=1", by_three, three, weighted)
        for average in ("none", "micro", "macro", "weighted"):
            case(out, f"f1_{average}" + tail, f"F1Score average={average}", by_class, hot, weighted)
            case(out, f"f1_{average}_threshold" + tail, f"F1Score average={average} threshold=0.5", by_three, three, weighted)
    out.close()


if __name__ == "__main__":
    make()
