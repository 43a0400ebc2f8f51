import torch
from torch import Tensor
from torch.nn import Module

from ..engine.dialect import differentiable


class PerturbationKernels(Module):
    # delta, gradient: (tokens, d), the tokens of all sequences end to end; sequences: (tokens), the
    # sequence of each token; count: number of sequences. A norm is that of all tokens of a sequence.

    # draws: (tokens, d), from (-1, 1); scales: (sequences). Differentiable only because the result
    # becomes a leaf of a graph, which what comes out of inference mode cannot be.
    @differentiable
    def scaled(self, draws: Tensor, sequences: Tensor, scales: Tensor) -> Tensor:
        return draws * self.spread(scales, sequences)

    # The rows of delta in another order.
    @differentiable
    def reordered(self, order: Tensor, delta: Tensor) -> Tensor:
        return torch.index_select(delta, 0, order)

    # One ascent and the projection into the ball, in place; the gradient is cleared. A sequence whose
    # gradient is 0 takes no step, and one whose delta is 0 stays there: the quotients are 0 / 0 only
    # where they are not taken.
    def ascend_l2(
        self,
        delta: Tensor,
        gradient: Tensor,
        sequences: Tensor,
        count: int,
        rate: float,
        floor: float,
        max_norm: float,
    ) -> None:
        self.move(delta, gradient, sequences, self.norm_l2(gradient, sequences, count), rate, floor)
        if max_norm > 0.0:
            norm = self.norm_l2(delta, sequences, count)  # (sequences)
            factor = torch.where(norm > max_norm, max_norm / norm, torch.ones_like(norm))
            delta.mul_(self.spread(factor, sequences))

    def ascend_linf(
        self,
        delta: Tensor,
        gradient: Tensor,
        sequences: Tensor,
        count: int,
        rate: float,
        floor: float,
        max_norm: float,
    ) -> None:
        self.move(delta, gradient, sequences, self.norm_linf(gradient, sequences, count), rate, floor)
        if max_norm > 0.0:
            delta.clamp_(-max_norm, max_norm)

    # norm: of the gradient, (sequences)
    def move(
        self,
        delta: Tensor,
        gradient: Tensor,
        sequences: Tensor,
        norm: Tensor,
        rate: float,
        floor: float,
    ) -> None:
        step = torch.where(norm > 0.0, rate / torch.clamp(norm, floor), torch.zeros_like(norm))
        delta.addcmul_(gradient, self.spread(step, sequences))
        gradient.zero_()

    # The norm of each sequence, (sequences).
    def norm_l2(self, x: Tensor, sequences: Tensor, count: int) -> Tensor:
        squares = torch.ops.aten.linalg_vector_norm(x, 2, [1]) ** 2  # (tokens)
        zeros = torch.zeros([count], dtype=torch.float32, device=x.device)
        return torch.sqrt(torch.index_add(zeros, 0, sequences, squares))

    def norm_linf(self, x: Tensor, sequences: Tensor, count: int) -> Tensor:
        largest = torch.amax(torch.abs(x), [1])  # (tokens)
        zeros = torch.zeros([count], dtype=torch.float32, device=x.device)
        return torch.scatter_reduce(zeros, 0, sequences, largest, "amax")

    # The value of each token's sequence, (tokens, 1).
    def spread(self, values: Tensor, sequences: Tensor) -> Tensor:
        return torch.unsqueeze(torch.index_select(values, 0, sequences), 1)
