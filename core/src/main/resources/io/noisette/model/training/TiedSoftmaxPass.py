from typing import Tuple

import torch
from torch import Tensor

from .Products import Products


class TiedSoftmaxPass(Products):
    # Cross-entropy over the vocabulary with an output layer tied to the embedding matrix, and its
    # gradient. hidden: (n, d); words: (V, d), rounded; bias: (V), rounded, or empty; labels: (n),
    # negative where ignored; words_gradient: (V, d), in float32. The gradient of weight * (sum of
    # -log p) is added to words_gradient, and that of hidden is returned, with the sum.
    #
    # A chunk's scores and probabilities are formed once, in memory that all chunks share; the
    # probabilities become the gradient of the scores where they lie. Nothing but softmax and the
    # products goes over all of (rows, V).
    def forward_backward(
        self,
        hidden: Tensor,
        words: Tensor,
        bias: Tensor,
        labels: Tensor,
        words_gradient: Tensor,
        weight: float,
        chunk: int,
    ) -> Tuple[float, Tensor]:
        total = torch.zeros([], dtype=torch.float64, device=hidden.device)
        gradient = torch.empty_like(hidden)
        n = hidden.size(0)
        shape = [min(n, chunk), words.size(0)]
        all_scores = torch.empty(shape, dtype=hidden.dtype, device=hidden.device)
        all_p = torch.empty(shape, dtype=hidden.dtype, device=hidden.device)
        start = 0
        while start < n:
            end = min(start + chunk, n)
            h = hidden[start:end]
            y = labels[start:end]
            counted = (y >= 0).to(torch.float32)
            scores = all_scores[0 : end - start]
            p = all_p[0 : end - start]
            torch.mm(h, words.t(), out=scores)
            if bias.numel() > 0:
                scores.add_(bias)
            torch.ops.aten._softmax(scores, 1, False, out=p)
            rows = torch.arange(end - start, device=hidden.device)
            at = rows * words.size(0) + torch.clamp(y, 0)
            own = torch.index_select(p.view([-1]), 0, at)
            # A probability that rounds to 0 counts as the least that there is, not as an infinite loss.
            nats = torch.neg(torch.log(torch.clamp(own.to(torch.float32), 1e-38)))
            total = total + torch.sum(nats * counted, dtype=torch.float64)
            p.view([-1]).index_copy_(0, at, own - 1)
            into = gradient[start:end]
            torch.mm(p, words, out=into)
            into.mul_(counted.to(hidden.dtype).unsqueeze(1))
            own_h = h * counted.to(hidden.dtype).unsqueeze(1)
            self.add_product(words_gradient, p.t(), own_h, weight)
            start = end
        return float(total), gradient.mul_(weight)
