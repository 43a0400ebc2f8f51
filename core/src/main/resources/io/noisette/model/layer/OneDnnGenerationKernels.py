import torch
from torch import Tensor

from .Generation import Generation
from .StackGeneration import StackGeneration
from .Weights import Linear


class OneDnnGenerationKernels(Generation, StackGeneration):
    # Generation with oneDNN's products, which use wider registers than MKL's do on some processors: up
    # to twice as fast. A call takes longer, which small products do not make up for.
    def product(self, x: Tensor, p: Linear) -> Tensor:
        if not p.weight.is_mkldnn:
            if self.bf16 or x.size(0) * p.weight.numel() < 400000:
                return self.wide(torch.nn.functional.linear(self.rounded(x), p.weight, p.bias))
        y = self.rounded(x)
        return self.wide(torch.ops.mkldnn._linear_pointwise(y, p.weight, p.bias, "none", [], ""))

    # oneDNN's own order, into which it would bring the weight in each product. For a few rows it then
    # takes little longer than to read the weight.
    def packed(self, weight: Tensor) -> Tensor:
        if weight.numel() < 60000:
            return weight
        if self.bf16 and not torch.ops.mkldnn._is_mkldnn_bf16_supported():
            return weight
        return torch.ops.mkldnn._reorder_linear_weight(weight, 8)
