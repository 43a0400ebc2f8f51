  # Continues TransformerKernels.py, for a decoder whose sublayers come in any order; called by
  # SandwichKernels.java and GateKernel.java alone.
  gate : int

  # ids: (tokens), counted within their band, those of one band after the other; sizes: tokens of each
  # band; order: where each token stands among ids; p: words (V_i, d_i) and projection (d, d_i) of each
  # band, or one table (V, d). Bands that no token is of cost nothing.
  def embed_words(self: __torch__.TransformerKernels, ids: Tensor, sizes: Tensor, order: Tensor, positions: Tensor, table: Tensor, mask: Tensor, p: List[Tensor]) -> Tensor:
    if len(p) == 1:
      words = torch.embedding(p[0], ids, -1, False, True)
    else:
      bands = torch.split_with_sizes(ids, annotate(List[int], sizes.tolist()))
      parts = annotate(List[Tensor], [])
      for i in range(len(bands)):
        if torch.size(bands[i], 0) > 0:
          parts.append(self.product(torch.embedding(p[2 * i], bands[i], -1, False, True), p[2 * i + 1]))
      words = torch.index_select(torch.cat(parts), 0, order)
    x = torch.add(torch.embedding(table, positions), words, alpha=self.embed_scale)
    if torch.numel(mask) > 0:
      x = x * mask * self.dropout_scale
    return x

  # p: norm; q, k, v, out; the gate's
  def attention_sublayer(self: __torch__.TransformerKernels, x: Tensor, lengths: Tensor, attention_mask: Tensor, mask: Tensor, p: List[Tensor]) -> Tensor:
    n = annotate(List[int], lengths.tolist())
    q, k, v = self.project_all(self.norm(x, p[0], p[1]), p, 2)
    y = self.linear(self.attend(q, k, v, n, n, True, attention_mask), p[8], p[9])
    return self.join(x, y, mask, p[10:])

  # p: norm; fc1, fc2; the gate's
  def feed_forward_sublayer(self: __torch__.TransformerKernels, x: Tensor, activation_mask: Tensor, mask: Tensor, p: List[Tensor]) -> Tensor:
    y = self.feed_forward(self.norm(x, p[0], p[1]), activation_mask, p, 2)
    return self.join(x, y, mask, p[6:])

  # The last tokens of each segment alone, behind which no other token is looked at; lasts: how many;
  # rows: their places
  def last_attention_sublayer(self: __torch__.TransformerKernels, x: Tensor, lengths: Tensor, lasts: Tensor, rows: Tensor, p: List[Tensor]) -> Tensor:
    n = annotate(List[int], lengths.tolist())
    m = annotate(List[int], lasts.tolist())
    own = torch.index_select(x, 0, rows)
    y = self.norm(x, p[0], p[1])
    qs = torch.split_with_sizes(self.wide(self.linear(torch.index_select(y, 0, rows), p[2], p[3])), m)
    ks = torch.split_with_sizes(self.wide(self.linear(y, p[4], p[5])), n)
    vs = torch.split_with_sizes(self.wide(self.linear(y, p[6], p[7])), n)
    out = annotate(List[Tensor], [])
    for i in range(len(n)):
      if m[i] > 0:
        seen = torch.tril(torch.ones([m[i], n[i]], dtype=11, device=x.device), n[i] - m[i])
        o = torch.scaled_dot_product_attention(self.by_head(qs[i]), self.by_head(ks[i]), self.by_head(vs[i]), seen, 0., False)
        out.append(torch.reshape(torch.transpose(o, 1, 2), [m[i], torch.size(x, 1)]))
    return self.join(own, self.linear(torch.cat(out), p[8], p[9]), torch.zeros([0]), p[10:])

  def final_norm(self: __torch__.TransformerKernels, x: Tensor, p: List[Tensor]) -> Tensor:
    return self.norm(x, p[0], p[1])

  def select(self: __torch__.TransformerKernels, x: Tensor, rows: Tensor) -> Tensor:
    return torch.index_select(x, 0, rows)

  # x goes past the sublayer, y is what it made. The numbers are those of Gate.java.
  def join(self: __torch__.TransformerKernels, x: Tensor, y: Tensor, mask: Tensor, p: List[Tensor]) -> Tensor:
    if self.gate == 0:
      return self.add(x, y, mask)
    z = torch.relu(self.wide(y))
    if torch.numel(mask) > 0:
      z = z * mask * self.dropout_scale
    return self.gated(x, z, p)

  def gated(self: __torch__.TransformerKernels, x: Tensor, y: Tensor, p: List[Tensor]) -> Tensor:
    if self.gate == 2:
      out = torch.sigmoid(self.product(x, p[0])) * x + y
    elif self.gate == 3:
      out = x + torch.sigmoid(self.product(x, p[0]) - p[1]) * y
    elif self.gate == 4:
      out = torch.lerp(y, x, torch.sigmoid(self.product(x, p[0]) + p[1]))
    elif self.gate == 5:
      out = x + torch.sigmoid(self.product(y, p[0]) - p[2]) * torch.tanh(self.product(y, p[1]))
    elif self.gate == 6:
      out = self.recurrent(x, y, p)
    else:
      out = x + y
    return out

  # p: W and U of r, of z and of h; b
  def recurrent(self: __torch__.TransformerKernels, x: Tensor, y: Tensor, p: List[Tensor]) -> Tensor:
    d = torch.size(x, 1)
    from_y = torch.split_with_sizes(self.product(y, torch.cat([p[0], p[2], p[4]])), [d, d, d], 1)
    from_x = torch.split_with_sizes(self.product(x, torch.cat([p[1], p[3]])), [d, d], 1)
    r = torch.sigmoid(from_y[0] + from_x[0])
    z = torch.sigmoid(from_y[1] + from_x[1] - p[6])
    h = torch.tanh(from_y[2] + self.product(r * x, p[5]))
    return torch.lerp(x, h, z)

  # A product without bias, of which the result is fp32 again
  def product(self: __torch__.TransformerKernels, x: Tensor, weight: Tensor) -> Tensor:
    if self.bf16:
      return self.wide(torch.linear(torch.to(x, 15), torch.to(weight, 15)))
    return torch.linear(x, weight)

  # Writing. attention: 1 for each sublayer that is one, else 0; p: all sublayers' parameters, each
  # with as many of a gate. The cache has keys and values of each attention sublayer, (hypotheses,
  # heads, tokens, size). x: what the prompt becomes when embedded, (tokens, d); gives back the last
  # token's hidden state, (1, d), and the cache.
  def read_prompt(self: __torch__.TransformerKernels, x: Tensor, attention: List[int], gate_size: int, p: List[Tensor]) -> List[Tensor]:
    none = torch.zeros([0])
    n = [torch.size(x, 0)]
    cache = annotate(List[Tensor], [])
    at = 0
    for i in range(len(attention)):
      if attention[i] == 1:
        w = p[at : at + 10 + gate_size]
        q, k, v = self.project_all(self.norm(x, w[0], w[1]), w, 2)
        y = self.linear(self.attend(q, k, v, n, n, True, none), w[8], w[9])
        x = self.join(x, y, none, w[10:])
        cache.append(torch.contiguous(self.by_head(k)))
        cache.append(torch.contiguous(self.by_head(v)))
        at = at + 10 + gate_size
      else:
        x = self.feed_forward_sublayer(x, none, none, p[at : at + 6 + gate_size])
        at = at + 6 + gate_size
    return torch.add([torch.slice(x, 0, n[0] - 1, n[0])], cache)

  # x: the newest token of each hypothesis, (hypotheses, d); parents: the row of the cache that each
  # continues
  def write_token(self: __torch__.TransformerKernels, x: Tensor, parents: Tensor, cache: List[Tensor], attention: List[int], gate_size: int, p: List[Tensor]) -> List[Tensor]:
    none = torch.zeros([0])
    out = annotate(List[Tensor], [])
    at = 0
    for i in range(len(attention)):
      if attention[i] == 1:
        w = p[at : at + 10 + gate_size]
        y = self.norm(x, w[0], w[1])
        k = self.extended(cache[len(out)], parents, self.wide(self.linear(y, w[4], w[5])))
        v = self.extended(cache[len(out) + 1], parents, self.wide(self.linear(y, w[6], w[7])))
        a = self.attend_as_rows(self.wide(self.linear(y, w[2], w[3])), k, v)
        x = self.join(x, self.linear(a, w[8], w[9]), none, w[10:])
        out.append(k)
        out.append(v)
        at = at + 10 + gate_size
      else:
        x = self.feed_forward_sublayer(x, none, none, p[at : at + 6 + gate_size])
        at = at + 6 + gate_size
    return torch.add([x], out)
