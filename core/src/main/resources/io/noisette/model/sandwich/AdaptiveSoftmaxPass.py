from typing import List, Tuple

import torch
from torch import Tensor

from ..training.Residuals import Residuals
from ..training.SoftmaxLoss import SoftmaxLoss


class AdaptiveSoftmaxPass(SoftmaxLoss, Residuals):
    # What AdaptiveSoftmax.py computes in training. hidden: (n, d), of tokens that have a target.
    # head: the frequent words and the classes, (V_0 + tails, d), which are scored together; or, of a
    # plain softmax, the words (V, d). head_size: how many these are, for tables may have more rows.
    # head_labels: (n), the frequent word or V_0 + the tail.
    # Of each tail: its words, tail_words (V_i, d_i); tail_places (m), which tokens have a target there,
    # and negative ones that fill it up; tail_labels (m), the word within the tail. Of each band, the
    # first included, the projection, (d, d_i). Tables and projections are rounded.
    # Masks have a byte per element, 0 where it is dropped, or are empty: mask (n, d), of each tail
    # tail_masks (m, d_i).
    # room: scores in memory at a time, however many tokens and words there are.
    #
    # The gradient of weight * (sum of -log p) is added to the gradients, and that of hidden is
    # returned, with the sum.
    def forward_backward(
        self,
        hidden: Tensor,
        head_labels: Tensor,
        tail_places: List[Tensor],
        tail_labels: List[Tensor],
        mask: Tensor,
        tail_masks: List[Tensor],
        head: Tensor,
        head_size: int,
        tail_words: List[Tensor],
        projections: List[Tensor],
        head_gradients: List[Tensor],
        tail_words_gradients: List[Tensor],
        projection_gradients: List[Tensor],
        weight: float,
        room: int,
    ) -> Tuple[float, Tensor]:
        none = torch.empty([0], dtype=hidden.dtype, device=hidden.device)
        kept = self.mask(mask)
        x = hidden
        if kept.numel() > 0:
            x = (hidden * kept).mul_(self.dropout_scale)
        dx = torch.empty_like(x)
        chunk = self.rows_within(room, head)
        _, total = self.softmax_loss(
            x, head, head_size, none, head_labels, head_gradients, dx, weight, chunk, 0.0
        )
        for i in range(len(tail_words)):
            places = tail_places[i]
            if places.numel() > 0:
                rows = torch.clamp(places, 0)
                projection = projections[i + 1]
                own = torch.index_select(x, 0, rows)  # (m, d)
                own_mask = self.mask(tail_masks[i])
                z = self.drop(torch.mm(own, projection), own_mask, self.dropout_scale)  # (m, d_i)
                dz = torch.empty_like(z)
                _, nats = self.softmax_loss(
                    z,
                    tail_words[i],
                    tail_words_gradients[i].size(0),
                    none,
                    torch.where(places < 0, places, tail_labels[i]),
                    [tail_words_gradients[i]],
                    dz,
                    weight,
                    self.rows_within(room, tail_words[i]),
                    0.0,
                )
                total = total + nats
                dz = self.drop(dz, own_mask, self.dropout_scale)
                self.add_product(projection_gradients[i + 1], own.t(), dz, weight)
                dx.index_add_(0, rows, torch.mm(dz, projection.t()))
        return float(total), self.drop(dx, kept, self.dropout_scale).mul_(weight)

    def rows_within(self, room: int, table: Tensor) -> int:
        return max(1, room // table.size(0))
