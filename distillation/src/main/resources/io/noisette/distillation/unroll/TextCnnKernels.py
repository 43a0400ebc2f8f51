from typing import List, NamedTuple

import torch
from torch import Tensor

from ...model.layer.Weights import Linear
from .TextNetwork import TextNetwork


class TextCnn(NamedTuple):
    # of three, four and five words: (maps, d, words)
    three: Linear
    four: Linear
    five: Linear
    classifier: Linear  # (classes, 3 maps)


class TextCnnKernels(TextNetwork):
    # Convolutions over 3, 4 and 5 words, ReLU, maximum over places, linear layer (Kim 2014)
    def scores(self, words: Tensor, lengths: Tensor, p: List[Tensor]) -> Tensor:
        cnn = TextCnn(*p)
        missing = cnn.five.weight.size(2) - words.size(1)
        if missing > 0:
            words = torch.constant_pad_nd(words, [0, 0, 0, missing])
        x = words.transpose(1, 2)
        maps = [self.most(x, lengths, cnn.three), self.most(x, lengths, cnn.four), self.most(x, lengths, cnn.five)]
        return torch.nn.functional.linear(torch.cat(maps, 1), cnn.classifier.weight, cnn.classifier.bias)

    # Windows count that lie inside a text; one shorter than a window has the one that starts with it. x: (rows, d, L)
    def most(self, x: Tensor, lengths: Tensor, p: Linear) -> Tensor:
        h = torch.relu(torch.conv1d(x, p.weight, p.bias))  # (rows, maps, places)
        width = p.weight.size(2)
        last = (torch.clamp(lengths, min=width) - width).unsqueeze(1)
        inside = torch.arange(h.size(2), device=h.device).unsqueeze(0) <= last  # (rows, places)
        return torch.amax(h * inside.unsqueeze(1).to(h.dtype), [2])
