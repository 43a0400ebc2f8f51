import torch
from torch import Tensor

from .Dropout import Dropout
from .Precision import Precision
from .Weights import Linear


class FeedForward(Precision, Dropout):
    activation: str  # its name in transformers
    activation_scale: float  # of dropout inside: 1 / (1 - rate)

    # (tokens, d) to (tokens, d); mask: (tokens, inner width)
    def feed_forward(self, x: Tensor, mask: Tensor, fc1: Linear, fc2: Linear) -> Tensor:
        h = self.activate(self.linear(x, fc1))  # (tokens, inner width)
        return self.linear(self.drop(h, mask, self.activation_scale), fc2)

    def activate(self, x: Tensor) -> Tensor:
        if self.activation == "gelu_new":
            return torch.nn.functional.gelu(x, approximate="tanh")
        if self.activation == "relu":
            return torch.relu_(x)
        if self.activation == "silu":
            return torch.nn.functional.silu(x)
        return torch.nn.functional.gelu(x)
