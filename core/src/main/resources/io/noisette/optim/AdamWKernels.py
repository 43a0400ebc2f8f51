from typing import List

import torch
from torch import Tensor
from torch.nn import Module


class AdamWKernels(Module):
    # steps: for each parameter a float, the updates before this one
    def update(
        self,
        parameters: List[Tensor],
        gradients: List[Tensor],
        means: List[Tensor],
        squares: List[Tensor],
        steps: List[Tensor],
        rate: float,
        beta1: float,
        beta2: float,
        eps: float,
        decay: float,
    ) -> None:
        max_squares: List[Tensor] = []  # of the AMSGrad variant
        torch._foreach_add_(steps, 1)
        torch._fused_adamw_(
            parameters, gradients, means, squares, max_squares, steps,
            lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=eps,
            amsgrad=False, maximize=False,
        )
