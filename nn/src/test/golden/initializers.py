# SPDX-License-Identifier: Apache-2.0
"""Initialisers: not Keras's random numbers, but their mean, standard deviation, least and largest value."""

import keras
import numpy as np
from golden import File, settings

NAMES = (
    "GlorotUniform GlorotNormal HeUniform HeNormal LecunUniform LecunNormal "
    "RandomUniform RandomUniform:minval=-0.2:maxval=0.3 Constant:value=0.7 Zeros Ones"
).split()
SHAPES = {"dense": (130, 250), "dense_thin": (3, 9000), "conv": (5, 60, 110), "embedding": (900, 40)}


def make():
    out = File("initializers")
    for spec in NAMES:
        kind, *words = spec.split(":")
        args = settings(words)
        for shape_name, shape in SHAPES.items():
            if kind not in ("Constant", "Zeros", "Ones"):
                args["seed"] = 1
            values = np.asarray(getattr(keras.initializers, kind)(**args)(shape))
            out.case(f"{spec.replace(':', '_').replace('=', '_')}_{shape_name}".lower())
            out.line(" ".join(["initializer", kind, *words]))
            out.tensor("shape", np.array(shape))
            out.tensor("moments", np.array([values.mean(), values.std(), values.min(), values.max()]))
    for gain in (1.0, 1.5):
        for shape in ((30, 20), (20, 30), (4, 5, 16)):
            values = np.asarray(keras.initializers.Orthogonal(gain=gain, seed=1)(shape)).reshape(-1, shape[-1])
            tall = values if values.shape[0] >= values.shape[1] else values.T
            out.case(f"orthogonal_{gain}_" + "x".join(map(str, shape)))
            out.line(f"initializer Orthogonal gain={gain}")
            out.tensor("shape", np.array(shape))
            out.tensor("gram", tall.T @ tall)
    out.close()


if __name__ == "__main__":
    make()
