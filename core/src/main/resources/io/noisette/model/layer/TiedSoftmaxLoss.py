class TiedSoftmaxLoss(Module):
  # TorchScript: compiled by libtorch from this text, called by TiedSoftmaxLoss.java alone.
  __parameters__ = []
  __buffers__ = []
  training : bool
  bf16 : bool

  # hidden (n, d), words (V, d), bias (1, V), labels (n; negative: ignored), words_gradient (V, d),
  # bias_gradient (V) or, where the bias is not trained, empty. The gradient of weight * (sum of
  # -log p) goes into those two, in place, and for hidden comes back. A chunk's scores are formed once,
  # and become probabilities and then their own gradient where they lie, in memory that all chunks
  # share: chunk * V however long the batch. Each row's weight multiplies its d hidden values instead of
  # its V probabilities.
  def forward_backward(self: __torch__.TiedSoftmaxLoss, hidden: Tensor, words: Tensor, bias: Tensor, labels: Tensor, words_gradient: Tensor, bias_gradient: Tensor, weight: float, chunk: int) -> List[Tensor]:
    total = torch.zeros([], dtype=7)
    gradient = torch.empty_like(hidden)
    table = self.rounded(words)
    n = torch.size(hidden, 0)
    room = torch.empty([min(n, chunk), torch.size(words, 0)], dtype=6, device=hidden.device)
    start = 0
    while start < n:
      end = min(start + chunk, n)
      h = torch.slice(hidden, 0, start, end)
      y = torch.slice(labels, 0, start, end)
      counted = torch.unsqueeze(torch.to(torch.ge(y, 0), 6), 1)
      index = torch.unsqueeze(torch.clamp(y, 0), 1)
      p = torch.slice(room, 0, 0, end - start)
      self.scores_into(p, self.rounded(h), table, bias)
      own = torch.gather(p, 1, index) - torch.amax(p, [1], True)
      torch._softmax(p, 1, False, out=p)
      # The likeliest word has exp(0) / sum: its probability tells the sum.
      nats = torch.neg(own) - torch.log(torch.amax(p, [1], True))
      total = total + torch.sum(nats * counted, dtype=7)
      p.scatter_add_(1, index, torch.full_like(index, -1, dtype=6))
      rows = counted * weight
      if torch.numel(bias_gradient) > 0:
        bias_gradient.add_(torch.mv(torch.t(p), torch.squeeze(rows, 1)))
      into = torch.slice(gradient, 0, start, end)
      if self.bf16:
        q = self.rounded(p)
        into.copy_(torch.mm(q, table))
        words_gradient.add_(torch.mm(torch.t(q), self.rounded(h * rows)))
      else:
        torch.mm(p, table, out=into)
        words_gradient.addmm_(torch.t(p), h * rows)
      into.mul_(rows)
      start = end
    return [total, gradient]

  # For each token -log p and whether the best word is the label's: for validation.
  def evaluate(self: __torch__.TiedSoftmaxLoss, hidden: Tensor, words: Tensor, bias: Tensor, labels: Tensor, chunk: int) -> List[Tensor]:
    losses = annotate(List[Tensor], [])
    right = annotate(List[Tensor], [])
    table = self.rounded(words)
    n = torch.size(hidden, 0)
    start = 0
    while start < n:
      end = min(start + chunk, n)
      y = torch.slice(labels, 0, start, end)
      scores = torch.empty([end - start, torch.size(words, 0)], dtype=6, device=hidden.device)
      self.scores_into(scores, self.rounded(torch.slice(hidden, 0, start, end)), table, bias)
      log_p = torch.log_softmax(scores, 1)
      index = torch.unsqueeze(torch.clamp(y, 0), 1)
      losses.append(torch.neg(torch.squeeze(torch.gather(log_p, 1, index), 1)))
      right.append(torch.to(torch.eq(torch.argmax(scores, 1), y), 6))
      start = end
    return [torch.cat(losses), torch.cat(right)]

  # The scores of every word, in fp32 whatever the product is made of.
  def scores_into(self: __torch__.TiedSoftmaxLoss, out: Tensor, h: Tensor, table: Tensor, bias: Tensor) -> Tensor:
    if self.bf16:
      return torch.add(torch.mm(h, torch.t(table)), bias, out=out)
    return torch.addmm(bias, h, torch.t(table), out=out)

  # What enters a product: in bf16 if products are.
  def rounded(self: __torch__.TiedSoftmaxLoss, x: Tensor) -> Tensor:
    if self.bf16:
      return torch.to(x, 15)
    return x
