class TransformerKernels(Module):
  # TorchScript: compiled by libtorch from this text, called by TransformerKernels.java and, where
  # SandwichKernels.py goes on with it, by SandwichKernels.java.
  # Shapes: tokens of all sequences stand end to end, (tokens, d); lengths says where one ends.
  __parameters__ = []
  __buffers__ = []
  training : bool
  heads : int
  pad : int
  activation : int
  embed_scale : float
  norm_epsilon : float
  dropout_scale : float
  attention_scale : float
  activation_scale : float
  bf16 : bool

  # Masks have a byte an element, 0 where dropped, or are empty.

  # ids, positions, types: (tokens); delta: added to the word vectors, (tokens, d), or empty; p: word
  # table (V, d), position table, norm weight, bias, and in BERT the table of token types. The gradient
  # of the word table is sparse: a dense one would be V rows of zeros in each pass.
  def embed(self: __torch__.TransformerKernels, ids: Tensor, positions: Tensor, types: Tensor, delta: Tensor, mask: Tensor, p: List[Tensor]) -> Tensor:
    words = torch.embedding(p[0], ids, self.pad, False, True) * self.embed_scale
    if torch.numel(delta) > 0:
      words = words + delta
    if len(p) > 4:
      words = words + torch.embedding(p[4], types)
    x = self.norm(words + torch.embedding(p[1], positions), p[2], p[3])
    if torch.numel(mask) > 0:
      x = x * mask * self.dropout_scale
    return x

  # p: self attention's q, k, v, out; norm; fc1, fc2; norm
  def encoder_layer(self: __torch__.TransformerKernels, x: Tensor, lengths: Tensor, attention_mask: Tensor, mask1: Tensor, activation_mask: Tensor, mask2: Tensor, p: List[Tensor]) -> Tensor:
    n = annotate(List[int], lengths.tolist())
    q, k, v = self.project_all(x, p, 0)
    a = self.linear(self.attend(q, k, v, n, n, False, attention_mask), p[6], p[7])
    y = self.norm(self.add(x, a, mask1), p[8], p[9])
    f = self.feed_forward(y, activation_mask, p, 10)
    return self.norm(self.add(y, f, mask2), p[14], p[15])

  # p: self_attn q, k, v, out; norm; encoder_attn q, k, v, out; norm; fc1, fc2; norm
  def decoder_layer(self: __torch__.TransformerKernels, x: Tensor, memory: Tensor, lengths: Tensor, memory_lengths: Tensor, attention_mask: Tensor, mask1: Tensor, cross_mask: Tensor, mask2: Tensor, activation_mask: Tensor, mask3: Tensor, p: List[Tensor]) -> Tensor:
    n = annotate(List[int], lengths.tolist())
    m = annotate(List[int], memory_lengths.tolist())
    q, k, v = self.project_all(x, p, 0)
    a = self.linear(self.attend(q, k, v, n, n, True, attention_mask), p[6], p[7])
    y = self.norm(self.add(x, a, mask1), p[8], p[9])
    cq = self.wide(self.linear(y, p[10], p[11]))
    ck, cv = self.project_memory(memory, p)
    c = self.linear(self.attend(cq, ck, cv, n, m, False, cross_mask), p[16], p[17])
    z = self.norm(self.add(y, c, mask2), p[18], p[19])
    f = self.feed_forward(z, activation_mask, p, 20)
    return self.norm(self.add(z, f, mask3), p[24], p[25])

  # One product for queries, keys and values: three times as wide, a third of the passes over x.
  def project_all(self: __torch__.TransformerKernels, x: Tensor, p: List[Tensor], at: int) -> Tuple[Tensor, Tensor, Tensor]:
    d = torch.size(x, 1)
    weight = torch.cat([p[at], p[at + 2], p[at + 4]])
    bias = torch.cat([p[at + 1], p[at + 3], p[at + 5]])
    all = self.wide(self.linear(x, weight, bias))
    parts = torch.split_with_sizes(all, [d, d, d], 1)
    return (parts[0], parts[1], parts[2])

  def project_memory(self: __torch__.TransformerKernels, memory: Tensor, p: List[Tensor]) -> Tuple[Tensor, Tensor]:
    d = torch.size(p[12], 0)
    weight = torch.cat([p[12], p[14]])
    bias = torch.cat([p[13], p[15]])
    both = self.wide(self.linear(memory, weight, bias))
    parts = torch.split_with_sizes(both, [d, d], 1)
    return (parts[0], parts[1])

  # Softmax attention within each segment. Neighbours that are equally long share one call, for single
  # short ones cost more in calls than in arithmetic. mask: heads * n * m bytes of each segment, end to
  # end.
  def attend(self: __torch__.TransformerKernels, q: Tensor, k: Tensor, v: Tensor, n: List[int], m: List[int], causal: bool, mask: Tensor) -> Tensor:
    d = torch.size(q, 1)
    size = d // self.heads
    first = self.first_of_runs(n, m)
    rows = annotate(List[int], [])
    queries = annotate(List[int], [])
    keys = annotate(List[int], [])
    for r in range(len(first) - 1):
      count = first[r + 1] - first[r]
      rows.append(count)
      queries.append(count * n[first[r]])
      keys.append(count * m[first[r]])
    qs = torch.split_with_sizes(q, queries)
    ks = torch.split_with_sizes(k, keys)
    vs = torch.split_with_sizes(v, keys)
    out = annotate(List[Tensor], [])
    at = 0
    for r in range(len(rows)):
      i = first[r]
      a = torch.transpose(torch.view(qs[r], [rows[r], n[i], self.heads, size]), 1, 2)
      b = torch.transpose(torch.view(ks[r], [rows[r], m[i], self.heads, size]), 1, 2)
      c = torch.transpose(torch.view(vs[r], [rows[r], m[i], self.heads, size]), 1, 2)
      if torch.numel(mask) > 0:
        end = at + self.heads * queries[r] * m[i]
        kept = torch.view(torch.slice(mask, 1, at, end), [rows[r], self.heads, n[i], m[i]])
        o = self.attend_dropping(a, b, c, causal, kept)
        at = end
      else:
        o = torch.scaled_dot_product_attention(a, b, c, None, 0., causal)
      out.append(torch.reshape(torch.transpose(o, 1, 2), [queries[r], d]))
    if len(out) == 1:
      return out[0]
    return torch.cat(out)

  # Which segments are not as long as the one before, and the number of all.
  def first_of_runs(self: __torch__.TransformerKernels, n: List[int], m: List[int]) -> List[int]:
    first = annotate(List[int], [])
    for i in range(len(n)):
      if i == 0:
        first.append(i)
      elif n[i] != n[i - 1] or m[i] != m[i - 1]:
        first.append(i)
    first.append(len(n))
    return first

  # The same by the formula, for the fused one takes no mask of ours. q, k, v: (rows, heads, n or m, size)
  def attend_dropping(self: __torch__.TransformerKernels, q: Tensor, k: Tensor, v: Tensor, causal: bool, kept: Tensor) -> Tensor:
    scores = torch.matmul(q / (torch.size(q, 3) ** 0.5), torch.transpose(k, 2, 3))
    if causal:
      ones = torch.ones([torch.size(q, 2), torch.size(k, 2)], dtype=11, device=q.device)
      scores = torch.masked_fill(scores, torch.triu(ones, 1), -1.e+30)
    return torch.matmul(torch.softmax(scores, 3) * kept, v * self.attention_scale)

  def feed_forward(self: __torch__.TransformerKernels, x: Tensor, mask: Tensor, p: List[Tensor], at: int) -> Tensor:
    h = self.activate(self.linear(x, p[at], p[at + 1]))
    if torch.numel(mask) > 0:
      h = h * mask * self.activation_scale
    return self.linear(h, p[at + 2], p[at + 3])

  # The numbers are those of Activation.java.
  def activate(self: __torch__.TransformerKernels, x: Tensor) -> Tensor:
    if self.activation == 1:
      y = torch.gelu(x, approximate="tanh")
    elif self.activation == 2:
      y = torch.relu_(x)
    elif self.activation == 3:
      y = torch.silu(x)
    else:
      y = torch.gelu(x)
    return y

  # A product with (out, in) weights and a bias. In bf16 its inputs are rounded here, the weights once
  # in a pass, and so is its result; their gradients come back in the type that they came in, fp32.
  def linear(self: __torch__.TransformerKernels, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    if self.bf16:
      return torch.linear(torch.to(x, 15), torch.to(weight, 15), torch.to(bias, 15))
    return torch.linear(x, weight, bias)

  # fp32 for what is no product, and for attention: in bf16 its backward pass takes three times as long.
  def wide(self: __torch__.TransformerKernels, x: Tensor) -> Tensor:
    return torch.to(x, 6)

  # The residual connection.
  def add(self: __torch__.TransformerKernels, x: Tensor, y: Tensor, mask: Tensor) -> Tensor:
    if torch.numel(mask) > 0:
      return torch.add(x, self.wide(y) * mask, alpha=self.dropout_scale)
    return x + self.wide(y)

  def norm(self: __torch__.TransformerKernels, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.layer_norm(x, [torch.size(x, 1)], weight, bias, self.norm_epsilon)

  # What stands between the last layer and the scores of words. rows: places among the tokens; p:
  # weight and bias of a product, of a norm
  def transform(self: __torch__.TransformerKernels, hidden: Tensor, rows: Tensor, p: List[Tensor]) -> Tensor:
    x = self.activate(self.linear(torch.index_select(hidden, 0, rows), p[0], p[1]))
    return self.norm(self.wide(x), p[2], p[3])

  # Scores of every word: (tokens, d) -> (tokens, V); bias (1, V) is final_logits_bias
  def logits(self: __torch__.TransformerKernels, hidden: Tensor, words: Tensor, bias: Tensor) -> Tensor:
    return torch.addmm(bias, hidden, torch.t(words))

  # Decoding, one token of every hypothesis at a time. p: all decoder layers, 26 tensors each, in
  # the order of decoder_layer. The cache has four tensors a layer: keys and values of the tokens so
  # far, (hypotheses, heads, tokens, size), and of the memory, (1, heads, source tokens, size).
  def decode_start(self: __torch__.TransformerKernels, memory: Tensor, p: List[Tensor]) -> List[Tensor]:
    cache = annotate(List[Tensor], [])
    none = torch.slice(self.by_head(memory), 2, 0, 0)
    for i in range(len(p) // 26):
      k, v = self.project_memory(memory, p[26 * i : 26 * i + 26])
      cache.append(none)
      cache.append(none)
      cache.append(torch.contiguous(self.by_head(k)))
      cache.append(torch.contiguous(self.by_head(v)))
    return cache

  # ids, parents: (hypotheses), the newest token of each and the row of the cache that it continues;
  # tables: as embed takes them, then final_logits_bias. Gives back log-probabilities of the next
  # token, (hypotheses, V), and the cache.
  def decode_step(self: __torch__.TransformerKernels, ids: Tensor, parents: Tensor, position: int, cache: List[Tensor], tables: List[Tensor], p: List[Tensor]) -> List[Tensor]:
    positions = torch.full_like(ids, position)
    none = torch.zeros([0])
    x = self.embed(ids, positions, ids, none, none, tables[:4])
    out = annotate(List[Tensor], [])
    for i in range(len(p) // 26):
      w = p[26 * i : 26 * i + 26]
      c = 4 * i
      k = self.extended(cache[c], parents, torch.linear(x, w[2], w[3]))
      v = self.extended(cache[c + 1], parents, torch.linear(x, w[4], w[5]))
      a = self.attend_as_rows(torch.linear(x, w[0], w[1]), k, v)
      y = self.norm(x + torch.linear(a, w[6], w[7]), w[8], w[9])
      # All hypotheses read one memory: to attention they are queries of one sequence.
      cq = self.by_head(torch.linear(y, w[10], w[11]))
      o = torch.scaled_dot_product_attention(cq, cache[c + 2], cache[c + 3], None, 0., False)
      b = torch.reshape(torch.transpose(o, 1, 2), [torch.size(x, 0), torch.size(x, 1)])
      z = self.norm(y + torch.linear(b, w[16], w[17]), w[18], w[19])
      x = self.norm(z + self.feed_forward(z, none, w, 20), w[24], w[25])
      out.append(k)
      out.append(v)
      out.append(cache[c + 2])
      out.append(cache[c + 3])
    return torch.add([torch.log_softmax(self.logits(x, tables[0], tables[4]), 1)], out)

  # The keys or values of the hypotheses' parents, with those of the newest token, (hypotheses, d)
  def extended(self: __torch__.TransformerKernels, past: Tensor, parents: Tensor, newest: Tensor) -> Tensor:
    shape = [torch.size(newest, 0), torch.size(past, 1), 1, torch.size(past, 3)]
    return torch.cat([torch.index_select(past, 0, parents), torch.view(newest, shape)], 2)

  # One query for each hypothesis, (hypotheses, d), over the tokens of that hypothesis
  def attend_as_rows(self: __torch__.TransformerKernels, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    rows = torch.size(q, 0)
    a = torch.view(q, [rows, torch.size(k, 1), 1, torch.size(k, 3)])
    o = torch.scaled_dot_product_attention(a, k, v, None, 0., False)
    return torch.reshape(o, [rows, torch.size(q, 1)])

  # (n, d) to (1, heads, n, size)
  def by_head(self: __torch__.TransformerKernels, x: Tensor) -> Tensor:
    n = torch.size(x, 0)
    size = torch.size(x, 1) // self.heads
    return torch.transpose(torch.view(x, [1, n, self.heads, size]), 1, 2)
