from typing import List, Tuple

import torch
from torch import Tensor

from ...model.layer.Precision import Precision


# The loss of a student at every token that it is to predict, and its gradient. The scores of a chunk
# of tokens lie in memory at a time, those of the teachers too: chunk * V however long the batch.
class WordKernels(Precision):
    temperature: float
    soft_weight: float
    hard_weight: float
    geometric: bool

    # hidden: (n, d) of the student; words: (V, d); bias: (1, V); labels: (n), negative where ignored;
    # words_gradient: (V, d), or empty where the words are frozen. taught, taught_words, taught_biases: the
    # same of each teacher, whose d may differ; shares: (teachers), adding up to 1. weight: the part of a
    # token in the mean of the step.
    #
    # uniform: with label smoothing, the probability that every word has in the target of the hard term,
    # as in TiedSoftmaxLoss.
    #
    # The gradient of the words goes into words_gradient. Returns that of hidden, and in fp64, of each
    # token: T^2 KL(target || student), the hard term, and -log p(label), all 0 where ignored.
    def forward_backward(
        self,
        hidden: Tensor,
        words: Tensor,
        bias: Tensor,
        labels: Tensor,
        words_gradient: Tensor,
        taught: List[Tensor],
        taught_words: List[Tensor],
        taught_biases: List[Tensor],
        shares: Tensor,
        weight: float,
        chunk: int,
        uniform: float,
    ) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
        n = hidden.size(0)
        gradient = torch.empty_like(hidden)
        soft = torch.zeros([n], dtype=torch.float64, device=hidden.device)
        hard = torch.zeros([n], dtype=torch.float64, device=hidden.device)
        nats = torch.zeros([n], dtype=torch.float64, device=hidden.device)
        table = self.rounded(words)
        tables: List[Tensor] = []
        for matrix in taught_words:
            tables.append(self.rounded(matrix))
        peak = 1.0 - uniform * words.size(0)
        start = 0
        while start < n:
            end = min(start + chunk, n)
            h = hidden[start:end]
            y = labels[start:end]
            counted = y >= 0
            index = torch.clamp(y, 0).unsqueeze(1)
            target = self.target(start, end, taught, tables, taught_biases, shares)
            z = self.scores(h, table, bias)
            log_q = torch.log_softmax(z, 1)
            log_soft = log_q
            if self.temperature != 1.0:
                log_soft = torch.log_softmax(z / self.temperature, 1)
            divergence = torch.xlogy(target, target).sub_(target * log_soft)
            square = self.temperature**2
            soft[start:end] = torch.sum(divergence, 1, dtype=torch.float64) * square * counted
            own = torch.neg(torch.gather(log_q, 1, index).squeeze(1)).to(torch.float64)
            nats[start:end] = own * counted
            if uniform > 0.0:
                every = torch.neg(torch.sum(log_q, 1, dtype=torch.float64))
                own = own * peak + every * uniform
            hard[start:end] = own * counted
            g = torch.exp(log_soft).sub_(target).mul_(self.temperature * self.soft_weight)
            if self.hard_weight > 0.0:
                g.add_(torch.exp(log_q).sub_(uniform), alpha=self.hard_weight)
                at_label = torch.full_like(index, -self.hard_weight * peak, dtype=torch.float32)
                g.scatter_add_(1, index, at_label)
            g.mul_(counted.unsqueeze(1) * weight)
            own_g = self.rounded(g)
            gradient[start:end] = torch.mm(own_g, table)
            if words_gradient.numel() > 0:
                if self.bf16:
                    words_gradient.add_(torch.mm(own_g.t(), self.rounded(h)))
                else:
                    words_gradient.addmm_(g.t(), h)
            start = end
        return gradient, soft, hard, nats

    # The probabilities at the temperature that the student is to have, (rows, V).
    def target(
        self,
        start: int,
        end: int,
        taught: List[Tensor],
        tables: List[Tensor],
        biases: List[Tensor],
        shares: Tensor,
    ) -> Tensor:
        mixed = torch.zeros([0])
        for i in range(len(taught)):
            scores = self.scores(taught[i][start:end], tables[i], biases[i]).div_(self.temperature)
            part = scores
            if not self.geometric:
                part = torch.softmax(scores, 1)
            if len(taught) > 1:
                part = part * shares[i]
            if i == 0:
                mixed = part
            else:
                mixed = mixed + part
        if self.geometric:
            mixed = torch.softmax(mixed, 1)
        return mixed

    # The scores of every word, (rows, V), in fp32 whatever the product is made of.
    def scores(self, h: Tensor, table: Tensor, bias: Tensor) -> Tensor:
        if self.bf16:
            return torch.mm(self.rounded(h), table.t()).to(torch.float32).add_(bias)
        return torch.addmm(bias, h, table.t())
