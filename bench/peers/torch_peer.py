# SPDX-License-Identifier: Apache-2.0
"""PyTorch itself: the networks of torch_networks.py, as they are and through torch.compile."""

from typing import Any

import numpy as np
import torch
import torch_networks
from torch import nn

RATE = 0.001
# Keras's; PyTorch's default is 1e-8.
EPSILON = 1e-7
RECURRENT = {"lstm", "lstm-128", "gru", "simple-rnn"}


def start(threads: int) -> None:
    torch.set_num_threads(threads)
    torch.set_num_interop_threads(1)


def settings() -> list[str]:
    capability = torch.backends.cpu.get_cpu_capability()
    return [
        f"PyTorch {torch.__version__}, oneDNN {torch.backends.mkldnn.is_available()}, {capability}, intra-op threads"
        f" {torch.get_num_threads()}, inter-op threads 1, Adam {'fused' if fused() else 'foreach'}"
    ]


def fused() -> bool:
    try:
        torch.optim.Adam([torch.nn.Parameter(torch.zeros(1))], fused=True)
        return True
    except RuntimeError:
        return False


def modes(network: str) -> list[str]:
    """torch.compile leaves recurrent layers as they are, so nothing is gained there."""
    return ["eager"] if network in RECURRENT else ["eager", "torch.compile"]


def forget() -> None:
    torch.compiler.reset()


def build(network: str, texts: Any, mode: str, seed: int) -> "TorchNet":
    torch.manual_seed(seed)
    return TorchNet(torch_networks.build(network, texts.words, texts.table), mode)


class TorchNet:
    def __init__(self, module: nn.Module, mode: str) -> None:
        self.module = module
        self.run = torch.compile(module, dynamic=False) if mode == "torch.compile" else module
        self.loss = nn.BCEWithLogitsLoss()
        trained = [p for p in module.parameters() if p.requires_grad]
        self.rule = torch.optim.Adam(trained, RATE, eps=EPSILON, fused=fused())

    def update(self, ids: np.ndarray, targets: np.ndarray) -> float:
        self.module.train()
        loss = self.loss(self.run(torch.from_numpy(ids)), torch.from_numpy(targets))
        self.rule.zero_grad(set_to_none=True)
        loss.backward()
        self.rule.step()
        return loss.item()

    def probabilities(self, ids: np.ndarray) -> np.ndarray:
        self.module.eval()
        with torch.inference_mode():
            return torch.sigmoid(self.run(torch.from_numpy(ids))).numpy()

    def weights(self) -> dict[str, np.ndarray]:
        return {
            name: value.detach().numpy().copy() for name, value in self.module.named_parameters() if value.requires_grad
        }
