from typing import List, Tuple

import torch
from torch import Tensor

from ..layer.Dropout import Dropout
from ..layer.Precision import Precision


class AdaptiveSoftmax(Precision, Dropout):
    # hidden: (n, d), of tokens that have a target.
    # head: the frequent words (V_0, d) and the classes (tails, d), which are scored together; or, of a
    # plain softmax, the words (V, d) alone. head_labels: (n), the frequent word or V_0 + the tail.
    # Of each tail: its words, tail_words (V_i, d_i), and their projection, tail_projections (d, d_i);
    # tail_places (m), which tokens have a target there; tail_labels (m), the word within the tail.
    # Masks have a byte per element, 0 where it is dropped, or are empty: mask (n, d), of each tail
    # tail_masks (m, d_i).
    # room: scores in memory at a time, however many tokens and words there are.
    dropout_scale: float

    # The gradient of weight * (sum of -log p) is added to the gradients, in place, and that of hidden
    # is returned, with the sum.
    def forward_backward(
        self,
        hidden: Tensor,
        head_labels: Tensor,
        tail_places: List[Tensor],
        tail_labels: List[Tensor],
        mask: Tensor,
        tail_masks: List[Tensor],
        head: List[Tensor],
        tail_words: List[Tensor],
        tail_projections: List[Tensor],
        head_gradients: List[Tensor],
        tail_words_gradients: List[Tensor],
        tail_projections_gradients: List[Tensor],
        weight: float,
        room: int,
    ) -> Tuple[Tensor, Tensor]:
        x = self.drop(hidden, mask, self.dropout_scale)
        dx = torch.zeros_like(x)
        total = self.softmax_loss(x, head_labels, head, head_gradients, dx, weight, room)
        for i in range(len(tail_words)):
            if tail_places[i].numel() > 0:
                projection = self.rounded(tail_projections[i])
                own = self.rounded(torch.index_select(x, 0, tail_places[i]))  # (m, d)
                z = self.wide(torch.mm(own, projection))  # (m, d_i)
                z = self.drop(z, tail_masks[i], self.dropout_scale)
                dz = torch.zeros_like(z)
                words = [tail_words[i]]
                gradients = [tail_words_gradients[i]]
                total = total + self.softmax_loss(
                    z, tail_labels[i], words, gradients, dz, weight, room
                )
                dz = self.rounded(self.drop(dz, tail_masks[i], self.dropout_scale))
                self.add_product(tail_projections_gradients[i], own.t(), dz, 1.0)
                dx.index_add_(0, tail_places[i], self.wide(torch.mm(dz, projection.t())))
        return total, self.drop(dx, mask, self.dropout_scale)

    # One softmax over the words of one or two tables: the sum of -log p. The gradients of weight times
    # it are added to dx, (n, d), and to gradients. A chunk's scores are formed once, and become
    # probabilities and then their own gradient where they lie.
    def softmax_loss(
        self,
        x: Tensor,
        labels: Tensor,
        tables: List[Tensor],
        gradients: List[Tensor],
        dx: Tensor,
        weight: float,
        room: int,
    ) -> Tensor:
        total = torch.zeros([], dtype=torch.float64)
        rounded = self.all_rounded(tables)
        space = self.space(x, tables, room)
        chunk = space.size(0)
        n = x.size(0)
        start = 0
        while start < n:
            end = min(start + chunk, n)
            h = self.rounded(x[start:end])  # (rows, d)
            p = space[0 : end - start]  # (rows, words)
            self.scores_into(p, h, rounded)
            index = labels[start:end].unsqueeze(1)  # (rows, 1)
            own = torch.gather(p, 1, index) - torch.amax(p, [1], True)
            torch.ops.aten._softmax(p, 1, False, out=p)
            # The likeliest word has exp(0) / sum: its probability tells the sum.
            nats = torch.neg(own) - torch.log(torch.amax(p, [1], True))
            total = total + torch.sum(nats, dtype=torch.float64)
            p.scatter_add_(1, index, torch.full_like(index, -1, dtype=torch.float32))
            into = dx[start:end]
            at = 0
            for i in range(len(tables)):
                width = tables[i].size(0)
                q = self.rounded(p.narrow(1, at, width))
                self.add_product(into, q, rounded[i], weight)
                self.add_product(gradients[i], q.t(), h, weight)
                at += width
            start = end
        return total

    # The log-probability of each token's target, (n).
    def score(
        self,
        hidden: Tensor,
        head_labels: Tensor,
        tail_places: List[Tensor],
        tail_labels: List[Tensor],
        head: List[Tensor],
        tail_words: List[Tensor],
        tail_projections: List[Tensor],
        room: int,
    ) -> Tensor:
        total = self.own(hidden, head_labels, head, room)
        for i in range(len(tail_words)):
            rows = tail_places[i]
            if rows.numel() > 0:
                z = self.projected(torch.index_select(hidden, 0, rows), tail_projections[i])
                total.index_add_(0, rows, self.own(z, tail_labels[i], [tail_words[i]], room))
        return total

    # The log-probability of each label under one softmax, (n).
    def own(self, x: Tensor, labels: Tensor, tables: List[Tensor], room: int) -> Tensor:
        parts: List[Tensor] = []
        rounded = self.all_rounded(tables)
        space = self.space(x, tables, room)
        chunk = space.size(0)
        n = x.size(0)
        start = 0
        while start < n:
            end = min(start + chunk, n)
            p = space[0 : end - start]
            self.scores_into(p, self.rounded(x[start:end]), rounded)
            index = labels[start:end].unsqueeze(1)
            parts.append(torch.gather(p, 1, index).squeeze(1) - torch.logsumexp(p, [1]))
            start = end
        return torch.cat(parts)

    # The log-probability of every word, (n, V).
    def log_probabilities(
        self,
        hidden: Tensor,
        head: List[Tensor],
        tail_words: List[Tensor],
        tail_projections: List[Tensor],
    ) -> Tensor:
        log_head = torch.log_softmax(self.scores(hidden, head), 1)  # (n, V_0 + tails)
        words = log_head.size(1) - len(tail_words)
        parts = [log_head.narrow(1, 0, words)]
        for i in range(len(tail_words)):
            z = self.projected(hidden, tail_projections[i])
            within = torch.log_softmax(self.scores(z, [tail_words[i]]), 1)  # (n, V_i)
            parts.append(within + log_head.narrow(1, words + i, 1))
        return torch.cat(parts, 1)

    # (n, d) to (n, d_i)
    def projected(self, x: Tensor, projection: Tensor) -> Tensor:
        return self.wide(torch.mm(self.rounded(x), self.rounded(projection)))

    def scores(self, x: Tensor, tables: List[Tensor]) -> Tensor:
        shape = [x.size(0), self.width(tables)]
        out = torch.empty(shape, dtype=torch.float32, device=x.device)
        self.scores_into(out, self.rounded(x), self.all_rounded(tables))
        return out

    # The scores of every word, in fp32 whatever the products are made of; the tables side by side.
    def scores_into(self, out: Tensor, h: Tensor, tables: List[Tensor]) -> None:
        at = 0
        for table in tables:
            width = table.size(0)
            into = out.narrow(1, at, width)
            if self.bf16:
                into.copy_(torch.mm(h, table.t()))
            else:
                torch.mm(h, table.t(), out=into)
            at += width

    # out += weight * a b
    def add_product(self, out: Tensor, a: Tensor, b: Tensor, weight: float) -> None:
        if self.bf16:
            out.add_(torch.mm(a, b), alpha=weight)
        else:
            out.addmm_(a, b, alpha=weight)

    # Where the scores of a chunk of tokens are formed, (rows, words).
    def space(self, x: Tensor, tables: List[Tensor], room: int) -> Tensor:
        width = self.width(tables)
        chunk = min(x.size(0), max(1, room // width))
        return torch.empty([chunk, width], dtype=torch.float32, device=x.device)

    def width(self, tables: List[Tensor]) -> int:
        width = 0
        for table in tables:
            width += table.size(0)
        return width

    def all_rounded(self, tables: List[Tensor]) -> List[Tensor]:
        out: List[Tensor] = []
        for table in tables:
            out.append(self.rounded(table))
        return out
