from typing import List

import torch
from torch import Tensor

from ...engine.dialect import differentiable
from .BackGradient import BackGradient


class LinearKernels(BackGradient):
    # Least squares, y = x . weight: its gradients have a closed form.

    # rows: (M, D); labels: (M)
    def inner(self, rows: Tensor, labels: Tensor, p: List[Tensor]) -> Tensor:
        return torch.mean((self.scores(rows, p) - labels) ** 2) / 2

    # The loss of real inputs, (n, D) with labels (n); the scores, (n); the gradient of the parameters
    @differentiable
    def outer(self, inputs: Tensor, labels: Tensor, p: List[Tensor]) -> List[Tensor]:
        leaves = self.leaves(p)
        y = self.scores(inputs, leaves)
        loss = torch.mean((y - labels) ** 2) / 2
        results = [torch.detach(loss), torch.detach(y)]
        for slope in self.slopes(loss, leaves, False):
            results.append(slope)
        return results

    def scores(self, rows: Tensor, p: List[Tensor]) -> Tensor:
        weight = torch.cat(p)
        return torch.matmul(rows, weight)
