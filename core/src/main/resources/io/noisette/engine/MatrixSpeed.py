import torch
from torch import Tensor
from torch.nn import Module


class MatrixSpeed(Module):
    dtype: int

    def matrix(self, x: Tensor) -> Tensor:
        return x.to(self.dtype)

    # x x^T, as a linear layer forms it
    def multiply(self, x: Tensor) -> None:
        torch.nn.functional.linear(x, x)
