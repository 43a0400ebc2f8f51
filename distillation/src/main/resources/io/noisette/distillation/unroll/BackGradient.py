from typing import List

import torch
from torch import Tensor
from torch.nn import Module

from ...engine.dialect import differentiable


class BackGradient(Module):
    # Steps of gradient descent on synthetic rows, and derivatives through them. The class of the network adds
    # inner(rows, labels, p), the loss of the rows of a step; p: parameters of the network.

    # The parameters after a step, with the loss before it in front; rate: a scalar
    @differentiable
    def step(self, rows: Tensor, labels: Tensor, rate: Tensor, p: List[Tensor]) -> List[Tensor]:
        leaves = self.leaves(p)
        loss = self.inner(rows, labels, leaves)
        slopes = self.slopes(loss, leaves, False)
        after = [torch.detach(loss)]
        for i in range(len(slopes)):
            after.append(leaves[i].detach() - rate * slopes[i])
        return after

    # both: the parameters before a step, then the gradient of the outer loss for those after it. Returns the gradient
    # for rows, labels, rate and the parameters before the step, which is recomputed: with v the gradient behind it and
    # dot = v . grad inner, these are -rate times the derivatives of dot, -dot, and v - rate times them.
    @differentiable
    def step_back(self, rows: Tensor, labels: Tensor, rate: Tensor, both: List[Tensor]) -> List[Tensor]:
        n = len(both) // 2
        leaves = self.leaves(both[:n])
        x = torch.requires_grad_(torch.detach(rows), True)
        y = torch.requires_grad_(torch.detach(labels), True)
        slopes = self.slopes(self.inner(x, y, leaves), leaves, True)
        dot = torch.sum(slopes[0] * both[n])
        for i in range(1, n):
            dot = dot + torch.sum(slopes[i] * both[n + i])
        inputs = [x, y]
        for leaf in leaves:
            inputs.append(leaf)
        second = self.slopes(dot, inputs, False)
        before = [torch.neg(rate * second[0]), torch.neg(rate * second[1]), torch.neg(torch.detach(dot))]
        for i in range(n):
            before.append(both[n + i] - rate * second[i + 2])
        return before

    def slopes(self, loss: Tensor, inputs: List[Tensor], create_graph: bool) -> List[Tensor]:
        found = torch.autograd.grad([loss], inputs, None, None, create_graph, False)
        slopes: List[Tensor] = []
        for i in range(len(found)):
            slope = found[i]
            if slope is not None:
                slopes.append(slope)
        return slopes

    def leaves(self, p: List[Tensor]) -> List[Tensor]:
        leaves: List[Tensor] = []
        for each in p:
            leaves.append(torch.requires_grad_(torch.detach(each), True))
        return leaves
