from typing import List

import torch
from torch import Tensor
from torch.nn import Module


class FlatArraysKernels(Module):
    # Moves arrays into a buffer, each to its offset: who holds an array finds it there.
    def gather(self, buffer: Tensor, offsets: List[int], arrays: List[Tensor]) -> None:
        for offset, array in zip(offsets, arrays):
            place = torch.narrow(buffer, 0, offset, array.numel()).view(array.size())
            place.copy_(array)
            array.set_(buffer, offset, place.size(), place.stride())

    # The part of a buffer from an offset on, in a shape of its own.
    def part(self, buffer: Tensor, offset: int, shape: List[int]) -> Tensor:
        count = 1
        for size in shape:
            count *= size
        return torch.narrow(buffer, 0, offset, count).view(shape)
