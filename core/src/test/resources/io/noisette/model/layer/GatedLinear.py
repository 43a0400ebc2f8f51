from typing import NamedTuple

import torch
from torch import Tensor

from ...engine.dialect import differentiable
from .Precision import Precision
from .Weights import Linear


class GatedWeights(NamedTuple):
    value: Linear  # (out, in)
    gate: Linear  # (out, in)


class GatedLinear(Precision):
    # x: (tokens, in); the result: (tokens, out), in fp32
    @differentiable
    def gated(self, x: Tensor, p: GatedWeights) -> Tensor:
        gate = torch.sigmoid(self.wide(self.linear(x, p.gate)))  # (tokens, out)
        return self.wide(self.linear(x, p.value)) * gate
