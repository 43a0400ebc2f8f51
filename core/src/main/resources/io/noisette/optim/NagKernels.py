from typing import List

import torch
from torch import Tensor
from torch.nn import Module


class NagKernels(Module):
    # velocities: for each parameter the decayed sum of its gradients
    def update(
        self,
        parameters: List[Tensor],
        gradients: List[Tensor],
        velocities: List[Tensor],
        rate: float,
        momentum: float,
        decay: float,
    ) -> None:
        if decay > 0.0:
            torch._foreach_mul_(parameters, 1.0 - rate * decay)
        torch._fused_sgd_(
            parameters, gradients, velocities,
            weight_decay=0.0, momentum=momentum, lr=rate, dampening=0.0,
            nesterov=True, maximize=False, is_first_step=False,
        )

    def clear(self, velocities: List[Tensor]) -> None:
        torch._foreach_zero_(velocities)
