# SPDX-License-Identifier: Apache-2.0
"""Keras on TensorFlow or JAX: the networks of bench/keras/networks.py in a training loop without Keras's fit.

fit adds bookkeeping to each step; the loops here are those of Keras's guides to writing one's own.
"""

import os
import sys
from typing import Any

import numpy as np

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
BACKEND = os.environ["KERAS_BACKEND"]
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "keras"))

RATE = 0.001
threads_set = 0


def start(threads: int) -> None:
    """Before the first array: neither backend changes its number of threads later."""
    global threads_set
    threads_set = threads
    if BACKEND == "tensorflow":
        import tensorflow as tf

        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(threads)
    else:
        # XLA takes as many threads as there are processors that the process may use.
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])


def settings() -> list[str]:
    import keras

    if BACKEND == "tensorflow":
        import tensorflow as tf

        version = f"TensorFlow {tf.__version__}, intra-op and inter-op threads {threads_set}"
    else:
        import jax

        version = f"JAX {jax.__version__}, {threads_set} processors"
    return [f"Keras {keras.__version__}, {version}, own training loop, compiled"]


def modes(network: str) -> list[str]:
    """TensorFlow: a graph (tf.function), and the same compiled by XLA. JAX is always compiled."""
    return ["tf.function", "jit_compile"] if BACKEND == "tensorflow" else ["jit"]


def forget() -> None:
    import keras

    keras.utils.clear_session()


def build(network: str, texts: Any, mode: str, seed: int) -> Any:
    import keras
    import networks

    keras.utils.set_random_seed(seed)
    networks.WORDS = max(networks.WORDS, texts.words)
    model = getattr(networks, network.replace("-", "_"))(texts.table)
    kind = TensorFlowNet if BACKEND == "tensorflow" else JaxNet
    return kind(model, keras.optimizers.Adam(RATE), mode)


class KerasNet:
    """What both backends share: the inputs of the network."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.positions = len(model.inputs) > 1

    def inputs(self, ids: np.ndarray) -> Any:
        return [ids, np.tile(np.arange(ids.shape[1], dtype="int32"), (len(ids), 1))] if self.positions else ids


class TensorFlowNet(KerasNet):
    def __init__(self, model: Any, optimizer: Any, mode: str) -> None:
        import keras
        import tensorflow as tf

        super().__init__(model)
        compiled = mode == "jit_compile"

        @tf.function(jit_compile=compiled)
        def update(ids: Any, targets: Any) -> Any:
            with tf.GradientTape() as tape:
                outputs = model(ids, training=True)
                loss = keras.ops.mean(keras.losses.binary_crossentropy(targets, outputs))
            gradients = tape.gradient(loss, model.trainable_variables)
            optimizer.apply(gradients, model.trainable_variables)
            return loss

        @tf.function(jit_compile=compiled)
        def predict(ids: Any) -> Any:
            return model(ids, training=False)

        optimizer.build(model.trainable_variables)
        self.update_step, self.predict_step = update, predict

    def update(self, ids: np.ndarray, targets: np.ndarray) -> float:
        return float(self.update_step(self.tensors(ids), self.tensor(targets[:, None])))

    def probabilities(self, ids: np.ndarray) -> np.ndarray:
        return self.predict_step(self.tensors(ids)).numpy().reshape(-1)

    def tensors(self, ids: np.ndarray) -> Any:
        inputs = self.inputs(ids)
        return [self.tensor(one) for one in inputs] if isinstance(inputs, list) else self.tensor(inputs)

    @staticmethod
    def tensor(values: np.ndarray) -> Any:
        import tensorflow as tf

        return tf.constant(values)

    def weights(self) -> dict[str, np.ndarray]:
        return {variable.path: variable.numpy() for variable in self.model.trainable_variables}


class JaxNet(KerasNet):
    def __init__(self, model: Any, optimizer: Any, mode: str) -> None:
        import jax
        import keras

        super().__init__(model)

        def loss(trained: Any, others: Any, ids: Any, targets: Any) -> Any:
            outputs, others = model.stateless_call(trained, others, ids, training=True)
            return keras.ops.mean(keras.losses.binary_crossentropy(targets, outputs)), others

        gradient = jax.value_and_grad(loss, has_aux=True)

        def update(trained: Any, others: Any, rule: Any, ids: Any, targets: Any) -> Any:
            (value, others), gradients = gradient(trained, others, ids, targets)
            trained, rule = optimizer.stateless_apply(rule, gradients, trained)
            return value, trained, others, rule

        def predict(trained: Any, others: Any, ids: Any) -> Any:
            return model.stateless_call(trained, others, ids, training=False)[0]

        optimizer.build(model.trainable_variables)
        # Copies: an update gives the memory of its arguments to its results.
        self.trained = [jax.numpy.array(v.value) for v in model.trainable_variables]
        self.others = [jax.numpy.array(v.value) for v in model.non_trainable_variables]
        self.rule = [jax.numpy.array(v.value) for v in optimizer.variables]
        self.update_step = jax.jit(update, donate_argnums=(0, 1, 2))
        self.predict_step = jax.jit(predict)

    def update(self, ids: np.ndarray, targets: np.ndarray) -> float:
        loss, self.trained, self.others, self.rule = self.update_step(
            self.trained, self.others, self.rule, self.inputs(ids), targets[:, None]
        )
        return float(loss)

    def probabilities(self, ids: np.ndarray) -> np.ndarray:
        return np.asarray(self.predict_step(self.trained, self.others, self.inputs(ids))).reshape(-1)

    def weights(self) -> dict[str, np.ndarray]:
        names = [variable.path for variable in self.model.trainable_variables]
        return {name: np.array(value) for name, value in zip(names, self.trained)}
