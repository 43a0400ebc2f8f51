from typing import List, NamedTuple

import torch
from torch import Tensor

from ...engine.dialect import differentiable
from .Attention import Attention
from .FeedForward import FeedForward
from .Residual import Residual
from .Weights import DecoderLayer, Embedding, EncoderLayer, Linear, Norm, PlacedEmbedding


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

    # x: hidden states of another stack in place of word embeddings, (tokens, d)
    @differentiable
    def embed_states(
        self, x: Tensor, positions: Tensor, mask: Tensor, p: PlacedEmbedding
    ) -> Tensor:
        return self.finish_embedding(x, positions, mask, p.positions, p.norm)

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
        c = self.attend(q, k, v, n, n, False, weight_mask)
        return self.finish_layer(x, c, attention_mask, inner_mask, final_mask, p)

    # An encoder layer in which each token attends to itself and those before it
    @differentiable
    def causal_layer(
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
        c = self.attend(q, k, v, n, n, True, weight_mask)
        return self.finish_layer(x, c, attention_mask, inner_mask, final_mask, p)

    # An encoder layer under a mask of its own for each sequence; bias: see attend_biased
    @differentiable
    def masked_layer(
        self,
        x: Tensor,
        lengths: Tensor,
        bias: Tensor,
        weight_mask: Tensor,
        attention_mask: Tensor,
        inner_mask: Tensor,
        final_mask: Tensor,
        p: EncoderLayer,
    ) -> Tensor:
        n: List[int] = lengths.tolist()
        q, k, v = self.project_all(x, p.attention)
        c = self.attend_biased(q, k, v, n, n, False, bias, weight_mask)
        return self.finish_layer(x, c, attention_mask, inner_mask, final_mask, p)

    # What follows on the attention of an encoder layer; context: its result, (tokens, d)
    def finish_layer(
        self,
        x: Tensor,
        context: Tensor,
        attention_mask: Tensor,
        inner_mask: Tensor,
        final_mask: Tensor,
        p: EncoderLayer,
    ) -> Tensor:
        a = self.linear(context, p.attention.out)
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

    # rows: places among the tokens; (rows, d)
    @differentiable
    def select(self, hidden: Tensor, rows: Tensor) -> Tensor:
        return torch.index_select(hidden, 0, rows)

    # Scores of every word: (tokens, d) to (tokens, V); bias: (1, V)
    @differentiable
    def logits(self, hidden: Tensor, words: Tensor, bias: Tensor) -> Tensor:
        return torch.addmm(bias, hidden, words.t())
