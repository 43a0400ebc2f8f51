from typing import List, NamedTuple, Tuple

import torch
from torch import Tensor

from .Decoding import Decoding, Group
from .Weights import Embedding, EncoderLayer, Linear, Norm


class StackLayer(NamedTuple):
    qkv: Linear  # (3 d, d) and (3 d): one product for three
    out: Linear
    attention_norm: Norm
    fc1: Linear
    fc2: Linear
    final_norm: Norm


class StackWeights(NamedTuple):
    embedding: Embedding
    layers: List[StackLayer]
    output: Linear  # (V, d) and (V)


class StackGeneration(Decoding):
    # Decoding by a single stack, whose caches hold the tokens of a source in front of its targets: a call
    # runs all layers.

    # bias: of the logits, (1, V)
    def stack_weights(
        self, embedding: Embedding, bias: Tensor, layers: List[EncoderLayer]
    ) -> StackWeights:
        prepared: List[StackLayer] = []
        for p in layers:
            prepared.append(
                StackLayer(
                    self.joined_projections(p.attention),
                    self.packed_linear(p.attention.out),
                    p.attention_norm,
                    self.packed_linear(p.fc1),
                    self.packed_linear(p.fc2),
                    p.final_norm,
                )
            )
        output = self.packed_linear(Linear(embedding.words, bias.view([-1])))
        return StackWeights(embedding, prepared, output)

    # Adds a group of sources without target tokens: all tokens but the last of each, which the first
    # step appends. ids, positions: of all sources, end to end, (source tokens); lengths: of each source
    def add_sources(
        self,
        groups: List[Group],
        ids: Tensor,
        positions: Tensor,
        lengths: List[int],
        causal: bool,
        beams: int,
        capacity: int,
        weights: StackWeights,
    ) -> None:
        longest = max(lengths) - 1
        columns = longest + capacity * beams
        rows, places = self.cached(lengths, columns, ids)
        none = torch.zeros([0])
        x = self.place_words(ids, positions, weights.embedding)
        d = x.size(1)
        group = Group([], [], [], [])
        for i in range(len(weights.layers)):
            p = weights.layers[i]
            qkv = self.product(x, p.qkv)
            # Columns behind a short source are never seen; zeros keep them from being NaN.
            past = torch.zeros([len(lengths) * columns, 2 * d], device=x.device)
            past.index_copy_(0, places, torch.index_select(qkv.narrow(1, d, 2 * d), 0, rows))
            group.past.append(past.view([len(lengths), columns, 2 * d]))
            if i + 1 < len(weights.layers):
                q, k, v = torch.split_with_sizes(qkv, [d, d, d], 1)
                a = self.attend(q, k, v, lengths, lengths, causal, none)
                y = self.norm(x + self.product(a, p.out), p.attention_norm)
                x = self.norm(y + self.feed(y, p.fc1, p.fc2), p.final_norm)
        group.seen.append(self.seen_sources(lengths, longest, beams, capacity, x))
        groups.append(group)

    # Which source tokens are cached, and where in (sources * columns): all but the last of each source
    def cached(self, lengths: List[int], columns: int, like: Tensor) -> Tuple[Tensor, Tensor]:
        rows: List[int] = []
        places: List[int] = []
        at = 0
        for i in range(len(lengths)):
            for j in range(lengths[i] - 1):
                rows.append(at + j)
                places.append(i * columns + j)
            at += lengths[i]
        return (
            torch.tensor(rows, dtype=torch.int64, device=like.device),
            torch.tensor(places, dtype=torch.int64, device=like.device),
        )

    # (sources * beams, longest + capacity * beams): 0 in the columns of the source and of the own target
    def seen_sources(
        self, lengths: List[int], longest: int, beams: int, capacity: int, like: Tensor
    ) -> Tensor:
        sources = torch.full([len(lengths), longest], float("-inf"), device=like.device)
        for i in range(len(lengths)):
            sources.select(0, i).narrow(0, 0, lengths[i] - 1).fill_(0.0)
        own = self.own_tokens(len(lengths), beams, capacity, like)
        return torch.cat([torch.repeat_interleave(sources, beams, 0), own], 1)

    # Appends a token to each hypothesis, as decode_step of an encoder-decoder does. query: id of the
    # mask token if a query at the next position predicts the next token, from the tokens before it and
    # perhaps itself; negative if the state of the newest token does
    def stack_step(
        self,
        groups: List[Group],
        ids: List[int],
        positions: List[int],
        parents: List[int],
        moved: bool,
        used: List[int],
        runs: List[int],
        banned: List[int],
        count: int,
        beams: int,
        query: int,
        sees_itself: bool,
        weights: StackWeights,
    ) -> Tuple[Tensor, Tensor]:
        if moved:
            self.reorder(groups, parents, used)
        device = weights.output.weight.device
        newest = torch.tensor(ids, dtype=torch.int64, device=device)
        places = torch.tensor(positions, dtype=torch.int64, device=device)
        n = len(ids)
        next_used: List[int] = []
        if query >= 0:
            newest = torch.cat([newest, torch.full_like(newest, query)])
            places = torch.cat([places, places + 1])
            for columns in used:
                next_used.append(columns + beams)
        x = self.place_words(newest, places, weights.embedding)
        for i in range(len(weights.layers)):
            p = weights.layers[i]
            qkv = self.product(x, p.qkv)
            a = self.attend_own(self.part(qkv, 0, n), groups, i, used, runs, beams, True)
            if query >= 0:
                # What a query writes is replaced by the next token.
                queries = qkv.narrow(0, n, n)
                b = self.attend_own(queries, groups, i, next_used, runs, beams, sees_itself)
                a = torch.cat([a, b])
            y = self.norm(x + self.product(a, p.out), p.attention_norm)
            x = self.norm(y + self.feed(y, p.fc1, p.fc2), p.final_norm)
        if query >= 0:
            x = x.narrow(0, n, n)
        return self.followers(x, weights.output, banned, count)
