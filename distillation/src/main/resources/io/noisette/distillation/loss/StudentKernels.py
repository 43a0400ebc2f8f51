from typing import Tuple

import torch
from torch import Tensor
from torch.nn import Module

from ...engine.dialect import differentiable


# All in fp64: at a high temperature the KL divergence is a small difference of large sums, times T^2,
# and (rows, classes) is small.
class StudentKernels(Module):
    temperature: float
    soft_weight: float
    hard_weight: float

    # scores: (rows, classes); target: (rows, classes), the teachers' probabilities at the temperature;
    # labels: (rows), any class where unlabelled; soft, hard: (rows), the part of each row in the mean
    # of each term. Returns the loss in fp32, and of each row T^2 KL(target || student) and
    # -log p(label) at T = 1.
    @differentiable
    def classification(
        self, scores: Tensor, target: Tensor, labels: Tensor, soft: Tensor, hard: Tensor
    ) -> Tuple[Tensor, Tensor, Tensor]:
        z = scores.to(torch.float64)
        log_q = torch.log_softmax(z / self.temperature, 1)
        divergence = torch.sum(torch.xlogy(target, target) - target * log_q, 1)
        soft_rows = divergence * self.temperature**2
        log_p = torch.log_softmax(z, 1)
        hard_rows = torch.neg(torch.squeeze(torch.gather(log_p, 1, torch.unsqueeze(labels, 1)), 1))
        return self.weighted(soft_rows, hard_rows, soft, hard)

    # scores: (rows, 1); target, labels: (rows), any value where unlabelled. Squared errors, without T.
    @differentiable
    def regression(
        self, scores: Tensor, target: Tensor, labels: Tensor, soft: Tensor, hard: Tensor
    ) -> Tuple[Tensor, Tensor, Tensor]:
        z = torch.squeeze(scores, 1).to(torch.float64)
        return self.weighted((z - target) ** 2, (z - labels) ** 2, soft, hard)

    def weighted(
        self, soft_rows: Tensor, hard_rows: Tensor, soft: Tensor, hard: Tensor
    ) -> Tuple[Tensor, Tensor, Tensor]:
        soft_loss = torch.sum(soft_rows * soft) * self.soft_weight
        loss = soft_loss + torch.sum(hard_rows * hard) * self.hard_weight
        return loss.to(torch.float32), soft_rows, hard_rows
