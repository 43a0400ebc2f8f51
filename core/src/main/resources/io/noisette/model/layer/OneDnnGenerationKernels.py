import torch
from torch import Tensor

from .Generation import Generation
from .StackGeneration import StackGeneration
from .Weights import Linear


class OneDnnGenerationKernels(Generation, StackGeneration):
    # Generation with oneDNN's products, which use wider registers than MKL's do on some processors: up
    # to twice as fast. A call takes longer, which small products do not make up for.
    def product(self, x: Tensor, p: Linear) -> Tensor:
        if self.bf16:
            y = torch.nn.functional.linear(self.rounded(x), p.weight, p.bias)
            return self.wide(y)
        if x.size(0) * p.weight.numel() < 400000:
            return torch.nn.functional.linear(x, p.weight, p.bias)
        return torch.ops.mkldnn._linear_pointwise(x, p.weight, p.bias, "none", [], "")
