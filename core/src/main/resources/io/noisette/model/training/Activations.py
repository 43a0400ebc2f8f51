import torch
from torch import Tensor
from torch.nn import Module


class Activations(Module):
    activation: str  # its name in transformers

    def activate(self, x: Tensor) -> Tensor:
        if self.activation == "gelu_new":
            # The tanh form has no fast kernel in bfloat16.
            return torch.nn.functional.gelu(x.to(torch.float32), approximate="tanh").to(x.dtype)
        if self.activation == "relu":
            return torch.relu(x)
        if self.activation == "silu":
            return torch.nn.functional.silu(x)
        return torch.nn.functional.gelu(x)

    # x: what went into the activation function
    def activate_backward(self, dy: Tensor, x: Tensor) -> Tensor:
        if self.activation == "gelu_new":
            wide = torch.ops.aten.gelu_backward(
                dy.to(torch.float32), x.to(torch.float32), approximate="tanh"
            )
            return wide.to(x.dtype)
        if self.activation == "relu":
            return torch.ops.aten.threshold_backward(dy, x, 0)
        if self.activation == "silu":
            return torch.ops.aten.silu_backward(dy, x)
        return torch.ops.aten.gelu_backward(dy, x)
