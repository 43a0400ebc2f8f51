from typing import NamedTuple

from torch import Tensor

from ..layer.Weights import AttentionWeights, Linear, Norm


class AttentionSublayer(NamedTuple):
    norm: Norm
    attention: AttentionWeights


class FeedForwardSublayer(NamedTuple):
    norm: Norm
    fc1: Linear
    fc2: Linear


class InputGate(NamedTuple):
    W: Tensor  # all matrices are (d, d), all biases (d)


class OutputGate(NamedTuple):
    W: Tensor
    b: Tensor


class HighwayGate(NamedTuple):
    W: Tensor
    b: Tensor


class SigmoidTanhGate(NamedTuple):
    W: Tensor
    U: Tensor
    b: Tensor


class GruGate(NamedTuple):
    W_r: Tensor
    U_r: Tensor
    W_z: Tensor
    U_z: Tensor
    W_g: Tensor
    U_g: Tensor
    b: Tensor
