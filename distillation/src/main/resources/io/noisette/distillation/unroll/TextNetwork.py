from typing import List

import torch
from torch import Tensor

from ...engine.dialect import differentiable
from .BackGradient import BackGradient


class TextNetwork(BackGradient):
    # A classifier of texts that are rows of word vectors. Its class adds scores(words, lengths, p): words (rows, L, d),
    # 0 behind the end of a row, and lengths (rows) to (rows, classes).

    # Synthetic texts have all L words; labels: weights of the classes, (rows, classes)
    def inner(self, rows: Tensor, labels: Tensor, p: List[Tensor]) -> Tensor:
        lengths = torch.full([rows.size(0)], rows.size(1), dtype=torch.int64, device=rows.device)
        log_p = torch.log_softmax(self.scores(rows, lengths, p), 1)
        return torch.neg(torch.mean(torch.sum(labels * log_p, [1])))

    # ids: (rows, L); lengths, labels: (rows); table: (V, d). The mean cross-entropy, the scores, and the gradient of
    # the parameters
    @differentiable
    def outer(
        self, ids: Tensor, lengths: Tensor, labels: Tensor, table: Tensor, p: List[Tensor]
    ) -> List[Tensor]:
        leaves = self.leaves(p)
        z = self.scores(self.look_up(ids, lengths, table), lengths, leaves)
        loss = torch.cross_entropy_loss(z, labels)
        results = [torch.detach(loss), torch.detach(z)]
        for slope in self.slopes(loss, leaves, False):
            results.append(slope)
        return results

    def classify(self, ids: Tensor, lengths: Tensor, table: Tensor, p: List[Tensor]) -> Tensor:
        return self.scores(self.look_up(ids, lengths, table), lengths, p)

    # The scores of rows of word vectors with all L words
    def classify_rows(self, rows: Tensor, p: List[Tensor]) -> Tensor:
        lengths = torch.full([rows.size(0)], rows.size(1), dtype=torch.int64, device=rows.device)
        return self.scores(rows, lengths, p)

    def look_up(self, ids: Tensor, lengths: Tensor, table: Tensor) -> Tensor:
        places = torch.arange(ids.size(1), device=ids.device).unsqueeze(0)
        inside = places < lengths.unsqueeze(1)  # (rows, L)
        return torch.embedding(table, ids) * inside.unsqueeze(2).to(table.dtype)
