class RelativeAttention(Module):
  # TorchScript: compiled by libtorch from this text, called by RelativeAttention.java alone.
  __parameters__ = []
  __buffers__ = []
  training : bool
  heads : int
  norm_epsilon : float
  pre_norm : bool
  post_norm : bool
  residual : bool

  # x (rows, n, d) attends to memory (rows, m, d), from which no gradient goes back, and to itself;
  # distances (m + n, d): a row for each distance, the largest first. p: weights of q, k, v, r, o; the
  # content's and the distance's bias, (heads, size); norm. Gives back the output, (rows, n, d), the
  # attention without residual and norm, and its probabilities, (rows, heads, n, m + n).
  def attend(self: __torch__.RelativeAttention, x: Tensor, memory: Tensor, distances: Tensor, p: List[Tensor]) -> List[Tensor]:
    past = torch.size(memory, 1)
    source = torch.cat([torch.detach(memory), x], 1)
    if self.pre_norm:
      source = self.norm(source, p)
    q = self.by_head(torch.linear(torch.slice(source, 1, past), p[0]))
    k = torch.transpose(self.by_head(torch.linear(source, p[1])), 2, 3)
    v = self.by_head(torch.linear(source, p[2]))
    r = torch.transpose(self.by_head(torch.unsqueeze(torch.linear(distances, p[3]), 0)), 2, 3)
    content = torch.matmul(q + torch.unsqueeze(p[5], 1), k)
    position = self.shift(torch.matmul(q + torch.unsqueeze(p[6], 1), r))
    scores = (content + position) / (torch.size(q, 3) ** 0.5)
    future = torch.triu(torch.ones([torch.size(q, 2), torch.size(k, 3)], dtype=11, device=x.device), 1 + past)
    probabilities = torch.softmax(torch.masked_fill(scores, future, -inf), 3)
    mixed = torch.flatten(torch.transpose(torch.matmul(probabilities, v), 1, 2), 2)
    attention = torch.linear(mixed, p[4])
    out = attention
    if self.residual:
      out = x + attention
    if self.post_norm:
      out = self.norm(out, p)
    return [out, attention, probabilities]

  # (rows, heads, n, keys), a column for each distance from the largest on, to one for each key: row
  # i moves to the left by n - 1 - i places. What comes in on the right is in the future.
  def shift(self: __torch__.RelativeAttention, x: Tensor) -> Tensor:
    b = torch.size(x, 0)
    h = torch.size(x, 1)
    n = torch.size(x, 2)
    keys = torch.size(x, 3)
    padded = torch.cat([torch.zeros([b, h, n, 1], device=x.device), x], 3)
    moved = torch.slice(torch.reshape(padded, [b, h, keys + 1, n]), 2, 1)
    return torch.reshape(moved, [b, h, n, keys])

  # (rows, n, heads * size) to (rows, heads, n, size)
  def by_head(self: __torch__.RelativeAttention, x: Tensor) -> Tensor:
    size = torch.size(x, 2) // self.heads
    return torch.transpose(torch.reshape(x, [torch.size(x, 0), torch.size(x, 1), self.heads, size]), 1, 2)

  def norm(self: __torch__.RelativeAttention, x: Tensor, p: List[Tensor]) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, 2)], p[7], p[8], self.norm_epsilon)
