class NagKernels(Module):
  # TorchScript: compiled by libtorch from this text, called by Nag.java alone.
  __parameters__ = []
  __buffers__ = []
  training : bool

  # velocities: for each parameter the decayed sum of its gradients
  def update(self: __torch__.NagKernels, parameters: List[Tensor], gradients: List[Tensor], velocities: List[Tensor], rate: float, momentum: float, decay: float) -> List[Tensor]:
    if decay > 0.:
      torch._foreach_mul_(parameters, 1. - rate * decay)
    torch._fused_sgd_(parameters, gradients, velocities, weight_decay=0., momentum=momentum, lr=rate, dampening=0., nesterov=True, maximize=False, is_first_step=False)
    return velocities

  def clear(self: __torch__.NagKernels, velocities: List[Tensor]) -> List[Tensor]:
    torch._foreach_zero_(velocities)
    return velocities
