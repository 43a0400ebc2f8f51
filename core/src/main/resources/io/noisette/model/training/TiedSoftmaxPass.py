from typing import List, Tuple

import torch
from torch import Tensor

from .SoftmaxLoss import SoftmaxLoss


class TiedSoftmaxPass(SoftmaxLoss):
    # Cross-entropy over the vocabulary with an output layer tied to the embedding matrix, and its
    # gradient; see softmax_loss. The gradient of weight * (sum of -log p) is added to words_gradient,
    # (V, d), or empty where the matrix is not trained, and that of hidden is returned, behind the loss
    # and the sum of -log p, which differ with label smoothing.
    def forward_backward(
        self,
        hidden: Tensor,
        words: Tensor,
        size: int,
        bias: Tensor,
        labels: Tensor,
        words_gradient: Tensor,
        weight: float,
        chunk: int,
        uniform: float,
    ) -> Tuple[float, float, Tensor]:
        gradient = torch.empty_like(hidden)
        added = hidden.size(0) - labels.size(0)
        if added > 0:
            labels = torch.nn.functional.pad(labels, [0, added], value=-1.0)
        words_gradients: List[Tensor] = []
        if words_gradient.numel() > 0:
            words_gradients.append(words_gradient)
        loss, nats = self.softmax_loss(
            hidden, words, size, bias, labels, words_gradients, gradient, weight, chunk, uniform
        )
        return float(loss), float(nats), gradient.mul_(weight)
