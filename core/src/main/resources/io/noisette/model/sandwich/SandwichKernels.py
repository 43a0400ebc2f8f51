from typing import List, Tuple

import torch
from torch import Tensor

from ...engine.dialect import differentiable
from ..layer.Attention import Attention
from ..layer.FeedForward import FeedForward
from ..layer.Residual import Residual
from ..layer.Weights import Norm
from .Gates import Gates
from .SublayerWeights import AttentionSublayer, FeedForwardSublayer


class SandwichKernels(Attention, FeedForward, Residual, Gates):
    # A decoder whose sublayers come in any order. Masks of dropout have a byte per element, 0 where it
    # is dropped, or are empty.
    embed_scale: float

    # ids: (tokens), counted within their band, those of one band after the other; sizes: tokens of each
    # band; order: where each token stands among ids; places: position embeddings, (places, d); p: the
    # words (V_i, d_i) of each band, then the projection (d, d_i) of each; or one table (V, d) alone.
    # Bands that no token is of cost nothing.
    @differentiable
    def embed_words(
        self,
        ids: Tensor,
        sizes: Tensor,
        order: Tensor,
        positions: Tensor,
        places: Tensor,
        mask: Tensor,
        p: List[Tensor],
    ) -> Tensor:
        if len(p) == 1:
            (table,) = p
            words = torch.embedding(table, ids, -1, False, True)
        else:
            counts: List[int] = sizes.tolist()
            bands = torch.split_with_sizes(ids, counts)
            parts: List[Tensor] = []
            for i in range(len(bands)):
                if bands[i].size(0) > 0:
                    rows = torch.embedding(p[i], bands[i], -1, False, True)  # (tokens, d_i)
                    parts.append(self.product(rows, p[len(bands) + i]))
            words = torch.index_select(torch.cat(parts), 0, order)
        x = torch.add(torch.embedding(places, positions), words, alpha=self.embed_scale)
        return self.drop(x, mask, self.dropout_scale)

    # x: (tokens, d); masks of attention weights and of (tokens, d)
    @differentiable
    def attention_sublayer(
        self,
        x: Tensor,
        lengths: Tensor,
        weight_mask: Tensor,
        mask: Tensor,
        p: AttentionSublayer,
        gate: List[Tensor],
    ) -> Tensor:
        n: List[int] = lengths.tolist()
        out, _, _ = self.attend_to_self(x, n, weight_mask, mask, p, gate)
        return out

    # What the sublayer makes of x, and the keys and values; each (tokens, d)
    def attend_to_self(
        self,
        x: Tensor,
        n: List[int],
        weight_mask: Tensor,
        mask: Tensor,
        p: AttentionSublayer,
        gate: List[Tensor],
    ) -> Tuple[Tensor, Tensor, Tensor]:
        q, k, v = self.project_all(self.norm(x, p.norm), p.attention)
        y = self.linear(self.attend(q, k, v, n, n, True, weight_mask), p.attention.out)
        return self.join(x, y, mask, gate), k, v

    # masks of (tokens, inner width) and of (tokens, d)
    @differentiable
    def feed_forward_sublayer(
        self,
        x: Tensor,
        inner_mask: Tensor,
        mask: Tensor,
        p: FeedForwardSublayer,
        gate: List[Tensor],
    ) -> Tensor:
        y = self.feed_forward(self.norm(x, p.norm), inner_mask, p.fc1, p.fc2)
        return self.join(x, y, mask, gate)

    # The last tokens of each sequence alone, where no later token is looked at; lasts: how many of
    # each; rows: their places
    @differentiable
    def last_attention_sublayer(
        self,
        x: Tensor,
        lengths: Tensor,
        lasts: Tensor,
        rows: Tensor,
        p: AttentionSublayer,
        gate: List[Tensor],
    ) -> Tensor:
        n: List[int] = lengths.tolist()
        m: List[int] = lasts.tolist()
        own = torch.index_select(x, 0, rows)
        y = self.norm(x, p.norm)
        q = self.wide(self.linear(torch.index_select(y, 0, rows), p.attention.q))
        qs = torch.split_with_sizes(q, m)
        ks = torch.split_with_sizes(self.wide(self.linear(y, p.attention.k)), n)
        vs = torch.split_with_sizes(self.wide(self.linear(y, p.attention.v)), n)
        out: List[Tensor] = []
        for i in range(len(n)):
            if m[i] > 0:
                ones = torch.ones([m[i], n[i]], dtype=torch.bool, device=x.device)
                seen = torch.tril(ones, n[i] - m[i])
                o = torch.nn.functional.scaled_dot_product_attention(
                    self.by_head(qs[i]), self.by_head(ks[i]), self.by_head(vs[i]), seen, 0.0, False
                )
                out.append(o.transpose(1, 2).reshape([m[i], x.size(1)]))
        joined = self.linear(torch.cat(out), p.attention.out)
        return self.join(own, joined, torch.zeros([0]), gate)

    @differentiable
    def final_norm(self, x: Tensor, p: Norm) -> Tensor:
        return self.norm(x, p)

    @differentiable
    def select(self, x: Tensor, rows: Tensor) -> Tensor:
        return torch.index_select(x, 0, rows)

    # x goes past the sublayer, y is what it made; gate: see gated
    def join(self, x: Tensor, y: Tensor, mask: Tensor, gate: List[Tensor]) -> Tensor:
        if self.gate == "none":
            return self.add(x, y, mask)
        z = self.drop(torch.relu(self.wide(y)), mask, self.dropout_scale)
        return self.gated(x, z, gate)

    # Generation. attention: 1 for each sublayer that is one, else 0; layers, gates: their tensors. The
    # cache has keys and values of each attention sublayer, (hypotheses, heads, tokens, size). x: the
    # embedded prompt, (tokens, d). Returns the last token's hidden state, (1, d), and the cache.
    def read_prompt(
        self,
        x: Tensor,
        attention: List[int],
        layers: List[List[Tensor]],
        gates: List[List[Tensor]],
    ) -> Tuple[Tensor, List[Tensor]]:
        none = torch.zeros([0])
        n = [x.size(0)]
        cache: List[Tensor] = []
        for i in range(len(attention)):
            if attention[i] == 1:
                p = AttentionSublayer(*layers[i])
                x, k, v = self.attend_to_self(x, n, none, none, p, gates[i])
                cache += [self.by_head(k).contiguous(), self.by_head(v).contiguous()]
            else:
                ffn = FeedForwardSublayer(*layers[i])
                x = self.feed_forward_sublayer(x, none, none, ffn, gates[i])
        return x.narrow(0, n[0] - 1, 1), cache

    # x: the newest token of each hypothesis, (hypotheses, d); parents: the row of the cache that each
    # continues
    def write_token(
        self,
        x: Tensor,
        parents: Tensor,
        cache: List[Tensor],
        attention: List[int],
        layers: List[List[Tensor]],
        gates: List[List[Tensor]],
    ) -> Tuple[Tensor, List[Tensor]]:
        none = torch.zeros([0])
        extended: List[Tensor] = []
        for i in range(len(attention)):
            if attention[i] == 1:
                p = AttentionSublayer(*layers[i])
                y = self.norm(x, p.norm)
                at = len(extended)
                k = self.wide(self.linear(y, p.attention.k))
                v = self.wide(self.linear(y, p.attention.v))
                k = self.extended(cache[at], parents, k)
                v = self.extended(cache[at + 1], parents, v)
                a = self.attend_as_rows(self.wide(self.linear(y, p.attention.q)), k, v)
                x = self.join(x, self.linear(a, p.attention.out), none, gates[i])
                extended += [k, v]
            else:
                ffn = FeedForwardSublayer(*layers[i])
                x = self.feed_forward_sublayer(x, none, none, ffn, gates[i])
        return x, extended
