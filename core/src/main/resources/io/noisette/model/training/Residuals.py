from typing import Tuple

import torch
from torch import Tensor

from ..layer.Weights import Norm
from .Products import Products


class Residuals(Products):
    # Residual connections, layer norms and dropout of a training pass. A mask is of the element type, 1
    # where the element is kept and 0 where it is dropped, or empty: no dropout. The scale of what is
    # kept, 1 / (1 - rate), is applied in fp32 within the operator that follows.
    dropout_scale: float  # of hidden states
    activation_scale: float  # of what is inside of the feed-forward layer
    norm_epsilon: float

    # bytes: a mask as it comes from Java
    def mask(self, bytes: Tensor) -> Tensor:
        return bytes.to(self.element)

    # The residual connection x + scale * mask * y; y may be overwritten
    def residual(self, x: Tensor, y: Tensor, mask: Tensor) -> Tensor:
        if mask.numel() > 0:
            return torch.addcmul(x, y, mask, value=self.dropout_scale)
        return y.add_(x)

    # The gradient of y, but for the scale
    def masked(self, dy: Tensor, mask: Tensor) -> Tensor:
        if mask.numel() > 0:
            return dy * mask
        return dy

    def scale_of(self, mask: Tensor, scale: float) -> float:
        if mask.numel() > 0:
            return scale
        return 1.0

    # x, which is overwritten, with dropout
    def drop(self, x: Tensor, mask: Tensor, scale: float) -> Tensor:
        if mask.numel() > 0:
            return x.mul_(mask).mul_(scale)
        return x

    # Layer normalization of (n, d), with the mean and 1 / standard deviation of each row
    def norm(self, x: Tensor, p: Norm) -> Tuple[Tensor, Tensor, Tensor]:
        return torch.ops.aten.native_layer_norm(
            x, [x.size(1)], p.weight, p.bias, self.norm_epsilon
        )

    # From the gradient of the result to that of x
    def norm_backward(
        self, dy: Tensor, x: Tensor, mean: Tensor, rstd: Tensor, p: Norm, g: Norm, frozen: bool
    ) -> Tensor:
        wanted = [True, not frozen, not frozen]
        dx, dw, db = torch.ops.aten.native_layer_norm_backward(
            dy, x, [x.size(1)], mean, rstd, p.weight, p.bias, wanted
        )
        if not frozen:
            g.weight.add_(dw)
            g.bias.add_(db)
        return dx
