package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a stack, of BART, BERT or RoBERTa, one libtorch call each; the computation is in
 * {@code TransformerKernels.py}.
 *
 * <p>Each function takes its tensors as a list, which {@link #tensorsOf} makes of a model's
 * parameters, once for all passes.
 *
 * <p>A dropout mask is identified by its place in the order in which masks of its kind are asked
 * for, so whoever changes that order changes what is trained.
 */
public final class TransformerKernels implements AutoCloseable {

  private final Kernels kernels;
  private final KernelConstants constants;
  private final DropoutSites sites;

  /**
   * @param parent names the device
   * @param pad row of the word embeddings that takes no gradient from its lookups
   * @param sites whose masks the layers take; the caller starts them
   */
  public TransformerKernels(
      NDManager parent,
      KernelConstants constants,
      int pad,
      DropoutSites sites,
      Precision precision) {
    this.constants = constants;
    this.sites = sites;
    Map<String, Object> values = constants.toMap(sites, precision);
    values.put("pad", pad);
    kernels =
        Kernels.compile(parent, TransformerKernels.class, "TransformerKernels", values);
  }

  /**
   * The tensors that a function takes as its last argument, in its order.
   *
   * @param function such as {@code encoder_layer}
   * @param names of parameters, by the function's names for them
   * @throws IllegalArgumentException if one is missing, or the function has no place for it
   */
  public List<NDArray> tensorsOf(
      String function, Map<String, String> names, Parameters parameters) {
    return parameters.get(kernels.function(function).order("p", names));
  }

  /**
   * Embeds tokens.
   *
   * @param ids (tokens)
   * @param positions rows of the position embeddings, (tokens)
   * @param delta added to the word embeddings, (tokens, d), or null
   * @param p of {@code embed}
   * @return (tokens, d)
   */
  public NDArray embed(
      NDArray ids, NDArray positions, @Nullable NDArray delta, List<NDArray> p) {
    NDManager scope = ids.getManager();
    KernelFunction embed = kernels.function("embed");
    NDArray mask = embeddingMask(ids, embed, p);
    return embed.call(scope, ids, positions, orEmpty(delta, scope), mask, p);
  }

  /**
   * Like {@link #embed}, with embeddings of token types.
   *
   * @param types (tokens)
   * @param p of {@code embed_typed}
   */
  public NDArray embedTyped(
      NDArray ids, NDArray positions, NDArray types, @Nullable NDArray delta, List<NDArray> p) {
    NDManager scope = ids.getManager();
    KernelFunction embed = kernels.function("embed_typed");
    NDArray mask = embeddingMask(ids, embed, p);
    return embed.call(scope, ids, positions, types, orEmpty(delta, scope), mask, p);
  }

  /** (tokens, d) to (tokens, d). */
  public NDArray encoderLayer(NDArray x, Segments own, List<NDArray> p) {
    KernelFunction layer = kernels.function("encoder_layer");
    return layer.call(
        x.getManager(),
        x,
        own.lengths(),
        weightMask(x, own, own),
        hiddenMask(x),
        innerMask(x, layer, p),
        hiddenMask(x),
        p);
  }

  /** (target tokens, d) and the encoder's (source tokens, d) to (target tokens, d). */
  public NDArray decoderLayer(
      NDArray x, Segments own, NDArray memory, Segments source, List<NDArray> p) {
    KernelFunction layer = kernels.function("decoder_layer");
    return layer.call(
        x.getManager(),
        x,
        memory,
        own.lengths(),
        source.lengths(),
        weightMask(x, own, own),
        hiddenMask(x),
        weightMask(x, own, source),
        hiddenMask(x),
        innerMask(x, layer, p),
        hiddenMask(x),
        p);
  }

  /** The hidden states of some tokens, (tokens, d), made ready for the output words: (rows, d). */
  public NDArray transform(NDArray hidden, long[] rows, List<NDArray> p) {
    NDManager scope = hidden.getManager();
    return kernels.function("transform").call(scope, hidden, scope.create(rows), p);
  }

  /** (tokens, d) to scores (tokens, V). */
  public NDArray logits(NDArray hidden, NDArray words, NDArray bias) {
    return kernels.function("logits").call(hidden.getManager(), hidden, words, bias);
  }

  /** What decoding a source starts from: the memory's keys and values in every layer. */
  public List<NDArray> decodeStart(NDManager owner, NDArray memory, List<List<NDArray>> layers) {
    return kernels.function("decode_start").callForList(owner, memory, layers);
  }

  /**
   * Log-probabilities of the next token, (hypotheses, V), and then the cache as it is now.
   *
   * @param bias of the scores, (1, V)
   */
  public List<NDArray> decodeStep(
      NDManager owner,
      NDArray ids,
      NDArray parents,
      long position,
      List<NDArray> cache,
      NDArray bias,
      List<NDArray> embedding,
      List<List<NDArray>> layers) {
    return kernels
        .function("decode_step")
        .callForList(owner, ids, parents, position, cache, bias, embedding, layers);
  }

  @Override
  public void close() {
    kernels.close();
  }

  private NDArray embeddingMask(NDArray ids, KernelFunction embed, List<NDArray> p) {
    NDArray words = p.get(embed.getPosition("p", "words")); // (V, d)
    long width = words.getShape().get(1);
    return sites.hidden().next(ids.getManager(), ids.size(), width);
  }

  private NDArray weightMask(NDArray x, Segments queries, Segments keys) {
    long weights = constants.heads() * queries.tokens().countPairs(keys.tokens());
    return sites.attention().next(x.getManager(), 1, weights);
  }

  private NDArray hiddenMask(NDArray x) {
    return rowMask(x, sites.hidden(), x.getShape().get(1));
  }

  private NDArray innerMask(NDArray x, KernelFunction layer, List<NDArray> p) {
    NDArray bias = p.get(layer.getPosition("p", "fc1.bias")); // (inner width)
    return rowMask(x, sites.activation(), bias.size());
  }

  private static NDArray rowMask(NDArray x, DropoutMasks masks, long width) {
    return masks.next(x.getManager(), x.getShape().get(0), width);
  }

  private static NDArray orEmpty(@Nullable NDArray delta, NDManager scope) {
    return delta == null ? scope.create(new Shape(0), DataType.FLOAT32) : delta;
  }
}
