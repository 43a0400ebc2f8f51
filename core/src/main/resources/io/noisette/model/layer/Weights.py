from typing import NamedTuple

from torch import Tensor


class Linear(NamedTuple):
    weight: Tensor  # (out, in)
    bias: Tensor  # (out)


class Norm(NamedTuple):
    weight: Tensor  # (d)
    bias: Tensor  # (d)


class Embedding(NamedTuple):
    words: Tensor  # (V, d)
    positions: Tensor  # (places, d)
    norm: Norm


class PlacedEmbedding(NamedTuple):
    # of vectors that are there already
    positions: Tensor  # (places, d)
    norm: Norm


class AttentionWeights(NamedTuple):
    q: Linear  # (d, d) and (d), as are the others
    k: Linear
    v: Linear
    out: Linear


class EncoderLayer(NamedTuple):
    attention: AttentionWeights
    attention_norm: Norm
    fc1: Linear
    fc2: Linear
    final_norm: Norm


class DecoderLayer(NamedTuple):
    attention: AttentionWeights
    attention_norm: Norm
    cross: AttentionWeights
    cross_norm: Norm
    fc1: Linear
    fc2: Linear
    final_norm: Norm
