from torch import Tensor
from torch.nn import Module


class Dropout(Module):
    # mask: a byte per element of x, 0 where it is dropped, or empty: no dropout; scale: 1 / (1 - rate)
    def drop(self, x: Tensor, mask: Tensor, scale: float) -> Tensor:
        if mask.numel() > 0:
            return x * mask * scale
        return x
