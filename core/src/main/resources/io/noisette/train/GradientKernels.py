class GradientKernels(Module):
  # TorchScript: compiled by libtorch from this text, called by Gradients.java alone.
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
