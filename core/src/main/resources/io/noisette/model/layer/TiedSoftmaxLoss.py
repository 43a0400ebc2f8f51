from typing import List, Tuple

import torch
from torch import Tensor

from .Precision import Precision


class TiedSoftmaxLoss(Precision):
    # hidden: (n, d); words: (V, d); bias: (1, V); labels: (n), negative where ignored; words_gradient:
    # (V, d); bias_gradient: (V); both empty where what they belong to is not trained. The gradient of weight * (sum
    # of -log p) goes into those two, in place, and that of hidden is returned, with the sum.
    #
    # uniform: with label smoothing, the probability that every word has in the target distribution q;
    # the label has 1 - uniform * V more. The sum is then that of -sum q log p, and the sum of -log p of
    # the labels comes last. What a constant q adds, to the loss as to its gradient p - q, is a sum over
    # words: it takes the sum of the table's rows, and no further pass over (n, V).
    #
    # A chunk's scores are formed once, and become probabilities and then their own gradient where they
    # lie, in memory that all chunks share: chunk * V however long the batch. Each row's weight
    # multiplies its d hidden values instead of its V probabilities.
    def forward_backward(
        self,
        hidden: Tensor,
        words: Tensor,
        bias: Tensor,
        labels: Tensor,
        words_gradient: Tensor,
        bias_gradient: Tensor,
        weight: float,
        chunk: int,
        uniform: float,
    ) -> Tuple[Tensor, Tensor, Tensor]:
        total = torch.zeros([], dtype=torch.float64)
        of_all = torch.zeros([], dtype=torch.float64)  # the sum of -log p over labels and words
        gradient = torch.empty_like(hidden)
        table = self.rounded(words)
        n = hidden.size(0)
        peak = 1.0 - uniform * words.size(0)
        bias_sum = torch.sum(bias)
        word_sum = torch.zeros([0], dtype=torch.float32, device=hidden.device)
        hidden_sum = torch.zeros([1, hidden.size(1)], dtype=torch.float32, device=hidden.device)
        if uniform > 0.0:
            word_sum = torch.sum(table, [0], dtype=torch.float32)  # (d)
        room = torch.empty([min(n, chunk), words.size(0)], dtype=torch.float32, device=hidden.device)
        start = 0
        while start < n:
            end = min(start + chunk, n)
            h = hidden[start:end]  # (rows, d)
            y = labels[start:end]  # (rows)
            counted = (y >= 0).to(torch.float32).unsqueeze(1)  # (rows, 1)
            index = torch.clamp(y, 0).unsqueeze(1)  # (rows, 1)
            p = room[0 : end - start]  # (rows, V)
            self.scores_into(p, self.rounded(h), table, bias)
            own_score = torch.gather(p, 1, index)
            own = own_score - torch.amax(p, [1], True)
            torch.ops.aten._softmax(p, 1, False, out=p)
            # The likeliest word has exp(0) / sum: its probability tells the sum.
            nats = torch.neg(own) - torch.log(torch.amax(p, [1], True))
            total = total + torch.sum(nats * counted, dtype=torch.float64)
            p.scatter_add_(1, index, torch.full_like(index, -peak, dtype=torch.float32))
            rows = counted * weight
            if bias_gradient.numel() > 0:
                bias_gradient.add_(torch.mv(p.t(), rows.squeeze(1)))
            if uniform > 0.0:
                score_sum = torch.mv(self.rounded(h).to(torch.float32), word_sum) + bias_sum
                # of every word, -log p = log of the sum - score = nats + the label's score - score
                each = (nats + own_score).squeeze(1) * words.size(0) - score_sum
                of_all = of_all + torch.sum(each * counted.squeeze(1), dtype=torch.float64)
                hidden_sum.add_(torch.sum(h * rows, [0], True))
            into = gradient[start:end]
            if self.bf16:
                q = self.rounded(p)
                into.copy_(torch.mm(q, table))
                if words_gradient.numel() > 0:
                    words_gradient.add_(torch.mm(q.t(), self.rounded(h * rows)))
            else:
                torch.mm(p, table, out=into)
                if words_gradient.numel() > 0:
                    words_gradient.addmm_(p.t(), h * rows)
            if uniform > 0.0:
                into.sub_(word_sum, alpha=uniform)
            into.mul_(rows)
            start = end
        if uniform > 0.0:
            if words_gradient.numel() > 0:
                words_gradient.sub_(hidden_sum, alpha=uniform)
            if bias_gradient.numel() > 0:
                bias_gradient.sub_(torch.sum(labels >= 0) * (uniform * weight))
        return peak * total + uniform * of_all, gradient, total

    # For validation, of each token: -log p, and 1 where the likeliest word is the label, else 0.
    def evaluate(
        self, hidden: Tensor, words: Tensor, bias: Tensor, labels: Tensor, chunk: int
    ) -> Tuple[Tensor, Tensor]:
        losses: List[Tensor] = []
        right: List[Tensor] = []
        table = self.rounded(words)
        n = hidden.size(0)
        start = 0
        while start < n:
            end = min(start + chunk, n)
            y = labels[start:end]
            shape = [end - start, words.size(0)]
            scores = torch.empty(shape, dtype=torch.float32, device=hidden.device)
            self.scores_into(scores, self.rounded(hidden[start:end]), table, bias)
            log_p = torch.log_softmax(scores, 1)
            index = torch.clamp(y, 0).unsqueeze(1)
            losses.append(torch.neg(torch.gather(log_p, 1, index).squeeze(1)))
            right.append((torch.argmax(scores, 1) == y).to(torch.float32))
            start = end
        return torch.cat(losses), torch.cat(right)

    # The scores of every word, (rows, V), in fp32 whatever the product is made of.
    def scores_into(self, out: Tensor, h: Tensor, table: Tensor, bias: Tensor) -> None:
        if self.bf16:
            torch.add(torch.mm(h, table.t()), bias, out=out)
        else:
            torch.addmm(bias, h, table.t(), out=out)
