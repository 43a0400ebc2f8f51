class AdaptiveSoftmax(Module):
  # TorchScript: compiled by libtorch from this text, called by WordSoftmax.java alone.
  __parameters__ = []
  __buffers__ = []
  training : bool
  bf16 : bool
  dropout_scale : float

  # hidden: (n, d), of tokens that have a target. labels: the head's (n), then of each tail places
  # among the tokens (m) and words within the band (m). masks: a byte an element, 0 where dropped, or
  # empty; (n, d), then (m, d_i) of each tail. tables: the frequent words (V_0, d); the classes (tails,
  # d); then of each tail words (V_i, d_i) and projection (d, d_i); the first alone: a plain softmax.
  # The gradient of weight * (sum of -log p) is added to gradients, in place, and for hidden comes back.
  # Scores of a chunk of tokens are formed once, and become probabilities and then their own gradient
  # where they lie: room elements at most, however many tokens and words there are.
  def forward_backward(self: __torch__.AdaptiveSoftmax, hidden: Tensor, labels: List[Tensor], masks: List[Tensor], tables: List[Tensor], gradients: List[Tensor], weight: float, room: int) -> List[Tensor]:
    x = self.drop(hidden, masks[0])
    dx = torch.zeros_like(x)
    total = self.descend(x, labels[0], tables[:2], gradients[:2], dx, weight, room)
    for i in range((len(tables) - 1) // 2):
      rows = labels[2 * i + 1]
      if torch.numel(rows) > 0:
        projection = self.rounded(tables[2 * i + 3])
        own = torch.index_select(x, 0, rows)
        z = self.drop(self.wide(torch.mm(self.rounded(own), projection)), masks[i + 1])
        dz = torch.zeros_like(z)
        words = [tables[2 * i + 2]]
        total = total + self.descend(z, labels[2 * i + 2], words, [gradients[2 * i + 2]], dz, weight, room)
        dz = self.drop(dz, masks[i + 1])
        self.add_product(gradients[2 * i + 3], torch.t(self.rounded(own)), self.rounded(dz), 1.)
        dx.index_add_(0, rows, self.wide(torch.mm(self.rounded(dz), torch.t(projection))))
    return [total, self.drop(dx, masks[0])]

  # One softmax over the words of one or two tables.
  def descend(self: __torch__.AdaptiveSoftmax, x: Tensor, labels: Tensor, tables: List[Tensor], gradients: List[Tensor], dx: Tensor, weight: float, room: int) -> Tensor:
    total = torch.zeros([], dtype=7)
    rounded = self.all_rounded(tables)
    space = self.space(x, tables, room)
    chunk = torch.size(space, 0)
    n = torch.size(x, 0)
    start = 0
    while start < n:
      end = min(start + chunk, n)
      h = self.rounded(torch.slice(x, 0, start, end))
      p = torch.slice(space, 0, 0, end - start)
      self.scores_into(p, h, rounded)
      index = torch.unsqueeze(torch.slice(labels, 0, start, end), 1)
      own = torch.gather(p, 1, index) - torch.amax(p, [1], True)
      torch._softmax(p, 1, False, out=p)
      # The likeliest word has exp(0) / sum: its probability tells the sum.
      nats = torch.neg(own) - torch.log(torch.amax(p, [1], True))
      total = total + torch.sum(nats, dtype=7)
      p.scatter_add_(1, index, torch.full_like(index, -1, dtype=6))
      into = torch.slice(dx, 0, start, end)
      at = 0
      for i in range(len(tables)):
        to = at + torch.size(tables[i], 0)
        q = self.rounded(torch.slice(p, 1, at, to))
        self.add_product(into, q, rounded[i], weight)
        self.add_product(gradients[i], torch.t(q), h, weight)
        at = to
      start = end
    return total

  # The log-probability of each token's target, (n); labels and tables as above.
  def score(self: __torch__.AdaptiveSoftmax, hidden: Tensor, labels: List[Tensor], tables: List[Tensor], room: int) -> Tensor:
    total = self.own(hidden, labels[0], tables[:2], room)
    for i in range((len(tables) - 1) // 2):
      rows = labels[2 * i + 1]
      if torch.numel(rows) > 0:
        z = self.projected(torch.index_select(hidden, 0, rows), tables[2 * i + 3])
        total.index_add_(0, rows, self.own(z, labels[2 * i + 2], [tables[2 * i + 2]], room))
    return total

  def own(self: __torch__.AdaptiveSoftmax, x: Tensor, labels: Tensor, tables: List[Tensor], room: int) -> Tensor:
    parts = annotate(List[Tensor], [])
    rounded = self.all_rounded(tables)
    space = self.space(x, tables, room)
    chunk = torch.size(space, 0)
    n = torch.size(x, 0)
    start = 0
    while start < n:
      end = min(start + chunk, n)
      p = torch.slice(space, 0, 0, end - start)
      self.scores_into(p, self.rounded(torch.slice(x, 0, start, end)), rounded)
      index = torch.unsqueeze(torch.slice(labels, 0, start, end), 1)
      parts.append(torch.squeeze(torch.gather(p, 1, index), 1) - torch.logsumexp(p, [1]))
      start = end
    return torch.cat(parts)

  # The log-probability of every word, (n, V).
  def log_probabilities(self: __torch__.AdaptiveSoftmax, hidden: Tensor, tables: List[Tensor]) -> Tensor:
    head = torch.log_softmax(self.scores(hidden, tables[:2]), 1)
    words = torch.size(tables[0], 0)
    parts = [torch.slice(head, 1, 0, words)]
    for i in range((len(tables) - 1) // 2):
      z = self.projected(hidden, tables[2 * i + 3])
      within = torch.log_softmax(self.scores(z, [tables[2 * i + 2]]), 1)
      parts.append(within + torch.slice(head, 1, words + i, words + i + 1))
    return torch.cat(parts, 1)

  def projected(self: __torch__.AdaptiveSoftmax, x: Tensor, projection: Tensor) -> Tensor:
    return self.wide(torch.mm(self.rounded(x), self.rounded(projection)))

  def scores(self: __torch__.AdaptiveSoftmax, x: Tensor, tables: List[Tensor]) -> Tensor:
    out = torch.empty([torch.size(x, 0), self.width(tables)], dtype=6, device=x.device)
    self.scores_into(out, self.rounded(x), self.all_rounded(tables))
    return out

  # The scores of every word, in fp32 whatever the products are made of; the tables side by side.
  def scores_into(self: __torch__.AdaptiveSoftmax, out: Tensor, h: Tensor, tables: List[Tensor]) -> NoneType:
    at = 0
    for i in range(len(tables)):
      to = at + torch.size(tables[i], 0)
      into = torch.slice(out, 1, at, to)
      if self.bf16:
        into.copy_(torch.mm(h, torch.t(tables[i])))
      else:
        torch.mm(h, torch.t(tables[i]), out=into)
      at = to
    return None

  # out += weight * a b
  def add_product(self: __torch__.AdaptiveSoftmax, out: Tensor, a: Tensor, b: Tensor, weight: float) -> Tensor:
    if self.bf16:
      return out.add_(torch.mm(a, b), alpha=weight)
    return out.addmm_(a, b, alpha=weight)

  # Where the scores of a chunk of tokens are formed.
  def space(self: __torch__.AdaptiveSoftmax, x: Tensor, tables: List[Tensor], room: int) -> Tensor:
    width = self.width(tables)
    chunk = min(torch.size(x, 0), max(1, room // width))
    return torch.empty([chunk, width], dtype=6, device=x.device)

  def width(self: __torch__.AdaptiveSoftmax, tables: List[Tensor]) -> int:
    width = 0
    for i in range(len(tables)):
      width = width + torch.size(tables[i], 0)
    return width

  def drop(self: __torch__.AdaptiveSoftmax, x: Tensor, mask: Tensor) -> Tensor:
    if torch.numel(mask) > 0:
      return x * mask * self.dropout_scale
    return x

  def all_rounded(self: __torch__.AdaptiveSoftmax, tables: List[Tensor]) -> List[Tensor]:
    out = annotate(List[Tensor], [])
    for i in range(len(tables)):
      out.append(self.rounded(tables[i]))
    return out

  # What enters a product: in bf16 if products are.
  def rounded(self: __torch__.AdaptiveSoftmax, x: Tensor) -> Tensor:
    if self.bf16:
      return torch.to(x, 15)
    return x

  def wide(self: __torch__.AdaptiveSoftmax, x: Tensor) -> Tensor:
    return torch.to(x, 6)
