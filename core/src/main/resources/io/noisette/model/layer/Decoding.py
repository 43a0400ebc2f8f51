from typing import List, NamedTuple, Optional, Tuple

import torch
from torch import Tensor

from .Attention import Attention
from .FeedForward import FeedForward
from .Residual import Residual
from .Weights import AttentionWeights, Embedding, Linear


# The caches of sources that are decoded in step. In each list, one tensor per layer.
class Group(NamedTuple):
    # Keys and values of tokens, side by side: (sources, columns, 2 d). Target tokens are the last columns:
    # one for each beam, one step after the other.
    past: List[Tensor]
    memory_keys: List[Tensor]  # of an encoder's tokens, end to end, (source tokens, d)
    memory_values: List[Tensor]
    # One tensor: (sources * beams, columns), added to the scores of attention: 0 where a token belongs to a
    # hypothesis, else minus infinity. No tensor if all of them do.
    seen: List[Tensor]


class Decoding(Attention, FeedForward, Residual):
    # Step-by-step decoding without gradients. What includes this file defines product: from (n, in) to
    # (n, out), in fp32; and packed: a weight in the order in which product reads it.
    embed_scale: float

    def rounded_attention(self, p: AttentionWeights) -> AttentionWeights:
        return AttentionWeights(
            self.rounded_linear(p.q),
            self.rounded_linear(p.k),
            self.rounded_linear(p.v),
            self.rounded_linear(p.out),
        )

    # One product for queries, keys and values: (3 d, d) and (3 d)
    def joined_projections(self, p: AttentionWeights) -> Linear:
        weight = torch.cat([p.q.weight, p.k.weight, p.v.weight])
        bias = torch.cat([p.q.bias, p.k.bias, p.v.bias])
        return self.packed_linear(Linear(weight, bias))

    def rounded_linear(self, p: Linear) -> Linear:
        return Linear(self.rounded(p.weight), self.rounded(p.bias))

    # For products with few rows
    def packed_linear(self, p: Linear) -> Linear:
        return Linear(self.packed(self.rounded(p.weight)), self.rounded(p.bias))

    def place_words(self, ids: Tensor, positions: Tensor, p: Embedding) -> Tensor:
        words = torch.embedding(p.words, ids) * self.embed_scale
        return self.norm(words + torch.embedding(p.positions, positions), p.norm)

    def feed(self, x: Tensor, fc1: Linear, fc2: Linear) -> Tensor:
        return self.product(self.activate(self.product(x, fc1)), fc2)

    def start(self) -> List[Group]:
        groups: List[Group] = []
        return groups

    # What each hypothesis sees if it continues itself in each step: (sources * beams, capacity * beams)
    def own_tokens(self, sources: int, beams: int, capacity: int, like: Tensor) -> Tensor:
        others = torch.full([beams, beams], float("-inf"), device=like.device)
        own = others.fill_diagonal_(0.0)
        return own.repeat([sources, capacity])

    def remove_group(self, groups: List[Group], index: int) -> None:
        groups.pop(index)

    # Keeps some sources of a group, and makes room for more target tokens. sources: their indices, in
    # order; tokens: indices of the tokens to keep of memory_keys, or empty: all; used, capacity: columns
    # of the caches of tokens
    def resize_group(
        self,
        groups: List[Group],
        index: int,
        sources: List[int],
        tokens: List[int],
        beams: int,
        used: int,
        capacity: int,
    ) -> None:
        group = groups[index]
        device = group.past[0].device
        kept = torch.tensor(sources, dtype=torch.int64, device=device)
        rows = torch.tensor(tokens, dtype=torch.int64, device=device)
        for i in range(len(group.past)):
            group.past[i] = self.resized(group.past[i], kept, used, capacity)
            if len(tokens) > 0:
                group.memory_keys[i] = torch.index_select(group.memory_keys[i], 0, rows)
                group.memory_values[i] = torch.index_select(group.memory_values[i], 0, rows)
        if len(group.seen) > 0:
            columns = group.seen[0].narrow(1, 0, used)
            seen = torch.index_select(columns.view([-1, beams, used]), 0, kept)
            more = self.own_tokens(len(sources), beams, (capacity - used) // beams, seen)
            group.seen[0] = torch.cat([seen.view([-1, used]), more], 1)

    def resized(self, cache: Tensor, sources: Tensor, used: int, capacity: int) -> Tensor:
        larger = torch.empty([sources.size(0), capacity, cache.size(2)], device=cache.device)
        larger.narrow(1, 0, used).copy_(torch.index_select(cache.narrow(1, 0, used), 0, sources))
        return larger

    # Hypotheses are reordered by what they see: no key or value moves.
    def reorder(self, groups: List[Group], parents: List[int], used: List[int]) -> None:
        rows_of_all = torch.tensor(parents, dtype=torch.int64, device=groups[0].seen[0].device)
        at = 0
        for g in range(len(groups)):
            seen = groups[g].seen[0]
            rows = seen.size(0)
            if used[g] > 0:
                past = seen.narrow(1, 0, used[g])
                past.copy_(torch.index_select(past, 0, rows_of_all.narrow(0, at, rows)))
            at += rows

    # The hypotheses of a source are queries of one sequence, the tokens of all of them its keys.
    # qkv: (hypotheses, 3 d); used: columns of each group's caches; writes: whether the keys and values of
    # qkv become the next columns and are attended to
    def attend_own(
        self,
        qkv: Tensor,
        groups: List[Group],
        layer: int,
        used: List[int],
        runs: List[int],
        beams: int,
        writes: bool,
    ) -> Tensor:
        d = qkv.size(1) // 3
        q = qkv.narrow(1, 0, d)
        kv = qkv.narrow(1, d, 2 * d)
        out: List[Tensor] = []
        at = 0
        for r in range(0, len(runs), 3):
            g, first, count = runs[r], runs[r + 1], runs[r + 2]
            group = groups[g]
            rows = count * beams
            end = used[g]
            past = self.part(group.past[layer], first, count)
            if writes:
                newest = self.part(kv, at, rows).view([count, beams, 2 * d])
                past.narrow(1, end, beams).copy_(newest)
                end += beams
            past = past.narrow(1, 0, end)
            mask: Optional[Tensor] = None
            if len(group.seen) > 0:
                seen = self.part(group.seen[0], first * beams, rows).narrow(1, 0, end)
                mask = seen.view([count, 1, beams, end])
            keys = past.narrow(2, 0, d)
            out.append(self.attend_beams(self.part(q, at, rows), keys, past.narrow(2, d, d), mask))
            at += rows
        return self.joined(out)

    # q: (sources * beams, d), k and v: (sources, keys, d); mask: (sources, 1, beams, keys)
    def attend_beams(self, q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor]) -> Tensor:
        sources = k.size(0)
        size = q.size(1) // self.heads
        queries = q.view([sources, -1, self.heads, size]).transpose(1, 2)
        shape = [sources, k.size(1), self.heads, size]
        keys = k.view(shape).transpose(1, 2)
        values = v.view(shape).transpose(1, 2)
        o = torch.nn.functional.scaled_dot_product_attention(queries, keys, values, mask, 0.0, False)
        return o.transpose(1, 2).reshape([q.size(0), q.size(1)])

    # Some rows of x; all of them without the call that would cost as much as a small product
    def part(self, x: Tensor, first: int, rows: int) -> Tensor:
        if rows == x.size(0):
            return x
        return x.narrow(0, first, rows)

    def joined(self, parts: List[Tensor]) -> Tensor:
        if len(parts) == 1:
            return parts[0]
        return torch.cat(parts)

    # Log-probabilities and ids of the best tokens that may follow, each (hypotheses, count), best first.
    # x: last hidden states, (hypotheses, d)
    def followers(
        self, x: Tensor, output: Linear, banned: List[int], count: int
    ) -> Tuple[Tensor, Tensor]:
        scores = torch.log_softmax(self.product(x, output), 1)
        if len(banned) > 0:
            never = torch.tensor(banned, dtype=torch.int64, device=x.device)
            scores.view([-1]).index_fill_(0, never, float("-inf"))
        return self.best(scores, count)

    # The largest of (rows, V), best first, with their columns: each (rows, count). The best are in the
    # blocks with the largest maxima, so that all but a few columns are passed over once.
    def best(self, scores: Tensor, count: int) -> Tuple[Tensor, Tensor]:
        rows = scores.size(0)
        width = 64
        blocks = scores.size(1) // width
        if blocks <= 2 * count or scores.numel() <= 16384:
            return torch.topk(scores, min(count, scores.size(1)))
        maxima = torch.amax(scores.narrow(1, 0, blocks * width).view([rows, blocks, width]), [2])
        starts = torch.topk(maxima, count)[1].unsqueeze(2) * width
        inside = torch.arange(width, device=scores.device)
        columns = (starts + inside).view([rows, count * width])
        rest = torch.arange(blocks * width, scores.size(1), device=scores.device)
        columns = torch.cat([columns, rest.expand([rows, -1])], 1)
        top, places = torch.topk(torch.gather(scores, 1, columns), count)
        return top, torch.gather(columns, 1, places)
