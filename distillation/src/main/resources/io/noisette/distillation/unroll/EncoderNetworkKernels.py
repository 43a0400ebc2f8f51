from typing import List, NamedTuple

import torch
from torch import Tensor

from ...model.layer.TransformerKernels import TransformerKernels
from ...model.layer.Weights import EncoderLayer, Linear, Norm
from .TextNetwork import TextNetwork


class WordlessEmbedding(NamedTuple):
    positions: Tensor  # (places, d)
    types: Tensor  # (types, d)
    norm: Norm


class EncoderNetworkKernels(TransformerKernels, TextNetwork):
    # An encoder without word embeddings and pooler; the mean of its hidden states goes into a linear layer. The fused
    # attention has no second derivative, so weights are multiplied with a mask of ones, as dropout would.
    position_offset: int  # row of the position embeddings that the first token has

    def scores(self, words: Tensor, lengths: Tensor, p: List[Tensor]) -> Tensor:
        first = 4
        last = len(p) - 2
        d = words.size(2)
        places = torch.arange(words.size(1), device=words.device).unsqueeze(0)
        kept = torch.nonzero((places < lengths.unsqueeze(1)).reshape([-1])).squeeze(1)  # (tokens)
        row = torch.floor_divide(kept, words.size(1))
        place = kept - row * words.size(1)
        tokens = torch.index_select(words.reshape([-1, d]), 0, kept)
        x = self.place(tokens, place, WordlessEmbedding(*p[:first]))
        n: List[int] = lengths.tolist()
        pairs = 0
        for count in n:
            pairs += self.heads * count * count
        ones = torch.ones([1, pairs], dtype=words.dtype, device=words.device)
        none = torch.empty([0], dtype=words.dtype, device=words.device)
        size = 16  # tensors of a layer
        for i in range((last - first) // size):
            at = first + i * size
            layer = EncoderLayer(*p[at : at + size])
            q, k, v = self.project_all(x, layer.attention)
            c = self.attend(q, k, v, n, n, False, ones)
            x = self.finish_layer(x, c, none, none, none, layer)
        sums = torch.zeros([words.size(0), d], dtype=x.dtype, device=x.device).index_add(0, row, x)
        classifier = Linear(*p[last:])
        return self.linear(sums / lengths.unsqueeze(1).to(x.dtype), classifier)

    def place(self, tokens: Tensor, place: Tensor, p: WordlessEmbedding) -> Tensor:
        types = torch.zeros_like(place)
        x = tokens + torch.embedding(p.types, types) + torch.embedding(p.positions, place + self.position_offset)
        return self.norm(x, p.norm)
