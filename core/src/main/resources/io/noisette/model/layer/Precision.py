import torch
from torch import Tensor
from torch.nn import Module

from .Weights import Linear


class Precision(Module):
    bf16: bool  # whether matrix products are in bf16; all else is in fp32

    # x (n, in) to (n, out). In bf16 the result is rounded too; see wide.
    def linear(self, x: Tensor, p: Linear) -> Tensor:
        return torch.nn.functional.linear(
            self.rounded(x), self.rounded(p.weight), self.rounded(p.bias)
        )

    # What enters a product. A weight is rounded once in a pass; its gradient comes back in fp32.
    def rounded(self, x: Tensor) -> Tensor:
        if self.bf16:
            return x.to(torch.bfloat16)
        return x

    # What comes out of one, for what is no product: attention too, whose backward pass takes three
    # times as long in bf16.
    def wide(self, x: Tensor) -> Tensor:
        return x.to(torch.float32)
