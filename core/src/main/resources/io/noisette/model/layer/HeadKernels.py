from typing import List, NamedTuple

import torch
from torch import Tensor

from ...engine.dialect import differentiable
from .Dropout import Dropout
from .Weights import Linear


class Classifier(NamedTuple):
    dense: Linear  # (d, d)
    out: Linear  # (labels, d)


class HeadKernels(Dropout):
    # hidden: (tokens, d); rows: places among the tokens. Heads are small: all in fp32.
    dropout_scale: float

    @differentiable
    def classify(
        self, hidden: Tensor, rows: Tensor, mask1: Tensor, mask2: Tensor, p: Classifier
    ) -> Tensor:
        x = self.drop(torch.index_select(hidden, 0, rows), mask1, self.dropout_scale)  # (rows, d)
        dense = torch.tanh(torch.nn.functional.linear(x, p.dense.weight, p.dense.bias))
        y = self.drop(dense, mask2, self.dropout_scale)
        return torch.nn.functional.linear(y, p.out.weight, p.out.bias)  # (rows, labels)

    @differentiable
    def tokens(self, hidden: Tensor, mask: Tensor, p: Linear) -> Tensor:
        x = self.drop(hidden, mask, self.dropout_scale)  # (tokens, d)
        return torch.nn.functional.linear(x, p.weight, p.bias)  # (tokens, outputs)

    # scores: (rows, labels); labels: (rows)
    @differentiable
    def cross_entropy(self, scores: Tensor, labels: Tensor) -> Tensor:
        log_p = torch.log_softmax(scores, 1)
        return torch.neg(torch.sum(torch.gather(log_p, 1, torch.unsqueeze(labels, 1))))

    # scores: (tokens, labels); rows: places of the tokens with a label; labels: (rows)
    @differentiable
    def token_loss(self, scores: Tensor, rows: Tensor, labels: Tensor) -> Tensor:
        log_p = torch.log_softmax(torch.index_select(scores, 0, rows), 1)
        return torch.neg(torch.sum(torch.gather(log_p, 1, torch.unsqueeze(labels, 1))))

    # scores: (rows, 1); targets: (rows)
    @differentiable
    def squared_error(self, scores: Tensor, targets: Tensor) -> Tensor:
        return torch.sum((torch.squeeze(scores, 1) - targets) ** 2)

    # scores: (tokens, 2); starts, ends: (sequences), counted within each
    # sequence, negative where ignored
    @differentiable
    def span_loss(self, scores: Tensor, lengths: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        counts: List[int] = lengths.tolist()
        places: List[List[int]] = torch.stack([starts, ends], 1).tolist()
        parts = torch.split_with_sizes(scores, counts)
        total = torch.zeros([])
        for i in range(len(parts)):
            log_p = torch.log_softmax(parts[i], 0)  # (tokens of the sequence, 2)
            for j in range(2):
                if places[i][j] >= 0:
                    total = total - torch.select(torch.select(log_p, 1, j), 0, places[i][j])
        return total / 2
