# SPDX-License-Identifier: Apache-2.0
"""The networks of the course in Keras, one function each; Lector's recipes and experiments of the same names follow them.

A function takes the table of word vectors (None if the network has none) and returns a model. With DROPOUT off the
same networks can be compared step by step.
"""

import keras
from keras import layers, ops

WORDS, STEPS, CHARACTERS = 10_000, 40, 70
DROPOUT = True


def dropout(rate):
    return layers.Dropout(rate if DROPOUT else 0.0)


def spatial(rate):
    return layers.SpatialDropout1D(rate if DROPOUT else 0.0)


def sequential(steps, *stack):
    return keras.Sequential([keras.Input((steps,), dtype="int32"), *stack, layers.Dense(1, activation="sigmoid")])


def frozen(table):
    return layers.Embedding(WORDS, table.shape[1], weights=[table], trainable=False)


def conv(width=4, **settings):
    return layers.Conv1D(100, width, activation="relu", **settings)


def three_convolutions(**settings):
    return [conv(**settings), conv(**settings), conv(**settings)]


def head():
    """What stands above the convolutions of the notebook's first networks."""
    return [
        layers.GlobalMaxPooling1D(),
        layers.Dense(100, activation="relu"),
        dropout(0.5),
        layers.Dense(100, activation="relu"),
    ]


def words_cnn(table):
    return sequential(STEPS, layers.Embedding(WORDS, 50), *three_convolutions(), *head())


def words_cnn_pretrained(table):
    return sequential(STEPS, frozen(table), *three_convolutions(), *head())


def words_cnn_regularised(table):
    return sequential(
        STEPS,
        frozen(table),
        conv(),
        spatial(0.2),
        layers.BatchNormalization(),
        conv(),
        spatial(0.2),
        layers.BatchNormalization(),
        conv(),
        layers.GlobalMaxPooling1D(),
        layers.Dense(100, activation="relu"),
        dropout(0.5),
        layers.BatchNormalization(),
        layers.Dense(100, activation="relu"),
        dropout(0.5),
        layers.BatchNormalization(),
    )


def positional_cnn(table):
    words = keras.Input((STEPS,), dtype="int32")
    positions = keras.Input((STEPS,), dtype="int32")
    x = layers.Concatenate()([frozen(table)(words), layers.Embedding(WORDS, 20)(positions)])
    x = layers.GlobalMaxPooling1D()(conv()(x))
    x = layers.Dense(100, activation="relu")(x)
    return keras.Model([words, positions], layers.Dense(1, activation="sigmoid")(x))


def positional_cnn_without(table):
    """Not in the notebook: what positional_cnn is compared with."""
    return sequential(STEPS, frozen(table), conv(), layers.GlobalMaxPooling1D(), layers.Dense(100, activation="relu"))


def dilated_cnn(table):
    return sequential(
        STEPS,
        layers.Embedding(WORDS, 50),
        conv(5),
        spatial(0.2),
        conv(5, dilation_rate=2),
        layers.GlobalMaxPooling1D(),
        layers.Dense(100, activation="relu"),
    )


def dilated_cnn_table(table):
    return sequential(STEPS, layers.Embedding(WORDS, 50), *three_convolutions(dilation_rate=3), *head())


def multi_width_cnn(table):
    words = keras.Input((STEPS,), dtype="int32")
    x = layers.Embedding(WORDS, 50)(words)
    x = layers.Concatenate()([conv(width, padding="same")(x) for width in (2, 3, 4, 5)])
    x = layers.Dense(100, activation="relu")(layers.GlobalMaxPooling1D()(x))
    return keras.Model(words, layers.Dense(1, activation="sigmoid")(x))


def char_cnn(table, steps=STEPS):
    return sequential(steps, layers.Embedding(CHARACTERS + 1, 50), *three_convolutions(), *head())


def char_cnn_200(table):
    return char_cnn(table, 200)


def char_cnn_lstm(table, steps=STEPS, shift=0):
    """One-hot of depth 70. As the notebook has it, padding is the first unit vector and the last id all zeros; shift 1
    is what it meant: padding all zeros."""
    rate = 0.1 if DROPOUT else 0.0
    text = keras.Input((steps,), dtype="int32")
    x = layers.Lambda(lambda ids: ops.one_hot(ids - shift, CHARACTERS), output_shape=(steps, CHARACTERS))(text)
    x = layers.MaxPooling1D(5)(conv()(x))
    x = conv()(conv()(x))
    x = layers.LSTM(128, dropout=rate, recurrent_dropout=rate)(x)
    x = layers.Dense(100, activation="relu")(x)
    return keras.Model(text, layers.Dense(1, activation="sigmoid")(x))


def char_cnn_lstm_intended(table):
    return char_cnn_lstm(table, shift=1)


def char_cnn_lstm_200(table):
    return char_cnn_lstm(table, 200)


def multi_hot_dense(table):
    """Chollet 3.5."""
    return keras.Sequential(
        [
            keras.Input((WORDS,)),
            layers.Dense(16, activation="relu"),
            layers.Dense(16, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


def newswire_dense(table):
    """Chollet 3.6."""
    return keras.Sequential(
        [
            keras.Input((WORDS,)),
            layers.Dense(64, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(46, activation="softmax"),
        ]
    )


def flatten_dense(table):
    return sequential(20, layers.Embedding(WORDS, 8), layers.Flatten())


def glove_dense(table):
    return sequential(100, frozen(table), layers.Flatten(), layers.Dense(32, activation="relu"))


def glove_average(table):
    return sequential(100, frozen(table), layers.GlobalAveragePooling1D(), layers.Dense(32, activation="relu"))


def kim_cnn(table):
    """Kim (2014), CNN-rand; not in the course."""
    words = keras.Input((50,), dtype="int32")
    x = layers.Embedding(WORDS, 300)(words)
    x = layers.Concatenate()([layers.GlobalMaxPooling1D()(conv(width)(x)) for width in (3, 4, 5)])
    return keras.Model(words, layers.Dense(1, activation="sigmoid")(dropout(0.5)(x)))


def simple_rnn(table):
    return sequential(500, layers.Embedding(WORDS, 32), layers.SimpleRNN(32))


def lstm(table):
    return sequential(500, layers.Embedding(WORDS, 32), layers.LSTM(32))


def lstm_128(table):
    """Not in the course: a larger layer over short texts."""
    return sequential(STEPS, layers.Embedding(WORDS, 50), layers.LSTM(128))


def gru(table):
    return sequential(500, layers.Embedding(WORDS, 32), layers.GRU(32))


def bi_lstm(table):
    return sequential(500, layers.Embedding(WORDS, 32), layers.Bidirectional(layers.LSTM(32)))


def reversed_lstm(table):
    """Chollet 6.3; the texts are reversed before they come here."""
    return sequential(500, layers.Embedding(WORDS, 128), layers.LSTM(32))


def convnet(table):
    """Chollet 6.4, with the sigmoid that the notebook forgot."""
    return sequential(
        500,
        layers.Embedding(WORDS, 128),
        layers.Conv1D(32, 7, activation="relu"),
        layers.MaxPooling1D(5),
        layers.Conv1D(32, 7, activation="relu"),
        layers.GlobalMaxPooling1D(),
    )
