from typing import List, NamedTuple, Tuple

import torch
from torch import Tensor

from ..layer.Weights import Linear
from ..training.Residuals import Residuals
from .SublayerWeights import GruGate, HighwayGate, InputGate, OutputGate, SigmoidTanhGate


class GateTape(NamedTuple):
    mask: Tensor  # of dropout
    y: Tensor  # output of the sublayer behind its ReLU and dropout; empty without a gate
    s: Tensor  # the gate, of all gates that have a sigmoid
    h: Tensor  # the candidate, of those that have a hyperbolic tangent
    r: Tensor  # the reset gate, of a gated recurrent unit


class GruProducts(NamedTuple):
    y: Linear  # (3 d, d): W_r, W_z, W_g, with the bias of the update gate
    x: Tensor  # (2 d, d): U_r, U_z
    candidate: Tensor  # U_g


class GatesPass(Residuals):
    # How the output of a sublayer joins the stream x that goes past it, with the gradients written
    # out: what Gates.py computes; all (tokens, d). p: what products take, from gate_products; g:
    # gradients of the gate's tensors.
    gate: str

    # The tensors of the gate as products take them: matrices of the same input joined, rounded, each
    # bias with the sign that it is added with
    def gate_products(self, p: List[Tensor]) -> List[Tensor]:
        if self.gate == "output":
            w = OutputGate(*p)
            return [self.narrowed(w.W), self.narrowed(-w.b)]
        if self.gate == "sigmoid-tanh":
            both = SigmoidTanhGate(*p)
            bias = torch.cat([-both.b, torch.zeros_like(both.b)])
            return [self.narrowed(torch.cat([both.W, both.U])), self.narrowed(bias)]
        if self.gate == "gru":
            gru = GruGate(*p)
            none = torch.zeros_like(gru.b)
            return [
                self.narrowed(torch.cat([gru.W_r, gru.W_z, gru.W_g])),
                self.narrowed(torch.cat([none, -gru.b, none])),
                self.narrowed(torch.cat([gru.U_r, gru.U_z])),
                self.narrowed(gru.U_g),
            ]
        return [self.narrowed(tensor) for tensor in p]

    # y: the output of the sublayer's last linear layer, which may be overwritten; mask: in bytes
    def join(
        self, x: Tensor, y: Tensor, mask: Tensor, p: List[Tensor]
    ) -> Tuple[Tensor, List[Tensor]]:
        kept = self.mask(mask)
        none = torch.empty([0], dtype=x.dtype, device=x.device)
        if self.gate == "none":
            return self.residual(x, y, kept), [kept, none, none, none, none]
        y = self.drop(y.relu_(), kept, self.dropout_scale)
        if self.gate == "input":
            (weight,) = p
            s = torch.sigmoid(torch.nn.functional.linear(x, weight))
            return torch.addcmul(y, s, x), [kept, y, s, none, none]
        if self.gate == "output":
            s = torch.sigmoid(self.linear(x, Linear(*p)))
            return torch.addcmul(x, s, y), [kept, y, s, none, none]
        if self.gate == "highway":
            s = torch.sigmoid(self.linear(x, Linear(*p)))
            return torch.lerp(y, x, s), [kept, y, s, none, none]
        if self.gate == "sigmoid-tanh":
            a, c = torch.chunk(self.linear(y, Linear(*p)), 2, 1)
            s = torch.sigmoid(a)
            h = torch.tanh(c)
            return torch.addcmul(x, s, h), [kept, y, s, h, none]
        if self.gate == "gru":
            w = GruProducts(*p)
            y_r, y_z, y_g = torch.chunk(self.linear(y, w.y), 3, 1)
            x_r, x_z = torch.chunk(torch.nn.functional.linear(x, w.x), 2, 1)
            r = torch.sigmoid(y_r + x_r)
            s = torch.sigmoid(y_z + x_z)
            h = torch.tanh(y_g + torch.nn.functional.linear(r * x, w.candidate))
            return torch.lerp(x, h, s), [kept, y, s, h, r]
        return x + y, [kept, y, none, none, none]

    # From the gradient of the result, dz, to those of x, which may be dz itself, and of the last linear
    # layer's output, but for the scale, which is the third result
    def join_backward(
        self, dz: Tensor, x: Tensor, t: GateTape, p: List[Tensor], g: List[Tensor], frozen: bool
    ) -> Tuple[Tensor, Tensor, float]:
        scale = self.scale_of(t.mask, self.dropout_scale)
        if self.gate == "none":
            return dz, self.masked(dz, t.mask), scale
        dx = dz
        dy = dz
        if self.gate == "input":
            (weight,) = p
            da = torch.ops.aten.sigmoid_backward(dz * x, t.s)
            self.joint_weight_gradients(da, x, [InputGate(*g).W], frozen)
            dx = torch.mm(da, weight).addcmul_(dz, t.s)
        if self.gate == "output":
            da = torch.ops.aten.sigmoid_backward(dz * t.y, t.s)
            into = OutputGate(*g)
            self.joint_weight_gradients(da, x, [into.W], frozen)
            self.bias_gradient(da, into.b, -1.0, frozen)
            dx = torch.mm(da, Linear(*p).weight).add_(dz)
            dy = dz * t.s
        if self.gate == "highway":
            da = torch.ops.aten.sigmoid_backward(dz * (x - t.y), t.s)
            own = HighwayGate(*g)
            self.joint_weight_gradients(da, x, [own.W], frozen)
            self.bias_gradient(da, own.b, 1.0, frozen)
            past = dz * t.s
            dx = torch.mm(da, Linear(*p).weight).add_(past)
            dy = dz - past
        if self.gate == "sigmoid-tanh":
            da = torch.ops.aten.sigmoid_backward(dz * t.h, t.s)
            dc = torch.ops.aten.tanh_backward(dz * t.s, t.h)
            both = SigmoidTanhGate(*g)
            joined = torch.cat([da, dc], 1)
            self.joint_weight_gradients(joined, t.y, [both.W, both.U], frozen)
            self.bias_gradient(da, both.b, -1.0, frozen)
            dy = torch.mm(joined, Linear(*p).weight)
        if self.gate == "gru":
            dx, dy = self.gru_backward(dz, x, t, GruProducts(*p), GruGate(*g), frozen)
        # Where y is not above 0, ReLU or dropout has stopped it.
        return dx, torch.ops.aten.threshold_backward(dy, t.y, 0), scale

    def gru_backward(
        self, dz: Tensor, x: Tensor, t: GateTape, p: GruProducts, g: GruGate, frozen: bool
    ) -> Tuple[Tensor, Tensor]:
        to_h = dz * t.s
        ds = torch.ops.aten.sigmoid_backward(dz * (t.h - x), t.s)
        dh = torch.ops.aten.tanh_backward(to_h, t.h)
        drx = torch.mm(dh, p.candidate)
        dr = torch.ops.aten.sigmoid_backward(drx * x, t.r)
        both = torch.cat([dr, ds], 1)
        joined = torch.cat([both, dh], 1)
        self.joint_weight_gradients(joined, t.y, [g.W_r, g.W_z, g.W_g], frozen)
        self.joint_weight_gradients(both, x, [g.U_r, g.U_z], frozen)
        self.joint_weight_gradients(dh, t.r * x, [g.U_g], frozen)
        self.bias_gradient(ds, g.b, -1.0, frozen)
        dx = torch.mm(both, p.x).addcmul_(drx, t.r).add_(dz - to_h)
        return dx, torch.mm(joined, p.y.weight)

    def bias_gradient(self, dy: Tensor, g: Tensor, scale: float, frozen: bool) -> None:
        if not frozen:
            g.add_(torch.sum(dy, [0]), alpha=scale)
