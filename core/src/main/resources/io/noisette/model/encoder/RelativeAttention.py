from math import inf
from typing import NamedTuple, Tuple

import torch
from torch import Tensor
from torch.nn import Module

from ...engine.dialect import differentiable
from ..layer.Weights import Norm


class RelativeWeights(NamedTuple):
    q: Tensor  # (heads * size, d), as are k, v and r
    k: Tensor
    v: Tensor
    r: Tensor  # for the distances
    o: Tensor  # (d, heads * size)
    content_bias: Tensor  # (heads, size)
    distance_bias: Tensor  # (heads, size)
    norm: Norm


class RelativeAttention(Module):
    heads: int
    norm_epsilon: float
    pre_norm: bool
    post_norm: bool
    residual: bool

    # x (rows, n, d) attends to memory (rows, m, d), from which no gradient goes back, and to itself;
    # distances: (m + n, d), a row for each distance, the largest first. Returns the output, (rows, n,
    # d), the attention without residual and norm, and its probabilities, (rows, heads, n, m + n).
    @differentiable
    def attend(
        self, x: Tensor, memory: Tensor, distances: Tensor, p: RelativeWeights
    ) -> Tuple[Tensor, Tensor, Tensor]:
        past = memory.size(1)
        source = torch.cat([torch.detach(memory), x], 1)  # (rows, m + n, d)
        if self.pre_norm:
            source = self.norm(source, p.norm)
        present = source.narrow(1, past, x.size(1))
        q = self.by_head(torch.nn.functional.linear(present, p.q))  # (rows, heads, n, size)
        k = self.by_head(torch.nn.functional.linear(source, p.k)).transpose(2, 3)
        v = self.by_head(torch.nn.functional.linear(source, p.v))  # (rows, heads, m + n, size)
        r = torch.nn.functional.linear(distances, p.r).unsqueeze(0)  # (1, m + n, heads * size)
        r = self.by_head(r).transpose(2, 3)  # (1, heads, size, m + n)
        content = torch.matmul(q + p.content_bias.unsqueeze(1), k)  # (rows, heads, n, m + n)
        distance = self.shift(torch.matmul(q + p.distance_bias.unsqueeze(1), r))
        scores = (content + distance) / (q.size(3) ** 0.5)
        ones = torch.ones([q.size(2), k.size(3)], dtype=torch.bool, device=x.device)
        future = torch.triu(ones, 1 + past)
        probabilities = torch.softmax(torch.masked_fill(scores, future, -inf), 3)
        mixed = torch.flatten(torch.matmul(probabilities, v).transpose(1, 2), 2)
        attention = torch.nn.functional.linear(mixed, p.o)
        out = attention
        if self.residual:
            out = x + attention
        if self.post_norm:
            out = self.norm(out, p.norm)
        return out, attention, probabilities

    # (rows, heads, n, keys), a column for each distance from the largest on, to one for each key: row
    # i moves to the left by n - 1 - i places. What comes in on the right is in the future.
    @differentiable
    def shift(self, x: Tensor) -> Tensor:
        b = x.size(0)
        h = x.size(1)
        n = x.size(2)
        keys = x.size(3)
        padded = torch.cat([torch.zeros([b, h, n, 1], device=x.device), x], 3)
        moved = padded.reshape([b, h, keys + 1, n]).narrow(2, 1, keys)
        return moved.reshape([b, h, n, keys])

    # (rows, n, heads * size) to (rows, heads, n, size)
    def by_head(self, x: Tensor) -> Tensor:
        size = x.size(2) // self.heads
        return x.reshape([x.size(0), x.size(1), self.heads, size]).transpose(1, 2)

    def norm(self, x: Tensor, p: Norm) -> Tensor:
        return torch.layer_norm(x, [x.size(2)], p.weight, p.bias, self.norm_epsilon)
