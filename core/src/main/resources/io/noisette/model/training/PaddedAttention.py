from typing import List, NamedTuple, Tuple

import torch
from torch import Tensor

from .Residuals import Residuals


class Layout(NamedTuple):
    # Where the tokens of packed sequences stand in padded groups: each group has the rows of a head of
    # a sequence in neighbouring places, (sequences * heads, length, size). A row is the s = d / heads
    # values of a token in one head; (tokens, k d) has the rows of k projections.
    into1: Tensor  # of each row in the groups, the row in (tokens, d); padding repeats another
    into2: Tensor  # in (tokens, 2 d), first all of one projection
    into3: Tensor  # in (tokens, 3 d)
    from1: Tensor  # of each row in (tokens, d), the row in the groups
    from2: Tensor
    from3: Tensor
    key_bias: Tensor  # of each place of each sequence: 0, or -1e9 where it is padding; or empty
    query_mask: Tensor  # of each place of each sequence: 1, or 0 where it is padding; or empty
    pair_bias: Tensor  # of each query and key of each sequence: 0, or -1e9 where it is unseen; or empty


class PaddedAttention(Residuals):
    # Softmax attention within each sequence as batched products. shapes: of each group the number of
    # its sequences and their length, padding included: [sequences, length, sequences, length, …]
    heads: int
    attention_scale: float  # of dropout of the attention weights: 1 / (1 - rate)

    # tokens: of each place in the groups, (sequences * length) of one group after the other, the token
    # that stands there; first, stride: of each token its row in the first head, and the distance to
    # the one in the next; real: of each place, whether a token stands there; pair_bias: see Layout
    def lay_out(
        self,
        tokens: Tensor,
        first: Tensor,
        stride: Tensor,
        real: Tensor,
        pair_bias: Tensor,
        shapes: List[int],
    ) -> List[Tensor]:
        into: List[Tensor] = []
        back: List[Tensor] = []
        rows = tokens.size(0) * self.heads
        head = torch.arange(self.heads, device=tokens.device)
        places = first.unsqueeze(1) + stride.unsqueeze(1) * head  # (tokens, heads)
        for k in range(1, 4):
            parts: List[Tensor] = []
            projection = torch.arange(k, device=tokens.device)
            offsets = (projection.unsqueeze(1) * self.heads + head).view([k, 1, self.heads, 1])
            at = 0
            for g in range(len(shapes) // 2):
                n = shapes[2 * g]
                length = shapes[2 * g + 1]
                t = tokens.narrow(0, at, n * length).view([1, n, 1, length])
                parts.append((t * (k * self.heads) + offsets).view([k, n * self.heads * length]))
                at += n * length
            into.append(torch.cat(parts, 1).view([-1]))
            shifted = places.unsqueeze(1) + (projection * rows).view([1, k, 1])  # (tokens, k, heads)
            back.append(shifted.reshape([-1]))
        bias = torch.empty([0], dtype=self.element, device=tokens.device)
        mask = bias
        if not bool(torch.all(real)):
            mask = real.to(self.element)
            bias = (mask - 1.0) * 1e9
        return into + back + [bias, mask, pair_bias.to(self.element)]

    # The bytes of dropout masks of attention weights, (1, heads * n * m of each sequence), where the
    # padded groups have the weights; starts: of each sequence in the groups, where its bytes begin;
    # n, m: its queries and keys
    def padded_mask(
        self,
        bytes: Tensor,
        queries: List[int],
        keys: List[int],
        starts: List[int],
        n: List[int],
        m: List[int],
    ) -> Tensor:
        if bytes.numel() == 0:
            return self.mask(bytes)
        out = torch.zeros([self.weights_of(queries, keys)], dtype=self.element, device=bytes.device)
        at = 0
        sequence = 0
        for g in range(len(queries) // 2):
            size = self.heads * queries[2 * g + 1] * keys[2 * g + 1]
            for i in range(queries[2 * g]):
                a = n[sequence]
                b = m[sequence]
                own = bytes.narrow(1, starts[sequence], self.heads * a * b)
                whole = out.narrow(0, at, size).view([self.heads, queries[2 * g + 1], keys[2 * g + 1]])
                whole.narrow(1, 0, a).narrow(2, 0, b).copy_(own.view([self.heads, a, b]))
                at += size
                sequence += 1
        return out

    def weights_of(self, queries: List[int], keys: List[int]) -> int:
        total = 0
        for g in range(len(queries) // 2):
            total += queries[2 * g] * self.heads * queries[2 * g + 1] * keys[2 * g + 1]
        return total

    # q, k, v: rows in the groups; key_bias, pair_bias: of the keys and of the queries, see Layout; mask:
    # of the weights, or empty. The result, (rows, s), and the weights before dropout, of all groups end
    # to end
    def attend(
        self,
        q: Tensor,
        k: Tensor,
        v: Tensor,
        queries: List[int],
        keys: List[int],
        key_bias: Tensor,
        pair_bias: Tensor,
        causal: bool,
        mask: Tensor,
    ) -> Tuple[Tensor, Tensor]:
        s = q.size(1)
        out = torch.empty_like(q)
        weights = torch.empty([self.weights_of(queries, keys)], dtype=q.dtype, device=q.device)
        at_q = 0
        at_k = 0
        at_w = 0
        for g in range(len(queries) // 2):
            n = queries[2 * g] * self.heads
            a = queries[2 * g + 1]
            b = keys[2 * g + 1]
            qg = q.narrow(0, at_q, n * a).view([n, a, s])
            kg = k.narrow(0, at_k, n * b).view([n, b, s])
            vg = v.narrow(0, at_k, n * b).view([n, b, s])
            w = weights.narrow(0, at_w, n * a * b).view([n, a, b])
            scores = torch.empty([n, a, b], dtype=q.dtype, device=q.device)
            torch.baddbmm(
                scores, qg, kg.transpose(1, 2), beta=0.0, alpha=s**-0.5, out=scores
            )
            if causal:
                # Padding stands behind all tokens, so that no token sees it.
                future = torch.full([a, b], -1e9, dtype=q.dtype, device=q.device)
                scores.add_(torch.triu(future, 1))
            elif pair_bias.numel() > 0:
                bias = pair_bias.narrow(0, at_w // self.heads, queries[2 * g] * a * b)
                scores.view([-1, self.heads, a, b]).add_(bias.view([-1, 1, a, b]))
            elif key_bias.numel() > 0:
                bias = key_bias.narrow(0, at_k // self.heads, queries[2 * g] * b)
                scores.view([-1, self.heads, a, b]).add_(bias.view([-1, 1, 1, b]))
            torch.ops.aten._softmax(scores, -1, False, out=w)
            og = out.narrow(0, at_q, n * a).view([n, a, s])
            if mask.numel() > 0:
                kept = w * mask.narrow(0, at_w, n * a * b).view([n, a, b])
                torch.baddbmm(og, kept, vg, beta=0.0, alpha=self.attention_scale, out=og)
            else:
                torch.bmm(w, vg, out=og)
            at_q += n * a
            at_k += n * b
            at_w += n * a * b
        return out, weights

    # From the gradient of the result, go, to those of q, k and v, which are written into dq, dk and dv
    def attend_backward(
        self,
        go: Tensor,
        q: Tensor,
        k: Tensor,
        v: Tensor,
        weights: Tensor,
        queries: List[int],
        keys: List[int],
        query_mask: Tensor,
        mask: Tensor,
        dq: Tensor,
        dk: Tensor,
        dv: Tensor,
    ) -> None:
        s = q.size(1)
        scale = s**-0.5
        at_q = 0
        at_k = 0
        at_w = 0
        for g in range(len(queries) // 2):
            n = queries[2 * g] * self.heads
            a = queries[2 * g + 1]
            b = keys[2 * g + 1]
            gog = go.narrow(0, at_q, n * a).view([n, a, s])
            qg = q.narrow(0, at_q, n * a).view([n, a, s])
            kg = k.narrow(0, at_k, n * b).view([n, b, s])
            vg = v.narrow(0, at_k, n * b).view([n, b, s])
            w = weights.narrow(0, at_w, n * a * b).view([n, a, b])
            dvg = dv.narrow(0, at_k, n * b).view([n, b, s])
            if query_mask.numel() > 0:
                real = query_mask.narrow(0, at_q // self.heads, queries[2 * g] * a)
                gog.view([-1, self.heads, a, s]).mul_(real.view([-1, 1, a, 1]))
            dw = torch.empty_like(w)
            if mask.numel() > 0:
                own = mask.narrow(0, at_w, n * a * b).view([n, a, b])
                kept = (w * own).transpose(1, 2)
                torch.baddbmm(dvg, kept, gog, beta=0.0, alpha=self.attention_scale, out=dvg)
                torch.baddbmm(
                    dw, gog, vg.transpose(1, 2), beta=0.0, alpha=self.attention_scale, out=dw
                )
                dw.mul_(own)
            else:
                torch.bmm(w.transpose(1, 2), gog, out=dvg)
                torch.bmm(gog, vg.transpose(1, 2), out=dw)
            ds = torch.ops.aten._softmax_backward_data(dw, w, -1, self.element)
            dqg = dq.narrow(0, at_q, n * a).view([n, a, s])
            dkg = dk.narrow(0, at_k, n * b).view([n, b, s])
            torch.baddbmm(dqg, ds, kg, beta=0.0, alpha=scale, out=dqg)
            torch.baddbmm(dkg, ds.transpose(1, 2), qg, beta=0.0, alpha=scale, out=dkg)
            at_q += n * a
            at_k += n * b
            at_w += n * a * b
