from typing import List

import torch
from torch import Tensor

from ...engine.dialect import differentiable
from ..layer.Precision import Precision
from .SublayerWeights import GruGate, HighwayGate, InputGate, OutputGate, SigmoidTanhGate


class Gates(Precision):
    # How the output y of a sublayer, behind its ReLU, joins the stream x that goes past it; all
    # (tokens, d). The equations are in Gate.java.
    gate: str

    # p: the tensors of the gate, none of addition
    @differentiable
    def gated(self, x: Tensor, y: Tensor, p: List[Tensor]) -> Tensor:
        if self.gate == "input":
            return self.input(x, y, InputGate(*p))
        if self.gate == "output":
            return self.output(x, y, OutputGate(*p))
        if self.gate == "highway":
            return self.highway(x, y, HighwayGate(*p))
        if self.gate == "sigmoid-tanh":
            return self.sigmoid_tanh(x, y, SigmoidTanhGate(*p))
        if self.gate == "gru":
            return self.gru(x, y, GruGate(*p))
        return x + y

    def input(self, x: Tensor, y: Tensor, p: InputGate) -> Tensor:
        return torch.sigmoid(self.product(x, p.W)) * x + y

    def output(self, x: Tensor, y: Tensor, p: OutputGate) -> Tensor:
        return x + torch.sigmoid(self.product(x, p.W) - p.b) * y

    def highway(self, x: Tensor, y: Tensor, p: HighwayGate) -> Tensor:
        return torch.lerp(y, x, torch.sigmoid(self.product(x, p.W) + p.b))

    def sigmoid_tanh(self, x: Tensor, y: Tensor, p: SigmoidTanhGate) -> Tensor:
        return x + torch.sigmoid(self.product(y, p.W) - p.b) * torch.tanh(self.product(y, p.U))

    def gru(self, x: Tensor, y: Tensor, p: GruGate) -> Tensor:
        d = x.size(1)
        from_y = self.product(y, torch.cat([p.W_r, p.W_z, p.W_g]))  # (tokens, 3 d)
        y_r, y_z, y_g = torch.split_with_sizes(from_y, [d, d, d], 1)
        from_x = self.product(x, torch.cat([p.U_r, p.U_z]))  # (tokens, 2 d)
        x_r, x_z = torch.split_with_sizes(from_x, [d, d], 1)
        r = torch.sigmoid(y_r + x_r)
        z = torch.sigmoid(y_z + x_z - p.b)
        h = torch.tanh(y_g + self.product(r * x, p.U_g))
        return torch.lerp(x, h, z)

    # A product without bias, of which the result is fp32 again.
    def product(self, x: Tensor, weight: Tensor) -> Tensor:
        return self.wide(torch.nn.functional.linear(self.rounded(x), self.rounded(weight)))
