from typing import List

import torch
from torch import Tensor

from ...model.layer.Weights import Linear
from .TextNetwork import TextNetwork


class MeanVectorKernels(TextNetwork):
    # A linear layer over the mean of the word vectors: its loss is convex in its parameters.
    def scores(self, words: Tensor, lengths: Tensor, p: List[Tensor]) -> Tensor:
        classifier = Linear(*p)
        mean = torch.sum(words, [1]) / lengths.unsqueeze(1).to(words.dtype)
        return torch.nn.functional.linear(mean, classifier.weight, classifier.bias)
