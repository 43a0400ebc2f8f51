from typing import List, NamedTuple, Optional, Tuple

import torch
from torch import Tensor

from .Attention import Attention
from .FeedForward import FeedForward
from .Residual import Residual
from .Weights import AttentionWeights, DecoderLayer, Embedding, EncoderLayer, Linear, Norm


class EncoderWeights(NamedTuple):
    embedding: Embedding
    layers: List[EncoderLayer]


class DecodingLayer(NamedTuple):
    qkv: Linear  # (3 d, d) and (3 d): one product for three
    out: Linear
    attention_norm: Norm
    cross: AttentionWeights
    cross_norm: Norm
    fc1: Linear
    fc2: Linear
    final_norm: Norm


class DecoderWeights(NamedTuple):
    embedding: Embedding
    layers: List[DecodingLayer]
    output: Linear  # (V, d) and (V)


# The caches of sources that are decoded in step. In each list, one tensor per layer.
class Group(NamedTuple):
    # Keys and values of target tokens, side by side: (sources, capacity * beams, 2 d), one step after
    # the other
    past: List[Tensor]
    memory_keys: List[Tensor]  # of source tokens, end to end, (source tokens, d)
    memory_values: List[Tensor]
    # One tensor: (sources * beams, capacity * beams), added to the scores of attention: 0 where a
    # target token belongs to a hypothesis, else minus infinity. No tensor if there is one beam.
    seen: List[Tensor]


class Generation(Attention, FeedForward, Residual):
    # Encoding and step-by-step decoding without gradients: a call runs all layers. What includes this
    # file defines product: from (n, in) to (n, out), in fp32.
    embed_scale: float

    # Weights of products in the precision of products; in fp32 most share memory with the parameters.
    def encoder_weights(self, embedding: Embedding, layers: List[EncoderLayer]) -> EncoderWeights:
        rounded: List[EncoderLayer] = []
        for p in layers:
            rounded.append(
                EncoderLayer(
                    self.rounded_attention(p.attention),
                    p.attention_norm,
                    self.rounded_linear(p.fc1),
                    self.rounded_linear(p.fc2),
                    p.final_norm,
                )
            )
        return EncoderWeights(embedding, rounded)

    # bias: of the logits, (1, V)
    def decoder_weights(
        self, embedding: Embedding, bias: Tensor, layers: List[DecoderLayer]
    ) -> DecoderWeights:
        rounded: List[DecodingLayer] = []
        for p in layers:
            a = p.attention
            qkv = Linear(
                torch.cat([a.q.weight, a.k.weight, a.v.weight]),
                torch.cat([a.q.bias, a.k.bias, a.v.bias]),
            )
            rounded.append(
                DecodingLayer(
                    self.rounded_linear(qkv),
                    self.rounded_linear(a.out),
                    p.attention_norm,
                    self.rounded_attention(p.cross),
                    p.cross_norm,
                    self.rounded_linear(p.fc1),
                    self.rounded_linear(p.fc2),
                    p.final_norm,
                )
            )
        output = self.rounded_linear(Linear(embedding.words, bias.view([-1])))
        return DecoderWeights(embedding, rounded, output)

    def rounded_attention(self, p: AttentionWeights) -> AttentionWeights:
        return AttentionWeights(
            self.rounded_linear(p.q),
            self.rounded_linear(p.k),
            self.rounded_linear(p.v),
            self.rounded_linear(p.out),
        )

    def rounded_linear(self, p: Linear) -> Linear:
        return Linear(self.rounded(p.weight), self.rounded(p.bias))

    def place_words(self, ids: Tensor, positions: Tensor, p: Embedding) -> Tensor:
        words = torch.embedding(p.words, ids) * self.embed_scale
        return self.norm(words + torch.embedding(p.positions, positions), p.norm)

    def feed(self, x: Tensor, fc1: Linear, fc2: Linear) -> Tensor:
        return self.product(self.activate(self.product(x, fc1)), fc2)

    # The encoder's last hidden states, (source tokens, d). ids, positions: (source tokens)
    def encode(
        self, ids: Tensor, positions: Tensor, lengths: List[int], weights: EncoderWeights
    ) -> Tensor:
        none = torch.zeros([0])
        x = self.place_words(ids, positions, weights.embedding)
        for p in weights.layers:
            q = self.product(x, p.attention.q)
            k = self.product(x, p.attention.k)
            v = self.product(x, p.attention.v)
            a = self.attend(q, k, v, lengths, lengths, False, none)
            y = self.norm(x + self.product(a, p.attention.out), p.attention_norm)
            x = self.norm(y + self.feed(y, p.fc1, p.fc2), p.final_norm)
        return x

    def start(self) -> List[Group]:
        groups: List[Group] = []
        return groups

    # Adds a group of sources without target tokens. memory: (source tokens, d)
    def add_group(
        self,
        groups: List[Group],
        memory: Tensor,
        sources: int,
        beams: int,
        capacity: int,
        weights: DecoderWeights,
    ) -> None:
        shape = [sources, capacity * beams, 2 * memory.size(1)]
        group = Group([], [], [], [])
        for p in weights.layers:
            group.past.append(torch.empty(shape, device=memory.device))
            group.memory_keys.append(self.product(memory, p.cross.k))
            group.memory_values.append(self.product(memory, p.cross.v))
        if beams > 1:
            group.seen.append(self.own_tokens(sources, beams, capacity, memory))
        groups.append(group)

    # What each hypothesis sees if it continues itself in each step: (sources * beams, capacity * beams)
    def own_tokens(self, sources: int, beams: int, capacity: int, like: Tensor) -> Tensor:
        others = torch.full([beams, beams], float("-inf"), device=like.device)
        own = others.fill_diagonal_(0.0)
        return own.repeat([sources, capacity])

    def remove_group(self, groups: List[Group], index: int) -> None:
        groups.pop(index)

    # Keeps some sources of a group, and makes room for more target tokens. sources: their indices, in
    # order; tokens: indices of their source tokens, or empty: all stay; used: steps so far
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
            group.past[i] = self.resized(group.past[i], kept, used * beams, capacity * beams)
            if len(tokens) > 0:
                group.memory_keys[i] = torch.index_select(group.memory_keys[i], 0, rows)
                group.memory_values[i] = torch.index_select(group.memory_values[i], 0, rows)
        if beams > 1:
            columns = group.seen[0].narrow(1, 0, used * beams)
            seen = torch.index_select(columns.view([-1, beams, used * beams]), 0, kept)
            more = self.own_tokens(len(sources), beams, capacity - used, seen)
            group.seen[0] = torch.cat([seen.view([-1, used * beams]), more], 1)

    def resized(self, cache: Tensor, sources: Tensor, used: int, capacity: int) -> Tensor:
        larger = torch.empty([sources.size(0), capacity, cache.size(2)], device=cache.device)
        larger.narrow(1, 0, used).copy_(torch.index_select(cache.narrow(1, 0, used), 0, sources))
        return larger

    # Appends a token to each hypothesis, of all groups end to end, and scores the tokens that may
    # follow: log-probabilities and ids of the best, each (hypotheses, count), best first.
    # ids, positions: of each hypothesis. parents: for each row of the groups' caches, end to end, the row of
    # its group that it continues; not read unless moved. used: for each group, steps so far. runs:
    # neighbours in the caches, as group, first source, number of sources. spans: neighbours of one
    # length, as group, first source token, number of sources, length. banned: indices into
    # (hypotheses, V) of tokens that must not follow.
    def decode_step(
        self,
        groups: List[Group],
        ids: List[int],
        positions: List[int],
        parents: List[int],
        moved: bool,
        used: List[int],
        runs: List[int],
        spans: List[int],
        banned: List[int],
        count: int,
        beams: int,
        weights: DecoderWeights,
    ) -> Tuple[Tensor, Tensor]:
        if moved:
            self.reorder(groups, parents, used, beams)
        device = weights.output.weight.device
        newest = torch.tensor(ids, dtype=torch.int64, device=device)
        places = torch.tensor(positions, dtype=torch.int64, device=device)
        x = self.place_words(newest, places, weights.embedding)
        for i in range(len(weights.layers)):
            p = weights.layers[i]
            a = self.attend_own(self.product(x, p.qkv), groups, i, used, runs, beams)
            y = self.norm(x + self.product(a, p.out), p.attention_norm)
            c = self.attend_memory(self.product(y, p.cross.q), groups, i, spans, beams)
            z = self.norm(y + self.product(c, p.cross.out), p.cross_norm)
            x = self.norm(z + self.feed(z, p.fc1, p.fc2), p.final_norm)
        scores = torch.log_softmax(self.product(x, weights.output), 1)
        if len(banned) > 0:
            never = torch.tensor(banned, dtype=torch.int64, device=device)
            scores.view([-1]).index_fill_(0, never, float("-inf"))
        return self.best(scores, count)

    # Hypotheses are reordered by what they see: no key or value moves.
    def reorder(self, groups: List[Group], parents: List[int], used: List[int], beams: int) -> None:
        rows_of_all = torch.tensor(parents, dtype=torch.int64, device=groups[0].seen[0].device)
        at = 0
        for g in range(len(groups)):
            seen = groups[g].seen[0]
            rows = seen.size(0)
            if used[g] > 0:
                past = seen.narrow(1, 0, used[g] * beams)
                past.copy_(torch.index_select(past, 0, rows_of_all.narrow(0, at, rows)))
            at += rows

    # The hypotheses of a source are queries of one sequence, the target tokens of all of them its keys.
    # qkv: (hypotheses, 3 d)
    def attend_own(
        self,
        qkv: Tensor,
        groups: List[Group],
        layer: int,
        used: List[int],
        runs: List[int],
        beams: int,
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
            start = used[g] * beams
            past = self.part(group.past[layer], first, count)
            newest = self.part(kv, at, rows).view([count, beams, 2 * d])
            past.narrow(1, start, beams).copy_(newest)
            past = past.narrow(1, 0, start + beams)
            mask: Optional[Tensor] = None
            if beams > 1:
                seen = self.part(group.seen[0], first * beams, rows).narrow(1, 0, start + beams)
                mask = seen.view([count, 1, beams, start + beams])
            keys = past.narrow(2, 0, d)
            out.append(self.attend_beams(self.part(q, at, rows), keys, past.narrow(2, d, d), mask))
            at += rows
        return self.joined(out)

    def attend_memory(
        self, q: Tensor, groups: List[Group], layer: int, spans: List[int], beams: int
    ) -> Tensor:
        out: List[Tensor] = []
        at = 0
        for s in range(0, len(spans), 4):
            g, first, count, length = spans[s], spans[s + 1], spans[s + 2], spans[s + 3]
            shape = [count, length, q.size(1)]
            keys = self.part(groups[g].memory_keys[layer], first, count * length).view(shape)
            values = self.part(groups[g].memory_values[layer], first, count * length).view(shape)
            out.append(self.attend_beams(self.part(q, at, count * beams), keys, values, None))
            at += count * beams
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
