from typing import List

import torch
from torch import Tensor
from torch.nn import Module


class GradientKernels(Module):
    # The norm of all gradients as one vector, a scalar.
    def norm(self, gradients: List[Tensor]) -> Tensor:
        return torch.ops.aten.linalg_vector_norm(torch.stack(torch._foreach_norm(gradients, 2)), 2)

    def scale(self, gradients: List[Tensor], factor: float) -> None:
        torch._foreach_mul_(gradients, factor)

    def clear(self, gradients: List[Tensor]) -> None:
        torch._foreach_zero_(gradients)

    # Adds gradients to those of the same parameters, and sets them to 0.
    def move(self, into: List[Tensor], gradients: List[Tensor]) -> None:
        torch._foreach_add_(into, gradients)
        torch._foreach_zero_(gradients)
