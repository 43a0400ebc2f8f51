from typing import List

import torch
from torch import Tensor
from torch.nn import Module

from ..layer.Weights import Linear


class Products(Module):
    # Linear layers of a training pass with their backward pass, written out: no graph is recorded. What
    # flows through the layers, forward and back, and the weights that products take are of one element
    # type. Gradients of parameters are accumulated in float32, in place; if frozen, they are left as
    # they are.
    element: int  # torch.bfloat16 or torch.float32

    # x (n, in) to (n, out)
    def linear(self, x: Tensor, p: Linear) -> Tensor:
        return torch.nn.functional.linear(x, p.weight, p.bias)

    # scale * a b
    def scaled_product(self, a: Tensor, b: Tensor, scale: float) -> Tensor:
        if scale == 1.0:
            return torch.mm(a, b)
        out = torch.empty([a.size(0), b.size(1)], dtype=self.element, device=a.device)
        return torch.addmm(out, a, b, beta=0.0, alpha=scale)

    # out += scale * a b, where out is in float32
    def add_product(self, out: Tensor, a: Tensor, b: Tensor, scale: float) -> None:
        if self.element == torch.float32:
            out.addmm_(a, b, alpha=scale)
        else:
            self.accumulate(out, torch.mm(a, b), scale)

    # out += scale * x, where out (n, m) is in float32. An operator on two element types begins with a
    # copy of x in float32, so it takes blocks of rows whose copies fit into a cache: of the gradient of
    # 50,265 words the whole copy would have 154 MB.
    def accumulate(self, out: Tensor, x: Tensor, scale: float) -> None:
        n = x.size(0)
        block = max(1, 131072 // x.size(1))
        for at in range(0, n, block):
            rows = min(block, n - at)
            out.narrow(0, at, rows).add_(x.narrow(0, at, rows), alpha=scale)

    # The gradients of weight and bias; dy: (n, out), x: (n, in), scale: of dy
    def linear_gradients(
        self, dy: Tensor, x: Tensor, g: Linear, scale: float, frozen: bool
    ) -> None:
        if not frozen:
            self.add_product(g.weight, dy.t(), x, scale)
            g.bias.add_(torch.sum(dy, [0]), alpha=scale)

    # The gradients of several linear layers of the same input; dy: (n, sum of their outputs)
    def joint_gradients(self, dy: Tensor, x: Tensor, gs: List[Linear], frozen: bool) -> None:
        if not frozen:
            self.joint_weight_gradients(dy, x, [g.weight for g in gs], frozen)
            at = 0
            biases = torch.sum(dy, [0])
            for g in gs:
                n = g.bias.size(0)
                g.bias.add_(biases.narrow(0, at, n))
                at += n

    def joint_weight_gradients(
        self, dy: Tensor, x: Tensor, gs: List[Tensor], frozen: bool
    ) -> None:
        if not frozen:
            at = 0
            weights = torch.mm(dy.t(), x)
            for g in gs:
                n = g.size(0)
                self.accumulate(g, weights.narrow(0, at, n), 1.0)
                at += n

    # To the element type of the pass
    def narrowed(self, x: Tensor) -> Tensor:
        return x.to(self.element)

    # A table of words in the element type of the pass, with rows of zeros at the end. Products with an
    # odd number of them are slow: with 50,265 words the scores take 1.4 times as long as with 50,304.
    def table(self, x: Tensor) -> Tensor:
        return self.narrowed_rows(x, self.whole_units(x.size(0)))

    def tables(self, tables: List[Tensor]) -> List[Tensor]:
        return [self.table(table) for table in tables]

    def whole_units(self, rows: int) -> int:
        return (rows + 63) // 64 * 64

    # To the element type of the pass, with rows of zeros at the end
    def narrowed_rows(self, x: Tensor, rows: int) -> Tensor:
        added = rows - x.size(0)
        x = self.narrowed(x)
        return torch.nn.functional.pad(x, [0, 0, 0, added]) if added > 0 else x

    # The first rows in float32
    def widened_rows(self, x: Tensor, rows: int) -> Tensor:
        return self.widened(x.narrow(0, 0, rows))

    # A copy in float32, for what is outside of the pass
    def widened(self, x: Tensor) -> Tensor:
        return x.to(torch.float32)
