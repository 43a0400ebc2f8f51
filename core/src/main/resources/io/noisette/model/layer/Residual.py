import torch
from torch import Tensor

from .Precision import Precision
from .Weights import Norm


class Residual(Precision):
    norm_epsilon: float
    dropout_scale: float  # of hidden states: 1 / (1 - rate)

    # The residual connection: x + y, with dropout of y; both (tokens, d).
    def add(self, x: Tensor, y: Tensor, mask: Tensor) -> Tensor:
        if mask.numel() > 0:
            return torch.add(x, self.wide(y) * mask, alpha=self.dropout_scale)
        return x + self.wide(y)

    # Layer normalization of (tokens, d).
    def norm(self, x: Tensor, p: Norm) -> Tensor:
        return torch.layer_norm(x, [x.size(1)], p.weight, p.bias, self.norm_epsilon)
