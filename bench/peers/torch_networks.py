# SPDX-License-Identifier: Apache-2.0
"""The networks of the course in PyTorch, from ids to one logit; bench/keras/networks.py has the same in Keras."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

FILTERS = 100


class Words(nn.Module):
    """Ids (batch, steps) to vectors (batch, dimension, steps)."""

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        self.table = table

    def forward(self, ids: Tensor) -> Tensor:
        return self.table(ids).transpose(1, 2)


class WordsAndPlaces(nn.Module):
    """The vectors of the words, and those of their places."""

    def __init__(self, words: nn.Embedding, places: nn.Embedding) -> None:
        super().__init__()
        self.words, self.places = words, places

    def forward(self, ids: Tensor) -> Tensor:
        places = self.places(torch.arange(ids.shape[1])).expand(len(ids), -1, -1)
        return torch.cat([self.words(ids), places], 2).transpose(1, 2)


class Maximum(nn.Module):
    """The strongest answer of each filter."""

    def forward(self, windows: Tensor) -> Tensor:
        return windows.amax(2)


class Same(nn.Module):
    """A convolution with as many windows as steps; Keras pads an even width by one step more on the right."""

    def __init__(self, channels: int, width: int) -> None:
        super().__init__()
        self.sides = ((width - 1) // 2, width // 2)
        self.conv = nn.Conv1d(channels, FILTERS, width)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.conv(F.pad(x, self.sides)))


class Branches(nn.Module):
    """Filters of several widths side by side, of each its strongest answer."""

    def __init__(self, *branches: nn.Module) -> None:
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([branch(x).amax(2) for branch in self.branches], 1)


class Last(nn.Module):
    """A recurrent layer over (batch, steps, channels); its last output."""

    def __init__(self, layer: nn.RNNBase) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, x: Tensor) -> Tensor:
        return self.layer(x)[0][:, -1]


class StepsFirst(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.transpose(1, 2)


class Logit(nn.Module):
    """(batch, features) to (batch)."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.dense = nn.Linear(features, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.dense(x)[:, 0]


def trained(words: int, dimension: int) -> nn.Embedding:
    table = nn.Embedding(words, dimension)
    nn.init.uniform_(table.weight, -0.05, 0.05)
    return table


def frozen(table: np.ndarray) -> nn.Embedding:
    return nn.Embedding.from_pretrained(torch.from_numpy(table), freeze=True)


def conv(channels: int, width: int = 4, dilation: int = 1) -> list[nn.Module]:
    return [nn.Conv1d(channels, FILTERS, width, dilation=dilation), nn.ReLU()]


def dense(features: int) -> list[nn.Module]:
    return [nn.Linear(features, FILTERS), nn.ReLU()]


def three_convolutions(table: nn.Embedding) -> nn.Module:
    stack = [Words(table), *conv(table.embedding_dim), *conv(FILTERS), *conv(FILTERS), Maximum()]
    return nn.Sequential(*stack, *dense(FILTERS), nn.Dropout(0.5), *dense(FILTERS), Logit(FILTERS))


def regularised(table: nn.Embedding) -> nn.Module:
    def normalized() -> nn.Module:
        return nn.BatchNorm1d(FILTERS, eps=1e-3, momentum=0.01)

    def dropped() -> list[nn.Module]:
        return [nn.Dropout1d(0.2), normalized()]

    windows = [Words(table), *conv(table.embedding_dim), *dropped(), *conv(FILTERS), *dropped(), *conv(FILTERS)]
    above = [*dense(FILTERS), nn.Dropout(0.5), normalized(), *dense(FILTERS), nn.Dropout(0.5), normalized()]
    return nn.Sequential(*windows, Maximum(), *above, Logit(FILTERS))


def dilated(words: int) -> nn.Module:
    windows = [Words(trained(words, 50)), *conv(50, 5), nn.Dropout1d(0.2), *conv(FILTERS, 5, 2), Maximum()]
    return nn.Sequential(*windows, *dense(FILTERS), Logit(FILTERS))


def multi_width(words: int) -> nn.Module:
    branches = Branches(*(Same(50, width) for width in (2, 3, 4, 5)))
    return nn.Sequential(Words(trained(words, 50)), branches, *dense(4 * FILTERS), Logit(FILTERS))


def positional(words: int, table: np.ndarray) -> nn.Module:
    vectors = WordsAndPlaces(frozen(table), trained(words, 20))
    return nn.Sequential(vectors, *conv(table.shape[1] + 20), Maximum(), *dense(FILTERS), Logit(FILTERS))


def char_cnn_lstm(characters: int) -> nn.Module:
    one_hot = frozen(np.eye(characters, characters - 1, dtype="float32"))
    windows = [Words(one_hot), *conv(characters - 1), nn.MaxPool1d(5), *conv(FILTERS), *conv(FILTERS), StepsFirst()]
    lstm = Last(nn.LSTM(FILTERS, 128, batch_first=True))
    return nn.Sequential(*windows, nn.Dropout(0.1), lstm, *dense(128), Logit(FILTERS))


def kim(words: int) -> nn.Module:
    branches = Branches(*(nn.Sequential(*conv(300, width)) for width in (3, 4, 5)))
    return nn.Sequential(Words(trained(words, 300)), branches, nn.Dropout(0.5), Logit(3 * FILTERS))


def recurrent(words: int, dimension: int, layer: Callable[..., nn.RNNBase], units: int) -> nn.Module:
    return nn.Sequential(trained(words, dimension), Last(layer(dimension, units, batch_first=True)), Logit(units))


def build(network: str, words: int, table: np.ndarray | None) -> nn.Module:
    """The network that bench/compare calls so, over so many ids; the table is that of the frozen vectors."""
    networks: dict[str, Callable[[], nn.Module]] = {
        "words-cnn": lambda: three_convolutions(trained(words, 50)),
        "words-cnn-pretrained": lambda: three_convolutions(frozen(table)),
        "words-cnn-regularised": lambda: regularised(frozen(table)),
        "dilated-cnn": lambda: dilated(words),
        "multi-width-cnn": lambda: multi_width(words),
        "positional-cnn": lambda: positional(words, table),
        "char-cnn": lambda: three_convolutions(trained(words, 50)),
        "char-cnn-lstm": lambda: char_cnn_lstm(words),
        "kim-cnn": lambda: kim(words),
        "lstm": lambda: recurrent(words, 32, nn.LSTM, 32),
        "lstm-128": lambda: recurrent(words, 50, nn.LSTM, 128),
        "gru": lambda: recurrent(words, 32, nn.GRU, 32),
        "simple-rnn": lambda: recurrent(words, 32, nn.RNN, 32),
    }
    return networks[network]()
