from typing import List, NamedTuple, Tuple

import torch
from torch import Tensor

from ..layer.Weights import AttentionWeights, Linear, Norm
from .Activations import Activations
from .PaddedAttention import Layout, PaddedAttention


class SelfAttention(NamedTuple):
    qkv: Linear  # (3 d, d): queries, keys and values of all heads
    out: Linear
    norm: Norm


class FeedForwardLayer(NamedTuple):
    fc1: Linear
    fc2: Linear
    norm: Norm


class NormTape(NamedTuple):
    x: Tensor  # what was normalized
    mean: Tensor
    rstd: Tensor


class AttentionTape(NamedTuple):
    x: Tensor  # input of the sublayer, (tokens, d)
    q: Tensor  # rows in the groups
    kv: Tensor  # rows of keys, then of values
    weights: Tensor
    context: Tensor  # (tokens, d)
    weight_mask: Tensor
    mask: Tensor
    norm: NormTape


class FeedForwardTape(NamedTuple):
    x: Tensor
    inner: Tensor  # before the activation function, (tokens, inner width); empty if that is ReLU
    active: Tensor  # behind it and its dropout
    inner_mask: Tensor  # of any size if the activation function is ReLU, but empty without dropout
    mask: Tensor
    norm: NormTape


class Sublayers(PaddedAttention, Activations):
    # Forward and backward pass of what transformers are made of, between the norms and residual
    # connections. A forward function returns its result and a tape: what the backward function needs.
    # p: parameters, of which those that products take are rounded; g: gradients of the parameters, in
    # float32, to which the backward function adds.

    # The parameters of a sublayer as passes take them. They are copies: made anew when parameters change.
    def self_attention(self, p: AttentionWeights, norm: Norm) -> List[Tensor]:
        linear = self.joint([p.q, p.k, p.v]) + [p.out.weight, p.out.bias]
        return self.all_narrowed(linear) + [norm.weight, norm.bias]

    def feed_forward_layer(self, fc1: Linear, fc2: Linear, norm: Norm) -> List[Tensor]:
        linear = [fc1.weight, fc1.bias, fc2.weight, fc2.bias]
        return self.all_narrowed(linear) + [norm.weight, norm.bias]

    # Weight and bias of several linear layers of the same input as one
    def joint(self, ps: List[Linear]) -> List[Tensor]:
        weights: List[Tensor] = []
        biases: List[Tensor] = []
        for p in ps:
            weights.append(self.narrowed(p.weight))
            biases.append(self.narrowed(p.bias))
        return [torch.cat(weights), torch.cat(biases)]

    def all_narrowed(self, tensors: List[Tensor]) -> List[Tensor]:
        return [self.narrowed(tensor) for tensor in tensors]

    # x: (tokens, d); shapes, layout: of its groups; weight_mask: from padded_mask. Returns what the
    # output projection takes, (tokens, d), and the tape up to it
    def attend_to_self(
        self,
        x: Tensor,
        shapes: List[int],
        layout: Layout,
        causal: bool,
        weight_mask: Tensor,
        qkv: Linear,
    ) -> Tuple[Tensor, List[Tensor]]:
        d = x.size(1)
        s = d // self.heads
        rows = torch.index_select(self.linear(x, qkv).view([-1, s]), 0, layout.into3)
        q, k, v = torch.chunk(rows, 3)
        key_bias = layout.key_bias
        pair_bias = layout.pair_bias
        o, weights = self.attend(
            q, k, v, shapes, shapes, key_bias, pair_bias, causal, weight_mask
        )
        context = torch.index_select(o, 0, layout.from1).view([-1, d])
        kv = rows.narrow(0, q.size(0), 2 * q.size(0))
        return context, [x, q, kv, weights, context, weight_mask]

    # From the gradient of what the output projection takes to that of x
    def attend_to_self_backward(
        self,
        dcontext: Tensor,
        t: AttentionTape,
        shapes: List[int],
        layout: Layout,
        qkv: Linear,
        g: AttentionWeights,
        frozen: bool,
    ) -> Tensor:
        d = dcontext.size(1)
        s = d // self.heads
        go = torch.index_select(dcontext.view([-1, s]), 0, layout.into1)
        dqkv = torch.empty([3 * go.size(0), s], dtype=go.dtype, device=go.device)
        dq, dk, dv = torch.chunk(dqkv, 3)
        k, v = torch.chunk(t.kv, 2)
        mask = layout.query_mask
        self.attend_backward(
            go, t.q, k, v, t.weights, shapes, shapes, mask, t.weight_mask, dq, dk, dv
        )
        dqkv = torch.index_select(dqkv, 0, layout.from3).view([-1, 3 * d])
        self.joint_gradients(dqkv, t.x, [g.q, g.k, g.v], frozen)
        return torch.mm(dqkv, qkv.weight)

    # The inner half of a feed-forward layer: (tokens, d) to (tokens, inner width), and the tape up to it
    def widen(self, x: Tensor, mask: Tensor, fc1: Linear) -> Tuple[Tensor, List[Tensor]]:
        inner = self.linear(x, fc1)
        kept = self.mask(mask)
        if self.activation == "relu":
            active = self.drop(inner.relu_(), kept, self.activation_scale)
            none = torch.empty([0], dtype=x.dtype, device=x.device)
            if kept.numel() > 0:
                kept = torch.ones([1], dtype=x.dtype, device=x.device)
            return active, [x, none, active, kept]
        active = self.drop(self.activate(inner), kept, self.activation_scale)
        return active, [x, inner, active, kept]

    def widen_backward(
        self, da: Tensor, t: FeedForwardTape, fc1: Linear, g: Linear, frozen: bool
    ) -> Tensor:
        if self.activation == "relu":
            # Where the result is not above 0, ReLU or dropout has stopped it.
            dh = torch.ops.aten.threshold_backward(da, t.active, 0)
            scale = self.scale_of(t.inner_mask, self.activation_scale)
            self.linear_gradients(dh, t.x, g, scale, frozen)
            return self.scaled_product(dh, fc1.weight, scale)
        da = self.drop(da, t.inner_mask, self.activation_scale)
        dh = self.activate_backward(da, t.inner)
        self.linear_gradients(dh, t.x, g, 1.0, frozen)
        return torch.mm(dh, fc1.weight)
