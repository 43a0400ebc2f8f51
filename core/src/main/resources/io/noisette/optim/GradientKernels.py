class GradientKernels(Module):
  # TorchScript: compiled by libtorch from this text, called by Gradients.java and Lanes.java.
  __parameters__ = []
  __buffers__ = []
  training : bool

  # The norm of all gradients as one vector.
  def norm(self: __torch__.GradientKernels, gradients: List[Tensor]) -> Tensor:
    return torch.linalg_vector_norm(torch.stack(torch._foreach_norm(gradients, 2)), 2)

  def scale(self: __torch__.GradientKernels, gradients: List[Tensor], factor: float) -> List[Tensor]:
    torch._foreach_mul_(gradients, factor)
    return gradients

  def clear(self: __torch__.GradientKernels, gradients: List[Tensor]) -> List[Tensor]:
    torch._foreach_zero_(gradients)
    return gradients

  # Adds gradients to those of the same parameters, and sets them to 0.
  def move(self: __torch__.GradientKernels, into: List[Tensor], gradients: List[Tensor]) -> List[Tensor]:
    torch._foreach_add_(into, gradients)
    torch._foreach_zero_(gradients)
    return into
