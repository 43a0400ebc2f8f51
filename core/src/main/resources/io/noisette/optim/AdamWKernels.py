class AdamWKernels(Module):
  # TorchScript: compiled by libtorch from this text, called by AdamW.java alone.
  __parameters__ = []
  __buffers__ = []
  training : bool

  # steps: a float per parameter, the updates before this one
  def update(self: __torch__.AdamWKernels, parameters: List[Tensor], gradients: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor], rate: float, beta1: float, beta2: float, eps: float, decay: float) -> List[Tensor]:
    torch._foreach_add_(steps, 1)
    torch._fused_adamw_(parameters, gradients, means, squares, annotate(List[Tensor], []), steps, lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=eps, amsgrad=False, maximize=False)
    return steps
