from typing import List, NamedTuple, Tuple

import torch
from torch import Tensor

from .Decoding import Decoding, Group
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


class Generation(Decoding):
    # Encoding and decoding by an encoder-decoder: a call runs all layers.

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
        prepared: List[DecodingLayer] = []
        for p in layers:
            cross = AttentionWeights(
                self.packed_linear(p.cross.q),
                self.rounded_linear(p.cross.k),
                self.rounded_linear(p.cross.v),
                self.packed_linear(p.cross.out),
            )
            prepared.append(
                DecodingLayer(
                    self.joined_projections(p.attention),
                    self.packed_linear(p.attention.out),
                    p.attention_norm,
                    cross,
                    p.cross_norm,
                    self.packed_linear(p.fc1),
                    self.packed_linear(p.fc2),
                    p.final_norm,
                )
            )
        output = self.packed_linear(Linear(embedding.words, bias.view([-1])))
        return DecoderWeights(embedding, prepared, output)

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

    # Adds a group of sources without target tokens. memory: (source tokens, d); lengths: of each source
    def add_group(
        self,
        groups: List[Group],
        memory: Tensor,
        lengths: List[int],
        beams: int,
        capacity: int,
        weights: DecoderWeights,
    ) -> None:
        sources = len(lengths)
        d = memory.size(1)
        scale = (d // self.heads) ** -0.5
        group = Group([], [], [], [])
        for p in weights.layers:
            past = torch.empty([sources, capacity * beams, 2 * d], device=memory.device)
            group.past.append(past)
            keys = self.product(memory, p.cross.k) * scale
            values = self.product(memory, p.cross.v)
            group.memory_keys.append(self.by_source(keys, lengths, beams > 1))
            group.memory_values.append(self.by_source(values, lengths, beams == 1))
        if beams > 1:
            group.seen.append(self.own_tokens(sources, beams, capacity, memory))
        groups.append(group)

    # From (source tokens, d) to the same size, where the numbers of each source stand as (heads, tokens,
    # size), or as (heads, size, tokens) if they are transposed: the order in which attention reads them
    def by_source(self, x: Tensor, lengths: List[int], transposed: bool) -> Tensor:
        first = self.first_of_runs(lengths, lengths)
        size = x.size(1) // self.heads
        out: List[Tensor] = []
        at = 0
        for r in range(len(first) - 1):
            count, n = first[r + 1] - first[r], lengths[first[r]]
            y = self.part(x, at, count * n).view([count, n, self.heads, size]).transpose(1, 2)
            if transposed:
                y = y.transpose(2, 3)
            out.append(y.contiguous().view([count * n, x.size(1)]))
            at += count * n
        return self.joined(out)

    # Appends a token to each hypothesis, of all groups end to end, and scores the tokens that may
    # follow: log-probabilities and ids of the best, each (hypotheses, count), best first.
    # ids, positions: of each hypothesis. parents: for each row of the groups' caches, end to end, the row of
    # its group that it continues; not read unless moved. used: columns of each group's caches. runs:
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
            self.reorder(groups, parents, used)
        device = weights.output.weight.device
        newest = torch.tensor(ids, dtype=torch.int64, device=device)
        places = torch.tensor(positions, dtype=torch.int64, device=device)
        x = self.place_words(newest, places, weights.embedding)
        for i in range(len(weights.layers)):
            p = weights.layers[i]
            a = self.attend_own(self.product(x, p.qkv), groups, i, used, runs, beams, True)
            y = self.norm(x + self.product(a, p.out), p.attention_norm)
            c = self.attend_memory(self.product(y, p.cross.q), groups, i, spans, beams)
            z = self.norm(y + self.product(c, p.cross.out), p.cross_norm)
            x = self.norm(z + self.feed(z, p.fc1, p.fc2), p.final_norm)
        return self.followers(x, weights.output, banned, count)

    # The heads of all sources are the matrices of two batched products, which read keys and values once
    # and in order; the fused kernel takes twice as long for a single query.
    def attend_memory(
        self, q: Tensor, groups: List[Group], layer: int, spans: List[int], beams: int
    ) -> Tensor:
        d = q.size(1)
        size = d // self.heads
        out: List[Tensor] = []
        at = 0
        for s in range(0, len(spans), 4):
            g, first, count, n = spans[s], spans[s + 1], spans[s + 2], spans[s + 3]
            heads = count * self.heads
            keys = self.part(groups[g].memory_keys[layer], first, count * n)
            values = self.part(groups[g].memory_values[layer], first, count * n)
            queries = self.part(q, at, count * beams)
            if beams == 1:
                # Columns as transposed rows: bmm takes four times as long for a matrix of one column.
                column = queries.view([heads, 1, size]).transpose(1, 2)
                scores = torch.bmm(keys.view([heads, n, size]), column).view([heads, 1, n])
                shares = torch.softmax(scores, 2).transpose(1, 2)
                out.append(torch.bmm(values.view([heads, size, n]), shares).view([count, d]))
            else:
                split = queries.view([count, beams, self.heads, size]).transpose(1, 2)
                scores = torch.bmm(split.reshape([heads, beams, size]), keys.view([heads, size, n]))
                o = torch.bmm(torch.softmax(scores, 2), values.view([heads, n, size]))
                joined = o.view([count, self.heads, beams, size]).transpose(1, 2)
                out.append(joined.reshape([count * beams, d]))
            at += count * beams
        return self.joined(out)
