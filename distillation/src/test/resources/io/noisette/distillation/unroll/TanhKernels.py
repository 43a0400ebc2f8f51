from typing import List

import torch
from torch import Tensor

from ...engine.dialect import differentiable
from .BackGradient import BackGradient


class TanhKernels(BackGradient):
    # Two layers, y = v . tanh(U x): a network that no step of gradient descent solves.
    def inner(self, rows: Tensor, labels: Tensor, p: List[Tensor]) -> Tensor:
        u, v = p
        y = torch.matmul(torch.tanh(torch.matmul(rows, u)), v)
        return torch.mean((y - labels) ** 2) / 2

    @differentiable
    def outer(self, inputs: Tensor, labels: Tensor, p: List[Tensor]) -> List[Tensor]:
        leaves = self.leaves(p)
        loss = self.inner(inputs, labels, leaves)
        results = [torch.detach(loss), torch.detach(inputs)]
        for slope in self.slopes(loss, leaves, False):
            results.append(slope)
        return results
