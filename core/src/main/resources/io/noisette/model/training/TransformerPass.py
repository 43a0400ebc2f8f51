from typing import List, NamedTuple, Tuple

import torch
from torch import Tensor

from ..layer.Weights import (
    AttentionWeights,
    DecoderLayer,
    EncoderLayer,
    Linear,
    Norm,
    PlacedEmbedding,
)
from .PaddedAttention import Layout
from .Sublayers import AttentionTape, FeedForwardLayer, FeedForwardTape, NormTape, SelfAttention, Sublayers


class TrainedEmbedding(NamedTuple):
    words: Tensor  # (V, d)
    positions: Tensor  # (places, d)
    types: Tensor  # (types, d), or empty: no token types
    norm: Norm


class CrossAttention(NamedTuple):
    q: Linear
    kv: Linear  # (2 d, d)
    out: Linear
    norm: Norm


class EncoderBlock(NamedTuple):
    attention: SelfAttention
    feed_forward: FeedForwardLayer


class DecoderBlock(NamedTuple):
    attention: SelfAttention
    cross: CrossAttention
    feed_forward: FeedForwardLayer


class EmbeddingTape(NamedTuple):
    mask: Tensor
    norm: NormTape


class EncoderTape(NamedTuple):
    attention: AttentionTape
    feed_forward: FeedForwardTape


class DecoderTape(NamedTuple):
    attention: AttentionTape
    cross: AttentionTape
    feed_forward: FeedForwardTape


class TransformerPass(Sublayers):
    # Forward and backward pass of the layers of BART, BERT and RoBERTa, in post-norm form: what
    # TransformerKernels.py computes, with the gradients written out.
    pad: int  # the row of the word embeddings that takes no gradient from lookups
    embed_scale: float

    def encoder_block(self, p: EncoderLayer) -> List[Tensor]:
        return self.self_attention(p.attention, p.attention_norm) + self.feed_forward_layer(
            p.fc1, p.fc2, p.final_norm
        )

    def decoder_block(self, p: DecoderLayer) -> List[Tensor]:
        cross = [p.cross.q.weight, p.cross.q.bias]
        kv = self.joint([p.cross.k, p.cross.v])
        out = [p.cross.out.weight, p.cross.out.bias]
        rounded = self.all_narrowed(cross + kv + out) + [p.cross_norm.weight, p.cross_norm.bias]
        return (
            self.self_attention(p.attention, p.attention_norm)
            + rounded
            + self.feed_forward_layer(p.fc1, p.fc2, p.final_norm)
        )

    # ids, positions, types: (tokens); types may be empty; delta: added to the word embeddings of the
    # first tokens, (n, d), or empty
    def embed(
        self,
        ids: Tensor,
        positions: Tensor,
        types: Tensor,
        delta: Tensor,
        mask: Tensor,
        p: TrainedEmbedding,
    ) -> Tuple[Tensor, List[Tensor]]:
        x = torch.embedding(p.words, ids)
        if self.embed_scale != 1.0:
            x = x.mul_(self.embed_scale)
        x = x.add_(torch.embedding(p.positions, positions))
        if types.numel() > 0:
            x = x.add_(torch.embedding(p.types, types))
        if delta.numel() > 0:
            x.narrow(0, 0, delta.size(0)).add_(delta)
        x = self.narrowed(x)
        z, mean, rstd = self.norm(x, p.norm)
        kept = self.mask(mask)
        return self.drop(z, kept, self.dropout_scale), [kept, x, mean, rstd]

    # Returns the gradient of the word embeddings before their scale, which is that of delta, in float32
    def embed_backward(
        self,
        dz: Tensor,
        tape: EmbeddingTape,
        ids: Tensor,
        positions: Tensor,
        types: Tensor,
        frozen: bool,
        p: TrainedEmbedding,
        g: TrainedEmbedding,
    ) -> Tensor:
        if tape.mask.numel() > 0:
            dz = (dz * tape.mask).mul_(self.dropout_scale)
        t = tape.norm
        dx = self.norm_backward(dz, t.x, t.mean, t.rstd, p.norm, g.norm, frozen)
        dx = dx.to(torch.float32)
        if not frozen:
            counted = (ids != self.pad).to(torch.float32).mul_(self.embed_scale)
            g.words.index_add_(0, ids, dx * counted.unsqueeze(1))
            g.positions.index_add_(0, positions, dx)
            if types.numel() > 0:
                g.types.index_add_(0, types, dx)
        return dx

    # x: hidden states of another stack in place of word embeddings, (tokens, d)
    def embed_states(
        self, x: Tensor, positions: Tensor, mask: Tensor, p: PlacedEmbedding
    ) -> Tuple[Tensor, List[Tensor]]:
        x = self.narrowed(x + torch.embedding(p.positions, positions))
        z, mean, rstd = self.norm(x, p.norm)
        kept = self.mask(mask)
        return self.drop(z, kept, self.dropout_scale), [kept, x, mean, rstd]

    def embed_states_backward(
        self,
        dz: Tensor,
        tape: EmbeddingTape,
        positions: Tensor,
        frozen: bool,
        p: PlacedEmbedding,
        g: PlacedEmbedding,
    ) -> Tensor:
        if tape.mask.numel() > 0:
            dz = (dz * tape.mask).mul_(self.dropout_scale)
        t = tape.norm
        dx = self.norm_backward(dz, t.x, t.mean, t.rstd, p.norm, g.norm, frozen)
        if not frozen:
            g.positions.index_add_(0, positions, dx.to(torch.float32))
        return dx

    # x: (tokens, d); shapes, layout: of its groups; masks of (tokens, d) and (tokens, inner width) in
    # bytes; weight_mask: from padded_mask; causal: whether no token attends to a later one
    def encoder_layer(
        self,
        x: Tensor,
        shapes: List[int],
        layout: Layout,
        causal: bool,
        weight_mask: Tensor,
        attention_mask: Tensor,
        inner_mask: Tensor,
        final_mask: Tensor,
        p: EncoderBlock,
    ) -> Tuple[Tensor, List[Tensor]]:
        y, attention = self.attention_layer(
            x, shapes, layout, causal, weight_mask, attention_mask, p.attention
        )
        z, feed_forward = self.feed_forward(y, inner_mask, final_mask, p.feed_forward)
        return z, attention + feed_forward

    def encoder_layer_backward(
        self,
        dz: Tensor,
        tape: EncoderTape,
        shapes: List[int],
        layout: Layout,
        frozen: bool,
        p: EncoderBlock,
        g: EncoderLayer,
    ) -> Tensor:
        dy = self.feed_forward_backward(
            dz, tape.feed_forward, p.feed_forward, g.fc1, g.fc2, g.final_norm, frozen
        )
        return self.attention_layer_backward(
            dy, tape.attention, shapes, layout, p.attention, g.attention, g.attention_norm, frozen
        )

    # x: (target tokens, d); memory: (source tokens, d)
    def decoder_layer(
        self,
        x: Tensor,
        memory: Tensor,
        shapes: List[int],
        layout: Layout,
        memory_shapes: List[int],
        memory_layout: Layout,
        weight_mask: Tensor,
        attention_mask: Tensor,
        cross_weight_mask: Tensor,
        cross_mask: Tensor,
        inner_mask: Tensor,
        final_mask: Tensor,
        p: DecoderBlock,
    ) -> Tuple[Tensor, List[Tensor]]:
        y, attention = self.attention_layer(
            x, shapes, layout, True, weight_mask, attention_mask, p.attention
        )
        d = x.size(1)
        s = d // self.heads
        q = self.linear(y, p.cross.q).view([-1, s])
        kv = self.linear(memory, p.cross.kv).view([-1, s])
        q = torch.index_select(q, 0, layout.into1)
        kv = torch.index_select(kv, 0, memory_layout.into2)
        k, v = torch.chunk(kv, 2)
        bias = memory_layout.key_bias
        none = torch.empty([0], dtype=q.dtype, device=q.device)
        o, weights = self.attend(
            q, k, v, shapes, memory_shapes, bias, none, False, cross_weight_mask
        )
        context = torch.index_select(o, 0, layout.from1).view([-1, d])
        z, cross_norm = self.finish(y, context, cross_mask, p.cross.out, p.cross.norm)
        cross = [y, q, kv, weights, context, cross_weight_mask] + cross_norm
        out, feed_forward = self.feed_forward(z, inner_mask, final_mask, p.feed_forward)
        return out, attention + cross + feed_forward

    # Adds the gradient of the memory to memory_gradient, (source tokens, d).
    def decoder_layer_backward(
        self,
        dz: Tensor,
        tape: DecoderTape,
        memory: Tensor,
        memory_gradient: Tensor,
        shapes: List[int],
        layout: Layout,
        memory_shapes: List[int],
        memory_layout: Layout,
        frozen: bool,
        p: DecoderBlock,
        g: DecoderLayer,
    ) -> Tensor:
        dy = self.feed_forward_backward(
            dz, tape.feed_forward, p.feed_forward, g.fc1, g.fc2, g.final_norm, frozen
        )
        t = tape.cross
        d = dy.size(1)
        s = d // self.heads
        dy, dcontext = self.finish_backward(
            dy, t, p.cross.out, p.cross.norm, g.cross.out, g.cross_norm, frozen
        )
        go = torch.index_select(dcontext.view([-1, s]), 0, layout.into1)
        dq = torch.empty_like(t.q)
        dkv = torch.empty_like(t.kv)
        k, v = torch.chunk(t.kv, 2)
        dk, dv = torch.chunk(dkv, 2)
        self.attend_backward(
            go,
            t.q,
            k,
            v,
            t.weights,
            shapes,
            memory_shapes,
            layout.query_mask,
            t.weight_mask,
            dq,
            dk,
            dv,
        )
        dq = torch.index_select(dq, 0, layout.from1).view([-1, d])
        self.linear_gradients(dq, t.x, g.cross.q, 1.0, frozen)
        dkv = torch.index_select(dkv, 0, memory_layout.from2).view([-1, 2 * d])
        self.joint_gradients(dkv, memory, [g.cross.k, g.cross.v], frozen)
        memory_gradient.add_(torch.mm(dkv, p.cross.kv.weight))
        dy.add_(torch.mm(dq, p.cross.q.weight))
        return self.attention_layer_backward(
            dy, tape.attention, shapes, layout, p.attention, g.attention, g.attention_norm, frozen
        )

    def attention_layer(
        self,
        x: Tensor,
        shapes: List[int],
        layout: Layout,
        causal: bool,
        weight_mask: Tensor,
        mask: Tensor,
        p: SelfAttention,
    ) -> Tuple[Tensor, List[Tensor]]:
        context, tape = self.attend_to_self(x, shapes, layout, causal, weight_mask, p.qkv)
        z, norm = self.finish(x, context, mask, p.out, p.norm)
        return z, tape + norm

    def attention_layer_backward(
        self,
        dz: Tensor,
        t: AttentionTape,
        shapes: List[int],
        layout: Layout,
        p: SelfAttention,
        g: AttentionWeights,
        norm: Norm,
        frozen: bool,
    ) -> Tensor:
        dx, dcontext = self.finish_backward(dz, t, p.out, p.norm, g.out, norm, frozen)
        return dx.add_(self.attend_to_self_backward(dcontext, t, shapes, layout, p.qkv, g, frozen))

    # The output projection, dropout, the residual connection and the layer norm
    def finish(
        self, x: Tensor, y: Tensor, mask: Tensor, out: Linear, p: Norm
    ) -> Tuple[Tensor, List[Tensor]]:
        kept = self.mask(mask)
        total = self.residual(x, self.linear(y, out), kept)
        z, mean, rstd = self.norm(total, p)
        return z, [kept, total, mean, rstd]

    # Returns the gradients of x, past the sublayer, and of y, what the output projection took.
    def finish_backward(
        self,
        dz: Tensor,
        t: AttentionTape,
        out: Linear,
        norm: Norm,
        g: Linear,
        norm_gradient: Norm,
        frozen: bool,
    ) -> Tuple[Tensor, Tensor]:
        n = t.norm
        dx = self.norm_backward(dz, n.x, n.mean, n.rstd, norm, norm_gradient, frozen)
        branch = self.masked(dx, t.mask)
        scale = self.scale_of(t.mask, self.dropout_scale)
        self.linear_gradients(branch, t.context, g, scale, frozen)
        return dx, self.scaled_product(branch, out.weight, scale)

    def feed_forward(
        self, x: Tensor, inner_mask: Tensor, mask: Tensor, p: FeedForwardLayer
    ) -> Tuple[Tensor, List[Tensor]]:
        active, tape = self.widen(x, inner_mask, p.fc1)
        z, norm = self.finish(x, active, mask, p.fc2, p.norm)
        return z, tape + norm

    def feed_forward_backward(
        self,
        dz: Tensor,
        t: FeedForwardTape,
        p: FeedForwardLayer,
        fc1: Linear,
        fc2: Linear,
        norm: Norm,
        frozen: bool,
    ) -> Tensor:
        n = t.norm
        dx = self.norm_backward(dz, n.x, n.mean, n.rstd, p.norm, norm, frozen)
        branch = self.masked(dx, t.mask)
        scale = self.scale_of(t.mask, self.dropout_scale)
        self.linear_gradients(branch, t.active, fc2, scale, frozen)
        da = self.scaled_product(branch, p.fc2.weight, scale)
        return dx.add_(self.widen_backward(da, t, p.fc1, fc1, frozen))

    # The hidden states of some tokens, (rows, d); rows: their places, in which one may recur
    def select(self, x: Tensor, rows: Tensor) -> Tensor:
        return torch.index_select(x, 0, rows)

    # From the gradient of the selected rows to that of all tokens, (tokens, d)
    def select_backward(self, g: Tensor, rows: Tensor, tokens: int) -> Tensor:
        out = torch.zeros([tokens, g.size(1)], dtype=g.dtype, device=g.device)
        return out.index_add_(0, rows, g)

    # x + y, where y is in float32 and may have fewer rows
    def shifted(self, x: Tensor, y: Tensor) -> Tensor:
        return x + self.narrowed_rows(y, x.size(0))

    def zeros_like(self, x: Tensor) -> Tensor:
        return torch.zeros_like(x)
