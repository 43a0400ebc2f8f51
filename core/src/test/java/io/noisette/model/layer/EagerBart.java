package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.DropoutMasks;
import io.noisette.model.bart.BartConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The forward pass of BART as the paper's equations, one DJL operation after the other: what the
 * kernels must equal. Takes what {@link TransformerKernels} takes.
 */
public final class EagerBart {

  private static final double EPSILON = 1e-5;
  private static final float MINUS_INFINITY = -1e30f;

  private final NDManager manager;
  private final BartConfig config;
  private final DropoutSites sites;

  /** Arrays on the way belong to {@code manager}. */
  public EagerBart(NDManager manager, BartConfig config, DropoutSites sites) {
    this.manager = manager;
    this.config = config;
    this.sites = sites;
  }

  NDArray embed(NDArray ids, NDArray positions, @Nullable NDArray delta, List<NDArray> p) {
    double scale = config.scaleEmbedding() ? Math.sqrt(config.dModel()) : 1;
    NDArray words = rows(p.get(0), ids).mul(scale);
    words = delta == null ? words : words.add(delta);
    NDArray x = norm(words.add(rows(p.get(1), positions)), p.get(2), p.get(3));
    return drop(x, sites.hidden());
  }

  NDArray encoderLayer(NDArray x, Segments own, List<NDArray> p) {
    int heads = config.encoderAttentionHeads();
    NDArray a = attention(x, x, own, own, heads, false, p.subList(0, 8));
    NDArray y = norm(x.add(drop(a, sites.hidden())), p.get(8), p.get(9));
    NDArray f = feedForward(y, p.subList(10, 14));
    return norm(y.add(drop(f, sites.hidden())), p.get(14), p.get(15));
  }

  NDArray decoderLayer(NDArray x, Segments own, NDArray memory, Segments source, List<NDArray> p) {
    int heads = config.decoderAttentionHeads();
    NDArray a = attention(x, x, own, own, heads, true, p.subList(0, 8));
    NDArray y = norm(x.add(drop(a, sites.hidden())), p.get(8), p.get(9));
    NDArray c = attention(y, memory, own, source, heads, false, p.subList(10, 18));
    NDArray z = norm(y.add(drop(c, sites.hidden())), p.get(18), p.get(19));
    NDArray f = feedForward(z, p.subList(20, 24));
    return norm(z.add(drop(f, sites.hidden())), p.get(24), p.get(25));
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
  public static NDArray concat(NDList arrays, int axis) {
    return arrays.size() == 1 ? arrays.get(0) : NDArrays.concat(arrays, axis);
  }

  /** p: weights and biases of q, k, v, out. */
  public NDArray attention(
      NDArray x,
      NDArray memory,
      Segments own,
      Segments others,
      int heads,
      boolean causal,
      List<NDArray> p) {
    NDArray q = linear(x, p.get(0), p.get(1));
    NDArray k = linear(memory, p.get(2), p.get(3));
    NDArray v = linear(memory, p.get(4), p.get(5));
    NDList sequences = new NDList();
    long[] queries = own.tokens().getLengths();
    long[] keys = others.tokens().getLengths();
    NDArray mask =
        sites.attention().next(manager, 1, heads * own.tokens().countPairs(others.tokens()));
    long weight = 0;
    long query = 0;
    long key = 0;
    for (int i = 0; i < queries.length; i++) {
      NDArray asking = rows(q, query, queries[i]);
      long weights = heads * queries[i] * keys[i];
      NDArray ks = rows(k, key, keys[i]);
      NDArray vs = rows(v, key, keys[i]);
      Shape shape = new Shape(heads, queries[i], keys[i]);
      NDArray kept =
          mask.size() == 0
              ? manager.ones(shape)
              : mask.get(new NDIndex("0, {}:{}", weight, weight + weights)).reshape(shape);
      sequences.add(attend(asking, ks, vs, kept, causal));
      weight += weights;
      query += queries[i];
      key += keys[i];
    }
    return linear(concat(sequences, 0), p.get(6), p.get(7));
  }

  /** softmax(q k^T / sqrt(d / heads)) v of one sequence, head by head. */
  private NDArray attend(NDArray q, NDArray k, NDArray v, NDArray kept, boolean causal) {
    long heads = kept.getShape().get(0);
    long size = config.dModel() / heads;
    NDList outputs = new NDList();
    for (long head = 0; head < heads; head++) {
      NDIndex columns = new NDIndex("{}:, {}:{}", 0, head * size, (head + 1) * size);
      NDArray scores =
          q.get(columns).matMul(k.get(columns).transpose()).div(Math.sqrt((double) size));
      if (causal) {
        scores = scores.add(future(Math.toIntExact(q.getShape().get(0))));
      }
      NDArray weights = scores.softmax(1);
      if (kept.getDataType() == DataType.UINT8) {
        NDArray own = kept.get(head).toType(DataType.FLOAT32, true);
        weights = weights.mul(own).mul(sites.attention().getScale());
      }
      outputs.add(weights.matMul(v.get(columns)));
    }
    return concat(outputs, 1);
  }

  /** p: weights and biases of both products. */
  public NDArray feedForward(NDArray x, List<NDArray> p) {
    NDArray inner = activate(linear(x, p.get(0), p.get(1)));
    return linear(drop(inner, sites.activation()), p.get(2), p.get(3));
  }

  private NDArray activate(NDArray x) {
    return switch (config.activation()) {
      case GELU -> x.mul(x.div(Math.sqrt(2)).erf().add(1)).mul(0.5);
      case GELU_NEW -> {
        NDArray inner = x.add(x.mul(x).mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
        yield x.mul(inner.tanh().add(1)).mul(0.5);
      }
      case RELU -> x.add(x.abs()).mul(0.5);
      case SILU -> x.div(x.neg().exp().add(1));
    };
  }

  private static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
    return x.matMul(weight.transpose()).add(bias);
  }

  public static NDArray norm(NDArray x, NDArray weight, NDArray bias) {
    int[] width = {1};
    NDArray centred = x.sub(x.mean(width, true));
    NDArray variance = centred.square().mean(width, true);
    return centred.div(variance.add(EPSILON).sqrt()).mul(weight).add(bias);
  }

  public NDArray drop(NDArray x, DropoutMasks masks) {
    NDArray mask = masks.next(manager, x.getShape().get(0), x.getShape().get(1));
    return mask.size() == 0 ? x : x.mul(mask.toType(DataType.FLOAT32, true)).mul(masks.getScale());
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

  public NDArray rows(NDArray table, NDArray ids) {
    return oneHot(ids, table.getShape().get(0)).matMul(table);
  }

  private static NDArray rows(NDArray x, long start, long length) {
    return x.get(new NDIndex("{}:{}", start, start + length));
  }

  /** A row of zeros where the id is negative. */
  public NDArray oneHot(NDArray ids, long size) {
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
