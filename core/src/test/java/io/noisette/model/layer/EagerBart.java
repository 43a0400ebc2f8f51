package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.Parameters;
import io.noisette.model.AttentionMask;
import io.noisette.model.bart.BartConfig;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The forward pass of BART as the paper's equations, one DJL operation after the other: what the
 * kernels must equal. Tensors are looked up by their names in files of transformers, here written
 * out.
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

  /**
   * Embeds tokens.
   *
   * @param stack {@code model.encoder.} or {@code model.decoder.}
   */
  NDArray embed(
      NDArray ids, NDArray positions, @Nullable NDArray delta, Parameters p, String stack) {
    double scale = config.scaleEmbedding() ? Math.sqrt(config.dModel()) : 1;
    NDArray words = rows(p.get("model.shared.weight"), ids).mul(scale);
    words = delta == null ? words : words.add(delta);
    NDArray places = rows(p.get(stack + "embed_positions.weight"), positions);
    return drop(norm(words.add(places), p, stack + "layernorm_embedding"), sites.hidden());
  }

  /**
   * A layer of the encoder.
   *
   * @param layer such as {@code model.encoder.layers.0.}
   */
  NDArray encoderLayer(NDArray x, Segments own, Parameters p, String layer) {
    return maskedLayer(x, own, ofAll(own, AttentionMask.FULL), p, layer);
  }

  /**
   * A layer of a single stack.
   *
   * @param masks one per sequence
   */
  NDArray maskedLayer(
      NDArray x, Segments own, List<AttentionMask> masks, Parameters p, String layer) {
    int heads = config.encoderAttentionHeads();
    NDArray a = attention(x, x, own, own, heads, masks, p, layer + "self_attn.");
    NDArray y = norm(x.add(drop(a, sites.hidden())), p, layer + "self_attn_layer_norm");
    NDArray f = feedForward(y, p, layer);
    return norm(y.add(drop(f, sites.hidden())), p, layer + "final_layer_norm");
  }

  NDArray decoderLayer(
      NDArray x, Segments own, NDArray memory, Segments source, Parameters p, String layer) {
    int heads = config.decoderAttentionHeads();
    NDArray a = attention(x, x, own, own, heads, true, p, layer + "self_attn.");
    NDArray y = norm(x.add(drop(a, sites.hidden())), p, layer + "self_attn_layer_norm");
    NDArray c = attention(y, memory, own, source, heads, false, p, layer + "encoder_attn.");
    NDArray z = norm(y.add(drop(c, sites.hidden())), p, layer + "encoder_attn_layer_norm");
    NDArray f = feedForward(z, p, layer);
    return norm(z.add(drop(f, sites.hidden())), p, layer + "final_layer_norm");
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

  /** With the linear layers q_proj, k_proj, v_proj and out_proj of {@code prefix}. */
  public NDArray attention(
      NDArray x,
      NDArray memory,
      Segments own,
      Segments others,
      int heads,
      boolean causal,
      Parameters p,
      String prefix) {
    AttentionMask mask = causal ? AttentionMask.CAUSAL : AttentionMask.FULL;
    return attention(x, memory, own, others, heads, ofAll(own, mask), p, prefix);
  }

  private NDArray attention(
      NDArray x,
      NDArray memory,
      Segments own,
      Segments others,
      int heads,
      List<AttentionMask> masks,
      Parameters p,
      String prefix) {
    NDArray q = linear(x, p, prefix + "q_proj");
    NDArray k = linear(memory, p, prefix + "k_proj");
    NDArray v = linear(memory, p, prefix + "v_proj");
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
      sequences.add(attend(asking, ks, vs, kept, masks.get(i)));
      weight += weights;
      query += queries[i];
      key += keys[i];
    }
    return linear(concat(sequences, 0), p, prefix + "out_proj");
  }

  /** softmax(q k^T / sqrt(d / heads)) v of one sequence, head by head. */
  private NDArray attend(NDArray q, NDArray k, NDArray v, NDArray kept, AttentionMask mask) {
    long heads = kept.getShape().get(0);
    long size = config.dModel() / heads;
    NDList outputs = new NDList();
    for (long head = 0; head < heads; head++) {
      NDIndex columns = new NDIndex("{}:, {}:{}", 0, head * size, (head + 1) * size);
      NDArray scores =
          q.get(columns).matMul(k.get(columns).transpose()).div(Math.sqrt((double) size));
      if (mask != AttentionMask.FULL) {
        scores = scores.add(unseen(mask, Math.toIntExact(q.getShape().get(0))));
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

  /** With the linear layers fc1 and fc2 of {@code prefix}. */
  public NDArray feedForward(NDArray x, Parameters p, String prefix) {
    NDArray inner = activate(linear(x, p, prefix + "fc1"));
    return linear(drop(inner, sites.activation()), p, prefix + "fc2");
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

  private static NDArray linear(NDArray x, Parameters p, String name) {
    return x.matMul(p.get(name + ".weight").transpose()).add(p.get(name + ".bias"));
  }

  /** Layer normalization with weight and bias of {@code name}. */
  public static NDArray norm(NDArray x, Parameters p, String name) {
    int[] width = {1};
    NDArray centred = x.sub(x.mean(width, true));
    NDArray variance = centred.square().mean(width, true);
    NDArray scaled = centred.div(variance.add(EPSILON).sqrt());
    return scaled.mul(p.get(name + ".weight")).add(p.get(name + ".bias"));
  }

  public NDArray drop(NDArray x, DropoutMasks masks) {
    NDArray mask = masks.next(manager, x.getShape().get(0), x.getShape().get(1));
    return mask.size() == 0 ? x : x.mul(mask.toType(DataType.FLOAT32, true)).mul(masks.getScale());
  }

  /** (n, n): what is added to the scores so that tokens see what the mask shows alone. */
  private NDArray unseen(AttentionMask mask, int n) {
    float[] values = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        values[i * n + j] = mask.sees(i, j) ? 0 : MINUS_INFINITY;
      }
    }
    return manager.create(values, new Shape(n, n));
  }

  public NDArray rows(NDArray table, NDArray ids) {
    return oneHot(ids, table.getShape().get(0)).matMul(table);
  }

  private static List<AttentionMask> ofAll(Segments sequences, AttentionMask mask) {
    return Collections.nCopies(sequences.tokens().getSequenceCount(), mask);
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
