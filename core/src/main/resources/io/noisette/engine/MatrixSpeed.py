import torch
from torch import Tensor
from torch.nn import Module


class MatrixSpeed(Module):
    dtype: int

    def matrix(self, x: Tensor) -> Tensor:
        return x.to(self.dtype)

    # x x^T, as a linear layer forms it. A product that nobody takes is not formed.
    def multiply(self, x: Tensor) -> Tensor:
        return torch.nn.functional.linear(x, x)
