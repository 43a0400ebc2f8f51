class HeadKernels(Module):
  # TorchScript: compiled by libtorch from this text, called by HeadKernels.java alone.
  # hidden: (tokens, d); rows: places among the tokens. Heads are small: all in fp32.
  __parameters__ = []
  __buffers__ = []
  training : bool
  dropout_scale : float

  # p: weight and bias of two products, (d, d) and (labels, d)
  def classify(self: __torch__.HeadKernels, hidden: Tensor, rows: Tensor, mask1: Tensor, mask2: Tensor, p: List[Tensor]) -> Tensor:
    x = self.drop(torch.index_select(hidden, 0, rows), mask1)
    y = self.drop(torch.tanh(torch.linear(x, p[0], p[1])), mask2)
    return torch.linear(y, p[2], p[3])

  def spans(self: __torch__.HeadKernels, hidden: Tensor, p: List[Tensor]) -> Tensor:
    return torch.linear(hidden, p[0], p[1])

  # scores (rows, labels), labels (rows)
  def cross_entropy(self: __torch__.HeadKernels, scores: Tensor, labels: Tensor) -> Tensor:
    log_p = torch.log_softmax(scores, 1)
    return torch.neg(torch.sum(torch.gather(log_p, 1, torch.unsqueeze(labels, 1))))

  # scores (rows, 1), targets (rows)
  def squared_error(self: __torch__.HeadKernels, scores: Tensor, targets: Tensor) -> Tensor:
    return torch.sum((torch.squeeze(scores, 1) - targets) ** 2)

  # scores (tokens, 2); starts, ends: (texts), counted within each text, negative where ignored
  def span_loss(self: __torch__.HeadKernels, scores: Tensor, lengths: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
    texts = torch.split_with_sizes(scores, annotate(List[int], lengths.tolist()))
    places = annotate(List[List[int]], torch.stack([starts, ends], 1).tolist())
    total = torch.zeros([])
    for i in range(len(texts)):
      log_p = torch.log_softmax(texts[i], 0)
      for j in range(2):
        if places[i][j] >= 0:
          total = total - torch.select(torch.select(log_p, 1, j), 0, places[i][j])
    return total / 2

  def drop(self: __torch__.HeadKernels, x: Tensor, mask: Tensor) -> Tensor:
    if torch.numel(mask) > 0:
      return x * mask * self.dropout_scale
    return x
