from typing import List, NamedTuple, Tuple

import torch
from torch import Tensor

from ...engine.dialect import differentiable
from .Attention import Attention
from .FeedForward import FeedForward
from .Residual import Residual
from .Weights import DecoderLayer, EncoderLayer, Linear, Norm


class Embedding(NamedTuple):
    words: Tensor  # (V, d)
    positions: Tensor  # (places, d)
    norm: Norm


class TypedEmbedding(NamedTuple):
    words: Tensor
    positions: Tensor
    types: Tensor  # (types, d)
    norm: Norm


class Transform(NamedTuple):
    dense: Linear
    norm: Norm


class TransformerKernels(Attention, FeedForward, Residual):
    # The layers of BART, BERT and RoBERTa. Masks of dropout have a byte per element, 0 where it is
    # dropped, or are empty.
    pad: int  # the row of the word embeddings that takes no gradient from lookups
    embed_scale: float

    # ids, positions: (tokens); delta: added to the word embeddings, (tokens, d), or empty
    @differentiable
    def embed(
        self, ids: Tensor, positions: Tensor, delta: Tensor, mask: Tensor, p: Embedding
    ) -> Tensor:
        words = self.embed_words(ids, delta, p.words)
        return self.finish_embedding(words, positions, mask, p.positions, p.norm)

    # types: (tokens)
    @differentiable
    def embed_typed(
        self,
        ids: Tensor,
        positions: Tensor,
        types: Tensor,
        delta: Tensor,
        mask: Tensor,
        p: TypedEmbedding,
    ) -> Tensor:
        words = self.embed_words(ids, delta, p.words) + torch.embedding(p.types, types)
        return self.finish_embedding(words, positions, mask, p.positions, p.norm)

    # The gradient of the word embeddings is sparse: a dense one would be V rows of zeros in each pass.
    def embed_words(self, ids: Tensor, delta: Tensor, table: Tensor) -> Tensor:
        words = torch.embedding(table, ids, self.pad, False, True) * self.embed_scale
        if delta.numel() > 0:
            words = words + delta
        return words

    def finish_embedding(
        self, words: Tensor, positions: Tensor, mask: Tensor, table: Tensor, norm: Norm
    ) -> Tensor:
        x = self.norm(words + torch.embedding(table, positions), norm)
        return self.drop(x, mask, self.dropout_scale)

    # x: (tokens, d); masks of attention weights, of (tokens, d), of (tokens, inner width)
    @differentiable
    def encoder_layer(
        self,
        x: Tensor,
        lengths: Tensor,
        weight_mask: Tensor,
        attention_mask: Tensor,
        inner_mask: Tensor,
        final_mask: Tensor,
        p: EncoderLayer,
    ) -> Tensor:
        n: List[int] = lengths.tolist()
        q, k, v = self.project_all(x, p.attention)
        a = self.linear(self.attend(q, k, v, n, n, False, weight_mask), p.attention.out)
        y = self.norm(self.add(x, a, attention_mask), p.attention_norm)
        f = self.feed_forward(y, inner_mask, p.fc1, p.fc2)
        return self.norm(self.add(y, f, final_mask), p.final_norm)

    # x: (target tokens, d); memory: (source tokens, d)
    @differentiable
    def decoder_layer(
        self,
        x: Tensor,
        memory: Tensor,
        lengths: Tensor,
        memory_lengths: Tensor,
        weight_mask: Tensor,
        attention_mask: Tensor,
        cross_weight_mask: Tensor,
        cross_mask: Tensor,
        inner_mask: Tensor,
        final_mask: Tensor,
        p: DecoderLayer,
    ) -> Tensor:
        n: List[int] = lengths.tolist()
        m: List[int] = memory_lengths.tolist()
        q, k, v = self.project_all(x, p.attention)
        a = self.linear(self.attend(q, k, v, n, n, True, weight_mask), p.attention.out)
        y = self.norm(self.add(x, a, attention_mask), p.attention_norm)
        cross_q = self.wide(self.linear(y, p.cross.q))
        cross_k, cross_v = self.project_memory(memory, p.cross)
        c = self.attend(cross_q, cross_k, cross_v, n, m, False, cross_weight_mask)
        z = self.norm(self.add(y, self.linear(c, p.cross.out), cross_mask), p.cross_norm)
        f = self.feed_forward(z, inner_mask, p.fc1, p.fc2)
        return self.norm(self.add(z, f, final_mask), p.final_norm)

    # From the last hidden states, (tokens, d), to what is scored; rows: places among the tokens
    @differentiable
    def transform(self, hidden: Tensor, rows: Tensor, p: Transform) -> Tensor:
        x = self.activate(self.linear(torch.index_select(hidden, 0, rows), p.dense))
        return self.norm(self.wide(x), p.norm)

    # Scores of every word: (tokens, d) to (tokens, V); bias: (1, V)
    def logits(self, hidden: Tensor, words: Tensor, bias: Tensor) -> Tensor:
        return torch.addmm(bias, hidden, words.t())

    # Decoding, one token of every hypothesis at a time. The cache has four tensors per layer: keys and
    # values of the tokens so far, (hypotheses, heads, tokens, size), and of the memory, (1, heads,
    # source tokens, size).
    def decode_start(self, memory: Tensor, layers: List[DecoderLayer]) -> List[Tensor]:
        none = self.by_head(memory).narrow(2, 0, 0)
        cache: List[Tensor] = []
        for p in layers:
            k, v = self.project_memory(memory, p.cross)
            cache += [none, none, self.by_head(k).contiguous(), self.by_head(v).contiguous()]
        return cache

    # ids, parents: (hypotheses), the newest token of each and the row of the cache that it continues;
    # bias: (1, V). Returns log-probabilities of the next token, (hypotheses, V), and the cache.
    def decode_step(
        self,
        ids: Tensor,
        parents: Tensor,
        position: int,
        cache: List[Tensor],
        bias: Tensor,
        embedding: Embedding,
        layers: List[DecoderLayer],
    ) -> Tuple[Tensor, List[Tensor]]:
        none = torch.zeros([0])
        x = self.embed(ids, torch.full_like(ids, position), none, none, embedding)
        extended: List[Tensor] = []
        for i in range(len(layers)):
            x, layer_cache = self.decode_layer(x, parents, cache[4 * i : 4 * i + 4], layers[i])
            extended += layer_cache
        return torch.log_softmax(self.logits(x, embedding.words, bias), 1), extended

    # x: (hypotheses, d)
    def decode_layer(
        self, x: Tensor, parents: Tensor, cache: List[Tensor], p: DecoderLayer
    ) -> Tuple[Tensor, List[Tensor]]:
        past_k, past_v, memory_k, memory_v = cache
        none = torch.zeros([0])
        k = self.extended(past_k, parents, self.wide(self.linear(x, p.attention.k)))
        v = self.extended(past_v, parents, self.wide(self.linear(x, p.attention.v)))
        a = self.attend_as_rows(self.wide(self.linear(x, p.attention.q)), k, v)
        y = self.norm(self.add(x, self.linear(a, p.attention.out), none), p.attention_norm)
        # All hypotheses read one memory: to attention they are queries of one sequence.
        q = self.by_head(self.wide(self.linear(y, p.cross.q)))
        o = torch.nn.functional.scaled_dot_product_attention(q, memory_k, memory_v, None, 0.0, False)
        c = self.linear(o.transpose(1, 2).reshape([x.size(0), x.size(1)]), p.cross.out)
        z = self.norm(self.add(y, c, none), p.cross_norm)
        f = self.feed_forward(z, none, p.fc1, p.fc2)
        return self.norm(self.add(z, f, none), p.final_norm), [k, v, memory_k, memory_v]
