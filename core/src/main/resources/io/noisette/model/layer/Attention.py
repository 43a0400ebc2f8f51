from typing import List, Optional, Tuple

import torch
from torch import Tensor

from .Precision import Precision
from .Weights import AttentionWeights, Linear


class Attention(Precision):
    # The tokens of all sequences stand end to end, (tokens, d); lengths say where each ends. Each
    # sequence attends to itself or to its counterpart alone.
    heads: int
    attention_scale: float  # of dropout of the attention weights: 1 / (1 - rate)

    # (tokens, d) to queries, keys and values, each (tokens, d). One product for all three is three
    # times as wide and takes a third of the passes over x.
    def project_all(self, x: Tensor, p: AttentionWeights) -> Tuple[Tensor, Tensor, Tensor]:
        d = x.size(1)
        weight = torch.cat([p.q.weight, p.k.weight, p.v.weight])  # (3 d, d)
        bias = torch.cat([p.q.bias, p.k.bias, p.v.bias])  # (3 d)
        qkv = self.wide(self.linear(x, Linear(weight, bias)))  # (tokens, 3 d)
        q, k, v = torch.split_with_sizes(qkv, [d, d, d], 1)
        return q, k, v

    # The encoder's last hidden states to keys and values, each (source tokens, d)
    def project_memory(self, memory: Tensor, p: AttentionWeights) -> Tuple[Tensor, Tensor]:
        d = p.k.weight.size(0)
        weight = torch.cat([p.k.weight, p.v.weight])  # (2 d, d)
        bias = torch.cat([p.k.bias, p.v.bias])  # (2 d)
        kv = self.wide(self.linear(memory, Linear(weight, bias)))  # (source tokens, 2 d)
        k, v = torch.split_with_sizes(kv, [d, d], 1)
        return k, v

    # Softmax attention within each sequence: (query tokens, d). Neighbours of equal lengths share a
    # call: single short ones cost more in calls than in arithmetic. n, m: queries and keys of each
    # sequence; mask: (1, heads * n * m of each sequence, end to end), or empty
    def attend(
        self, q: Tensor, k: Tensor, v: Tensor, n: List[int], m: List[int], causal: bool, mask: Tensor
    ) -> Tensor:
        bias = torch.empty([0], dtype=q.dtype, device=q.device)
        return self.attend_biased(q, k, v, n, m, causal, bias, mask)

    # bias: added to the scores of all heads, (1, n * m of each sequence, end to end), such as -1e9 where
    # a query does not see a key; or empty
    def attend_biased(
        self,
        q: Tensor,
        k: Tensor,
        v: Tensor,
        n: List[int],
        m: List[int],
        causal: bool,
        bias: Tensor,
        mask: Tensor,
    ) -> Tensor:
        d = q.size(1)
        size = d // self.heads
        first = self.first_of_runs(n, m)
        rows: List[int] = []  # sequences of each run
        queries: List[int] = []  # tokens of each run
        keys: List[int] = []
        for r in range(len(first) - 1):
            count = first[r + 1] - first[r]
            rows.append(count)
            queries.append(count * n[first[r]])
            keys.append(count * m[first[r]])
        # One split, not a slice a run: the backward pass of each slice would fill all of (tokens, d).
        qs = torch.split_with_sizes(q, queries)
        ks = torch.split_with_sizes(k, keys)
        vs = torch.split_with_sizes(v, keys)
        out: List[Tensor] = []
        at = 0
        pairs = 0
        for r in range(len(rows)):
            i = first[r]
            added: Optional[Tensor] = None
            if bias.numel() > 0:
                added = bias.narrow(1, pairs, queries[r] * m[i]).view([rows[r], 1, n[i], m[i]])
                pairs += queries[r] * m[i]
            qr = qs[r].view([rows[r], n[i], self.heads, size]).transpose(1, 2)  # (rows, heads, n, size)
            kr = ks[r].view([rows[r], m[i], self.heads, size]).transpose(1, 2)  # (rows, heads, m, size)
            vr = vs[r].view([rows[r], m[i], self.heads, size]).transpose(1, 2)
            if mask.numel() > 0:
                weights = self.heads * queries[r] * m[i]
                kept = mask.narrow(1, at, weights).view([rows[r], self.heads, n[i], m[i]])
                o = self.attend_dropping(qr, kr, vr, causal, added, kept)
                at += weights
            else:
                o = torch.nn.functional.scaled_dot_product_attention(qr, kr, vr, added, 0.0, causal)
            out.append(o.transpose(1, 2).reshape([queries[r], d]))
        if len(out) == 1:
            return out[0]
        return torch.cat(out)

    # Which sequences are not as long as the one before, and the number of all.
    def first_of_runs(self, n: List[int], m: List[int]) -> List[int]:
        first: List[int] = []
        for i in range(len(n)):
            if i == 0:
                first.append(i)
            elif n[i] != n[i - 1] or m[i] != m[i - 1]:
                first.append(i)
        first.append(len(n))
        return first

    # Unfused attention: the fused kernel cannot take our dropout masks. q, k, v: (rows, heads, n or m,
    # size); added: to the scores, (rows, 1, n, m); kept: (rows, heads, n, m)
    def attend_dropping(
        self,
        q: Tensor,
        k: Tensor,
        v: Tensor,
        causal: bool,
        added: Optional[Tensor],
        kept: Tensor,
    ) -> Tensor:
        scores = torch.matmul(q / (q.size(3) ** 0.5), k.transpose(2, 3))  # (rows, heads, n, m)
        if causal:
            ones = torch.ones([q.size(2), k.size(2)], dtype=torch.bool, device=q.device)
            scores = torch.masked_fill(scores, torch.triu(ones, 1), -1e30)
        if added is not None:
            scores = scores + added
        return torch.matmul(torch.softmax(scores, 3) * kept, v * self.attention_scale)

    # Decoding: the keys or values of the hypotheses' parents, (parents, heads, tokens, size), with
    # those of the newest token, (hypotheses, d).
    def extended(self, past: Tensor, parents: Tensor, newest: Tensor) -> Tensor:
        shape = [newest.size(0), past.size(1), 1, past.size(3)]
        return torch.cat([torch.index_select(past, 0, parents), newest.view(shape)], 2)

    # One query for each hypothesis, (hypotheses, d), over the tokens of that hypothesis
    def attend_as_rows(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        rows = q.size(0)
        queries = q.view([rows, k.size(1), 1, k.size(3)])
        o = torch.nn.functional.scaled_dot_product_attention(queries, k, v, None, 0.0, False)
        return o.reshape([rows, q.size(1)])

    # (n, d) to (1, heads, n, size)
    def by_head(self, x: Tensor) -> Tensor:
        n = x.size(0)
        size = x.size(1) // self.heads
        return x.view([1, n, self.heads, size]).transpose(1, 2)
