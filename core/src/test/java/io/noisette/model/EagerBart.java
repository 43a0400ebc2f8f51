package io.noisette.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.DropoutMasks;
import java.util.List;

/**
 * The forward pass of BART as the paper's equations, one DJL operation after the other: what the
 * kernels must equal. Takes what {@link BartKernels} takes.
 */
final class EagerBart {

  private static final double EPSILON = 1e-5;
  private static final float MINUS_INFINITY = -1e30f;

  private final NDManager manager;
  private final BartConfig config;
  private final double dropoutScale;

  /** Arrays on the way belong to {@code manager}. */
  EagerBart(NDManager manager, BartConfig config, double dropoutScale) {
    this.manager = manager;
    this.config = config;
    this.dropoutScale = dropoutScale;
  }

  NDArray embed(NDArray ids, NDArray positions, DropoutMasks masks, List<NDArray> p) {
    double scale = config.scaleEmbedding() ? Math.sqrt(config.dModel()) : 1;
    NDArray words = rows(p.get(0), ids).mul(scale);
    NDArray x = norm(words.add(rows(p.get(1), positions)), p.get(2), p.get(3));
    return drop(x, masks);
  }

  NDArray encoderLayer(NDArray x, NDArray lengths, DropoutMasks masks, List<NDArray> p) {
    NDArray mask1 = mask(x, masks);
    NDArray mask2 = mask(x, masks);
    int heads = config.encoderAttentionHeads();
    NDArray a = attention(x, x, lengths, lengths, heads, false, p.subList(0, 8));
    NDArray y = norm(x.add(drop(a, mask1)), p.get(8), p.get(9));
    NDArray f = feedForward(y, p.subList(10, 14));
    return norm(y.add(drop(f, mask2)), p.get(14), p.get(15));
  }

  NDArray decoderLayer(
      NDArray x,
      NDArray memory,
      NDArray lengths,
      NDArray memoryLengths,
      DropoutMasks masks,
      List<NDArray> p) {
    NDArray mask1 = mask(x, masks);
    NDArray mask2 = mask(x, masks);
    NDArray mask3 = mask(x, masks);
    int heads = config.decoderAttentionHeads();
    NDArray a = attention(x, x, lengths, lengths, heads, true, p.subList(0, 8));
    NDArray y = norm(x.add(drop(a, mask1)), p.get(8), p.get(9));
    NDArray c = attention(y, memory, lengths, memoryLengths, heads, false, p.subList(10, 18));
    NDArray z = norm(y.add(drop(c, mask2)), p.get(18), p.get(19));
    NDArray f = feedForward(z, p.subList(20, 24));
    return norm(z.add(drop(f, mask3)), p.get(24), p.get(25));
  }

  /** The sum of -log p over the labels that are not negative. */
  NDArray crossEntropy(NDArray hidden, NDArray words, NDArray bias, NDArray labels) {
    NDArray logP = logits(hidden, words, bias).logSoftmax(1);
    NDArray chosen = logP.mul(oneHot(labels, words.getShape().get(0)));
    return chosen.sum().neg();
  }

  NDArray logits(NDArray hidden, NDArray words, NDArray bias) {
    return hidden.matMul(words.transpose()).add(bias);
  }

  /** DJL gives back a copy without a graph if there is only one. */
  private static NDArray concat(NDList arrays, int axis) {
    return arrays.size() == 1 ? arrays.get(0) : NDArrays.concat(arrays, axis);
  }

  /** p: weights and biases of q, k, v, out. */
  private NDArray attention(
      NDArray x,
      NDArray memory,
      NDArray lengths,
      NDArray memoryLengths,
      int heads,
      boolean causal,
      List<NDArray> p) {
    NDArray q = linear(x, p.get(0), p.get(1));
    NDArray k = linear(memory, p.get(2), p.get(3));
    NDArray v = linear(memory, p.get(4), p.get(5));
    NDList sequences = new NDList();
    long[] queries = lengths.toLongArray();
    long[] keys = memoryLengths.toLongArray();
    long query = 0;
    long key = 0;
    for (int i = 0; i < queries.length; i++) {
      NDArray own = rows(q, query, queries[i]);
      sequences.add(attend(own, rows(k, key, keys[i]), rows(v, key, keys[i]), heads, causal));
      query += queries[i];
      key += keys[i];
    }
    return linear(concat(sequences, 0), p.get(6), p.get(7));
  }

  /** softmax(q k^T / sqrt(d / heads)) v of one sequence, head by head. */
  private NDArray attend(NDArray q, NDArray k, NDArray v, int heads, boolean causal) {
    long size = config.dModel() / heads;
    NDList outputs = new NDList();
    for (int head = 0; head < heads; head++) {
      NDIndex columns = new NDIndex("{}:, {}:{}", 0, head * size, (head + 1) * size);
      NDArray scores =
          q.get(columns).matMul(k.get(columns).transpose()).div(Math.sqrt((double) size));
      if (causal) {
        scores = scores.add(future(Math.toIntExact(q.getShape().get(0))));
      }
      outputs.add(scores.softmax(1).matMul(v.get(columns)));
    }
    return concat(outputs, 1);
  }

  private NDArray feedForward(NDArray x, List<NDArray> p) {
    return linear(gelu(linear(x, p.get(0), p.get(1))), p.get(2), p.get(3));
  }

  /** x P(X <= x), X standard normal: with the error function, not with a tanh. */
  private static NDArray gelu(NDArray x) {
    return x.mul(x.div(Math.sqrt(2)).erf().add(1)).mul(0.5);
  }

  private static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
    return x.matMul(weight.transpose()).add(bias);
  }

  private static NDArray norm(NDArray x, NDArray weight, NDArray bias) {
    int[] width = {1};
    NDArray centred = x.sub(x.mean(width, true));
    NDArray variance = centred.square().mean(width, true);
    return centred.div(variance.add(EPSILON).sqrt()).mul(weight).add(bias);
  }

  private NDArray drop(NDArray x, DropoutMasks masks) {
    return drop(x, mask(x, masks));
  }

  private NDArray drop(NDArray x, NDArray mask) {
    return mask.size() == 0 ? x : x.mul(mask.toType(DataType.FLOAT32, true)).mul(dropoutScale);
  }

  private NDArray mask(NDArray x, DropoutMasks masks) {
    return masks.next(manager, x.getShape().get(0), x.getShape().get(1));
  }

  /** (n, n): what is added to the scores so that position i sees 0..i only. */
  private NDArray future(int n) {
    float[] values = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        values[i * n + j] = MINUS_INFINITY;
      }
    }
    return manager.create(values, new Shape(n, n));
  }

  private NDArray rows(NDArray table, NDArray ids) {
    return oneHot(ids, table.getShape().get(0)).matMul(table);
  }

  private static NDArray rows(NDArray x, long start, long length) {
    return x.get(new NDIndex("{}:{}", start, start + length));
  }

  /** A row of zeros where the id is negative. */
  private NDArray oneHot(NDArray ids, long size) {
    long[] places = ids.toLongArray();
    float[] values = new float[Math.toIntExact(places.length * size)];
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        values[Math.toIntExact(i * size + places[i])] = 1;
      }
    }
    return manager.create(values, new Shape(places.length, size));
  }
}
