class PerturbationKernels(Module):
  # TorchScript: compiled by libtorch from this text, called by PerturbationKernels.java alone.
  # delta, gradient: (tokens, d), the tokens of all texts end to end; texts: (tokens), the text of each
  # token; count: texts. Norms are of all tokens of one text together.
  __parameters__ = []
  __buffers__ = []
  training : bool

  # draws: (tokens, d), from (-1, 1); scales: (texts)
  def scaled(self: __torch__.PerturbationKernels, draws: Tensor, texts: Tensor, scales: Tensor) -> Tensor:
    return draws * self.spread(scales, texts)

  # The rows of delta in another order, for autograd to go back through.
  def reordered(self: __torch__.PerturbationKernels, order: Tensor, delta: Tensor) -> Tensor:
    return torch.index_select(delta, 0, order)

  # One step up and back into the ball, in place; the gradient is cleared. A text whose gradient is 0
  # takes no step, and one whose delta is 0 stays there: the quotients are 0 / 0 only where not taken.
  def ascend_l2(self: __torch__.PerturbationKernels, delta: Tensor, gradient: Tensor, texts: Tensor, count: int, rate: float, floor: float, max_norm: float) -> List[Tensor]:
    self.move(delta, gradient, texts, self.norm_l2(gradient, texts, count), rate, floor)
    if max_norm > 0.:
      norm = self.norm_l2(delta, texts, count)
      factor = torch.where(torch.gt(norm, max_norm), max_norm / norm, torch.ones_like(norm))
      delta.mul_(self.spread(factor, texts))
    return [delta]

  def ascend_linf(self: __torch__.PerturbationKernels, delta: Tensor, gradient: Tensor, texts: Tensor, count: int, rate: float, floor: float, max_norm: float) -> List[Tensor]:
    self.move(delta, gradient, texts, self.norm_linf(gradient, texts, count), rate, floor)
    if max_norm > 0.:
      delta.clamp_(-max_norm, max_norm)
    return [delta]

  def move(self: __torch__.PerturbationKernels, delta: Tensor, gradient: Tensor, texts: Tensor, norm: Tensor, rate: float, floor: float) -> Tensor:
    step = torch.where(torch.gt(norm, 0.), rate / torch.clamp(norm, floor), torch.zeros_like(norm))
    delta.addcmul_(gradient, self.spread(step, texts))
    return gradient.zero_()

  # The norm of each text, (texts).
  def norm_l2(self: __torch__.PerturbationKernels, x: Tensor, texts: Tensor, count: int) -> Tensor:
    squares = torch.linalg_vector_norm(x, 2, [1]) ** 2
    return torch.sqrt(torch.index_add(torch.zeros([count], dtype=6, device=x.device), 0, texts, squares))

  def norm_linf(self: __torch__.PerturbationKernels, x: Tensor, texts: Tensor, count: int) -> Tensor:
    largest = torch.amax(torch.abs(x), [1])
    return torch.scatter_reduce(torch.zeros([count], dtype=6, device=x.device), 0, texts, largest, "amax")

  # The value of each token's text, (tokens, 1).
  def spread(self: __torch__.PerturbationKernels, values: Tensor, texts: Tensor) -> Tensor:
    return torch.unsqueeze(torch.index_select(values, 0, texts), 1)
