from typing import List, NamedTuple, Tuple

import torch
from torch import Tensor

from ..layer.Weights import Norm
from ..training.PaddedAttention import Layout
from ..training.Sublayers import AttentionTape, FeedForwardLayer, FeedForwardTape, NormTape, SelfAttention, Sublayers
from .GatesPass import GatesPass, GateTape
from .SublayerWeights import AttentionSublayer, FeedForwardSublayer


class AttentionSublayerTape(NamedTuple):
    attention: AttentionTape
    gate: GateTape


class FeedForwardSublayerTape(NamedTuple):
    feed_forward: FeedForwardTape
    gate: GateTape


class SandwichPass(Sublayers, GatesPass):
    # Forward and backward pass of a decoder whose sublayers come in any order: what SandwichKernels.py
    # computes, with the gradients written out.
    embed_scale: float

    # The parameters of a sublayer as passes take them
    def attention_block(self, p: AttentionSublayer) -> List[Tensor]:
        return self.self_attention(p.attention, p.norm)

    def feed_forward_block(self, p: FeedForwardSublayer) -> List[Tensor]:
        return self.feed_forward_layer(p.fc1, p.fc2, p.norm)

    # Several tables as one, rounded
    def joined(self, tables: List[Tensor]) -> Tensor:
        return self.table(torch.cat(tables))

    # ids: (tokens); places: position embeddings, (places, d), of which positions are rows; mask: bytes
    def embed(
        self, ids: Tensor, positions: Tensor, places: Tensor, mask: Tensor, table: Tensor
    ) -> Tuple[Tensor, List[Tensor]]:
        return self.positioned(torch.embedding(table, ids), positions, places, mask)

    # g: the gradient of the table
    def embed_backward(
        self, dx: Tensor, tape: List[Tensor], ids: Tensor, frozen: bool, g: Tensor
    ) -> Tensor:
        (mask,) = tape
        if not frozen:
            dx = self.drop(dx, mask, self.dropout_scale)
            g.index_add_(0, ids, self.widened(dx), alpha=self.embed_scale)
        return dx

    # ids: counted within their band, those of one band after the other, each band filled up with ids
    # that no token has; sizes: ids of each band; order: where each token stands among ids; head: (at
    # least V_0, d), tails: (at least V_i, d_i), projections: (d, d_i), rounded
    def embed_bands(
        self,
        ids: Tensor,
        sizes: List[int],
        order: Tensor,
        positions: Tensor,
        places: Tensor,
        mask: Tensor,
        head: Tensor,
        tails: List[Tensor],
        projections: List[Tensor],
    ) -> Tuple[Tensor, List[Tensor]]:
        tables = [head] + tails
        rows: List[Tensor] = []
        parts: List[Tensor] = []
        bands = torch.split_with_sizes(ids, sizes)
        for i in range(len(sizes)):
            rows.append(torch.embedding(tables[i], bands[i]))  # (ids, d_i)
            if sizes[i] > 0:
                parts.append(torch.mm(rows[i], projections[i].t()))
        words = torch.index_select(torch.cat(parts), 0, order)
        x, tape = self.positioned(words, positions, places, mask)
        return x, tape + rows

    # tables, g: gradients of the words of each band and of their projections
    def embed_bands_backward(
        self,
        dx: Tensor,
        tape: List[Tensor],
        ids: Tensor,
        sizes: List[int],
        order: Tensor,
        frozen: bool,
        projections: List[Tensor],
        words_gradients: List[Tensor],
        projection_gradients: List[Tensor],
    ) -> Tensor:
        if not frozen:
            dx = self.drop(dx, tape[0], self.dropout_scale)
            by_band = torch.zeros([ids.size(0), dx.size(1)], dtype=dx.dtype, device=dx.device)
            by_band.index_copy_(0, order, dx)
            parts = torch.split_with_sizes(by_band, sizes)
            bands = torch.split_with_sizes(ids, sizes)
            for i in range(len(sizes)):
                if sizes[i] > 0:
                    own = parts[i]
                    self.add_product(projection_gradients[i], own.t(), tape[1 + i], self.embed_scale)
                    rows = self.widened(torch.mm(own, projections[i]))
                    words_gradients[i].index_add_(0, bands[i], rows, alpha=self.embed_scale)
        return dx

    # x = words * embed_scale + positions, with dropout
    def positioned(
        self, words: Tensor, positions: Tensor, places: Tensor, mask: Tensor
    ) -> Tuple[Tensor, List[Tensor]]:
        x = torch.add(torch.embedding(places, positions), words, alpha=self.embed_scale)
        kept = self.mask(mask)
        return self.drop(self.narrowed(x), kept, self.dropout_scale), [kept]

    # x: (tokens, d); shapes, layout: of its groups; weight_mask: from padded_mask; mask: of (tokens, d)
    # in bytes; gate: see GatesPass
    def attention_sublayer(
        self,
        x: Tensor,
        shapes: List[int],
        layout: Layout,
        weight_mask: Tensor,
        mask: Tensor,
        p: SelfAttention,
        gate: List[Tensor],
    ) -> Tuple[Tensor, List[Tensor]]:
        y, mean, rstd = self.norm(x, p.norm)
        context, attention = self.attend_to_self(y, shapes, layout, True, weight_mask, p.qkv)
        z, joined = self.join(x, self.linear(context, p.out), mask, gate)
        none = torch.empty([0], dtype=x.dtype, device=x.device)
        return z, attention + [none, x, mean, rstd] + joined

    def attention_sublayer_backward(
        self,
        dz: Tensor,
        tape: AttentionSublayerTape,
        shapes: List[int],
        layout: Layout,
        frozen: bool,
        p: SelfAttention,
        gate: List[Tensor],
        g: AttentionSublayer,
        gate_gradients: List[Tensor],
    ) -> Tensor:
        t = tape.attention
        dx, dy, scale = self.join_backward(dz, t.norm.x, tape.gate, gate, gate_gradients, frozen)
        self.linear_gradients(dy, t.context, g.attention.out, scale, frozen)
        dcontext = self.scaled_product(dy, p.out.weight, scale)
        dn = self.attend_to_self_backward(
            dcontext, t, shapes, layout, p.qkv, g.attention, frozen
        )
        return self.past_norm(dx, dn, t.norm, p.norm, g.norm, frozen)

    # masks of (tokens, inner width) and of (tokens, d), in bytes
    def feed_forward_sublayer(
        self,
        x: Tensor,
        inner_mask: Tensor,
        mask: Tensor,
        p: FeedForwardLayer,
        gate: List[Tensor],
    ) -> Tuple[Tensor, List[Tensor]]:
        y, mean, rstd = self.norm(x, p.norm)
        active, inner = self.widen(y, inner_mask, p.fc1)
        z, joined = self.join(x, self.linear(active, p.fc2), mask, gate)
        none = torch.empty([0], dtype=x.dtype, device=x.device)
        return z, inner + [none, x, mean, rstd] + joined

    def feed_forward_sublayer_backward(
        self,
        dz: Tensor,
        tape: FeedForwardSublayerTape,
        frozen: bool,
        p: FeedForwardLayer,
        gate: List[Tensor],
        g: FeedForwardSublayer,
        gate_gradients: List[Tensor],
    ) -> Tensor:
        t = tape.feed_forward
        dx, dy, scale = self.join_backward(dz, t.norm.x, tape.gate, gate, gate_gradients, frozen)
        self.linear_gradients(dy, t.active, g.fc2, scale, frozen)
        da = self.scaled_product(dy, p.fc2.weight, scale)
        dn = self.widen_backward(da, t, p.fc1, g.fc1, frozen)
        return self.past_norm(dx, dn, t.norm, p.norm, g.norm, frozen)

    # The gradient of a sublayer's input: dx, of the stream that goes past it, and that of its norm
    def past_norm(
        self, dx: Tensor, dn: Tensor, t: NormTape, p: Norm, g: Norm, frozen: bool
    ) -> Tensor:
        return self.norm_backward(dn, t.x, t.mean, t.rstd, p, g, frozen).add_(dx)

    # Chosen rows of (tokens, d)
    def select(self, x: Tensor, rows: Tensor) -> Tuple[Tensor, List[Tensor]]:
        return torch.index_select(x, 0, rows), [x]

    def select_backward(self, dy: Tensor, tape: List[Tensor], rows: Tensor) -> Tensor:
        (x,) = tape
        return torch.zeros_like(x).index_copy_(0, rows, dy)

    def final_norm(self, x: Tensor, p: Norm) -> Tuple[Tensor, List[Tensor]]:
        y, mean, rstd = self.norm(x, p)
        return y, [x, mean, rstd]

    def final_norm_backward(
        self, dy: Tensor, tape: NormTape, frozen: bool, p: Norm, g: Norm
    ) -> Tensor:
        return self.norm_backward(dy, tape.x, tape.mean, tape.rstd, p, g, frozen)
