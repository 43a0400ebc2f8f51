from typing import List, Tuple

import torch
from torch import Tensor

from .Products import Products


class SoftmaxLoss(Products):
    # The sum of -log p under a softmax over the rows of a table, and its gradient. hidden: (n, d);
    # words: (at least V, d), rounded, of which the first V = size rows are words; bias: (V), rounded, or
    # empty; labels: (n), negative where ignored. The gradient of hidden is written into gradient,
    # (n, d); weight times that of words is added to words_gradients, the (V_i, d) of which words is
    # made, in float32; none where they are not trained.
    #
    # uniform: with label smoothing, the probability that every word has in the target distribution q;
    # the label has 1 - uniform * V more. Returns the sum of -sum q log p, and that of -log p of the
    # labels. What a constant q adds takes sums of rows, and no pass over (rows, V).
    #
    # A chunk's scores and probabilities are formed once, in memory that all chunks share; the
    # probabilities become the gradient of the scores where they lie. Nothing but softmax and the
    # products goes over all of (rows, V).
    def softmax_loss(
        self,
        hidden: Tensor,
        words: Tensor,
        size: int,
        bias: Tensor,
        labels: Tensor,
        words_gradients: List[Tensor],
        gradient: Tensor,
        weight: float,
        chunk: int,
        uniform: float,
    ) -> Tuple[Tensor, Tensor]:
        total = torch.zeros([], dtype=torch.float64, device=hidden.device)
        of_all = torch.zeros([], dtype=torch.float64, device=hidden.device)
        peak = 1.0 - uniform * size
        word_sum = torch.zeros([0], dtype=torch.float32, device=hidden.device)
        bias_sum = torch.sum(bias, dtype=torch.float32)
        hidden_sum = torch.zeros([1, hidden.size(1)], dtype=torch.float32, device=hidden.device)
        if uniform > 0.0:
            word_sum = torch.sum(words, [0], dtype=torch.float32)  # (d)
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
                scores.narrow(1, 0, size).add_(bias)
            if size < words.size(0):
                scores.narrow(1, size, words.size(0) - size).fill_(-float("inf"))
            torch.ops.aten._softmax(scores, 1, False, out=p)
            rows = torch.arange(end - start, device=hidden.device)
            at = rows * words.size(0) + torch.clamp(y, 0)
            own_score = torch.zeros([0], dtype=torch.float32, device=hidden.device)
            if uniform > 0.0:
                own_score = torch.index_select(scores.view([-1]), 0, at).to(torch.float32)
            own = torch.index_select(p.view([-1]), 0, at)
            # A probability that rounds to 0 counts as the least that there is, not as an infinite loss.
            nats = torch.neg(torch.log(torch.clamp(own.to(torch.float32), 1e-38)))
            total = total + torch.sum(nats * counted, dtype=torch.float64)
            p.view([-1]).index_copy_(0, at, own - peak)
            into = gradient[start:end]
            self.sum_over_words(p, words, into)
            if uniform > 0.0:
                into.sub_((uniform * word_sum).to(into.dtype))
            into.mul_(counted.to(hidden.dtype).unsqueeze(1))
            own_h = h * counted.to(hidden.dtype).unsqueeze(1)
            self.add_products(words_gradients, p.narrow(1, 0, size), own_h, weight)
            if uniform > 0.0:
                # of every word, -log p = log of the sum - score = nats + the label's score - score
                score_sum = torch.mv(h.to(torch.float32), word_sum) + bias_sum
                each = (nats + own_score) * size - score_sum
                of_all = of_all + torch.sum(each * counted, dtype=torch.float64)
                hidden_sum.add_(torch.sum(own_h, [0], True, dtype=torch.float32))
            start = end
        if uniform > 0.0:
            for words_gradient in words_gradients:
                words_gradient.sub_(hidden_sum, alpha=uniform * weight)
        return peak * total + uniform * of_all, total

    # out = p words; p: (n, rows of words). oneDNN rearranges the table for this product, and is slower by
    # a third if that is larger than its caches; so a large one is taken in blocks.
    def sum_over_words(self, p: Tensor, words: Tensor, out: Tensor) -> None:
        rows = words.size(0)
        blocks = (rows + 16383) // 16384
        if blocks == 1:
            torch.mm(p, words, out=out)
        else:
            block = self.whole_units((rows + blocks - 1) // blocks)
            total = torch.zeros(out.size(), dtype=torch.float32, device=out.device)
            for at in range(0, rows, block):
                length = min(block, rows - at)
                total.add_(torch.mm(p.narrow(1, at, length), words.narrow(0, at, length)))
            out.copy_(total)

    # gradients += weight * p^T h, by rows
    def add_products(self, gradients: List[Tensor], p: Tensor, h: Tensor, weight: float) -> None:
        at = 0
        if len(gradients) == 1:
            (gradient,) = gradients
            self.add_product(gradient, p.t(), h, weight)
        elif len(gradients) > 1:
            product = torch.mm(p.t(), h)
            for gradient in gradients:
                self.accumulate(gradient, product.narrow(0, at, gradient.size(0)), weight)
                at += gradient.size(0)
