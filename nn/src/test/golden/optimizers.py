# SPDX-License-Identifier: Apache-2.0
"""Every optimizer, clipping and schedule, on a small network over words whose batches differ."""

import numpy as np
from golden import STEPS, File, make_schedule, network, rng_of, settings

STEPS_OF_TEXT, WORDS, BATCH, CLASSES = 7, 25, 6, 3

LINES = [
    f"x Input - kind=ids shape={STEPS_OF_TEXT}",
    f"e Embedding x input_dim={WORDS} output_dim=5",
    "c Conv1D e filters=6 kernel_size=3 activation=relu",
    "p GlobalMaxPooling1D c",
    "h Dense p units=7 activation=tanh",
    f"d Dense h units={CLASSES} activation=softmax",
]

OPTIMIZERS = {
    "sgd": "SGD",
    "sgd_fast": "SGD learning_rate=0.5",
    "sgd_momentum": "SGD learning_rate=0.2 momentum=0.9",
    "sgd_nesterov": "SGD learning_rate=0.2 momentum=0.9 nesterov=true",
    "adam": "Adam",
    "adam_fast": "Adam learning_rate=0.03 beta_1=0.8 beta_2=0.95 epsilon=0.0001",
    "adamw": "AdamW",
    "adamw_decay": "AdamW learning_rate=0.02 weight_decay=0.3",
    "rmsprop": "RMSprop",
    "rmsprop_fast": "RMSprop learning_rate=0.01 rho=0.7",
    "rmsprop_momentum": "RMSprop learning_rate=0.005 momentum=0.8",
    "rmsprop_centered": "RMSprop learning_rate=0.005 centered=true",
    "adagrad": "Adagrad",
    "adagrad_fast": "Adagrad learning_rate=0.3 initial_accumulator_value=0.01",
    "adadelta": "Adadelta",
    "adadelta_one": "Adadelta learning_rate=1.0",
    "adadelta_kim": "Adadelta learning_rate=1.0 rho=0.95 epsilon=0.000001",
}
CLIPPED = {
    "sgd": "SGD learning_rate=0.5",
    "sgd_momentum": "SGD learning_rate=0.3 momentum=0.9",
    "adam": "Adam learning_rate=0.02",
    "adadelta": "Adadelta learning_rate=1.0",
}
CLIPS = ("clipnorm=0.1", "clipnorm=100.0", "clipvalue=0.02", "global_clipnorm=0.2", "global_clipnorm=100.0")
SCHEDULES = {
    "exponential": "ExponentialDecay initial_learning_rate=0.5 decay_steps=3 decay_rate=0.5",
    "exponential_staircase": "ExponentialDecay initial_learning_rate=0.5 decay_steps=2 decay_rate=0.5 staircase=true",
    "piecewise": "PiecewiseConstantDecay boundaries=1,3 values=0.5,0.2,0.05",
    "polynomial": "PolynomialDecay initial_learning_rate=0.5 decay_steps=4",
    "polynomial_power": "PolynomialDecay initial_learning_rate=0.5 decay_steps=4 end_learning_rate=0.1 power=2.0",
    "polynomial_cycle": "PolynomialDecay initial_learning_rate=0.5 decay_steps=3 end_learning_rate=0.1 cycle=true",
    "inverse_time": "InverseTimeDecay initial_learning_rate=0.5 decay_steps=2 decay_rate=0.7",
    "inverse_time_staircase": "InverseTimeDecay initial_learning_rate=0.5 decay_steps=2 decay_rate=0.7 staircase=true",
    "cosine": "CosineDecay initial_learning_rate=0.5 decay_steps=5",
    "cosine_floor": "CosineDecay initial_learning_rate=0.5 decay_steps=4 alpha=0.1",
    "cosine_warmup": "CosineDecay initial_learning_rate=0.01 decay_steps=4 warmup_target=0.5 warmup_steps=2",
}


def case(out, name, optimizer, lines=LINES):
    rng = rng_of("optimizers data")
    ids = rng.integers(1, WORDS, (STEPS * BATCH, STEPS_OF_TEXT))
    for row in range(len(ids)):
        ids[row, : rng.integers(0, 4)] = 0
    targets = rng.integers(0, CLASSES, (len(ids), 1))
    network(out, name, lines, [ids], targets, "SparseCategoricalCrossentropy", optimizer)


def make():
    out = File("optimizers")
    for name, optimizer in OPTIMIZERS.items():
        case(out, name, optimizer)
    for name, optimizer in CLIPPED.items():
        for clip in CLIPS:
            case(out, f"{name}_{clip}".replace("=", "_"), f"{optimizer} {clip}")
    for name, schedule in SCHEDULES.items():
        case(out, "sgd_" + name, "SGD @ " + schedule)
    case(out, "adam_exponential", "Adam @ " + SCHEDULES["exponential"].replace("0.5", "0.02", 1))
    limited = LINES[:-1] + [LINES[-1] + " kernel_max_norm=1.0"]
    case(out, "adadelta_max_norm", "Adadelta learning_rate=1.0", limited)
    decayed = [LINES[0], LINES[1] + " embeddings_l2=0.001", LINES[2] + " kernel_l2=0.01", *LINES[3:]]
    case(out, "adam_l2", "Adam learning_rate=0.01", decayed)
    case(out, "sgd_l2_global_clipnorm", "SGD learning_rate=0.5 global_clipnorm=0.1", decayed)
    frozen = [LINES[0], LINES[1] + " trainable=false", *LINES[2:]]
    case(out, "adam_frozen_embedding", "Adam learning_rate=0.01 global_clipnorm=0.2", frozen)
    out.close()

    out = File("schedules")
    for name, schedule in SCHEDULES.items():
        kind, *words = schedule.split()
        out.case(name)
        out.line("schedule " + schedule)
        made = make_schedule(kind, settings(words))
        out.tensor("rate", np.array([float(made(float(step))) for step in range(13)]))
    out.close()


if __name__ == "__main__":
    make()
