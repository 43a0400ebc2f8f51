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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Layers of BART, BERT and RoBERTa, one libtorch call each; the computation is in {@code
 * TransformerKernels.py}.
 *
 * <p>Each function takes its parameters as a list, which {@link #tensorsOf} collects from a model
 * once for all passes.
 *
 * <p>A dropout mask is identified by its position in the order in which masks of its kind are
 * requested, so changing that order changes what is trained.
 */
public final class TransformerKernels implements AutoCloseable {

  private final Kernels kernels;
  private final KernelConstants constants;
  private final DropoutSites sites;

  /**
   * Compiles the TorchScript kernels of the layers.
   *
   * @param parent names the device
   * @param pad row of the embedding matrix that receives no gradient from its lookups
   * @param sites sources of the layers' dropout masks, which the caller starts before each pass
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
    kernels = Kernels.compile(parent, TransformerKernels.class, "TransformerKernels", values);
  }

  /**
   * Returns the parameters of a layer as a kernel function takes them: a list, in the function's
   * order.
   *
   * @param function such as {@code encoder_layer}
   * @param names parameter name by the kernel's name
   * @throws IllegalArgumentException if a parameter is missing, or the function does not take it
   */
  public List<NDArray> tensorsOf(
      String function, Map<String, String> names, Parameters parameters) {
    return parameters.get(kernels.function(function).order("p", names));
  }

  /**
   * Returns the embeddings of tokens, (tokens, d), from the embedding parameters {@code p}.
   *
   * @param ids token ids, (tokens)
   * @param positions row of the position embedding matrix for each token, (tokens)
   * @param delta perturbation of the input embeddings, (tokens, d), or null
   * @param p parameters of {@code embed}
   */
  public NDArray embed(NDArray ids, NDArray positions, @Nullable NDArray delta, List<NDArray> p) {
    NDManager scope = ids.getManager();
    KernelFunction embed = kernels.function("embed");
    NDArray mask = embeddingMask(ids, embed, p);
    return embed.call(scope, ids, positions, orEmpty(delta, scope), mask, p);
  }

  /**
   * Returns the embeddings of tokens with token types, (tokens, d), from the embedding parameters
   * {@code p}.
   *
   * @param types token types, (tokens)
   * @param p parameters of {@code embed_typed}
   */
  public NDArray embedTyped(
      NDArray ids, NDArray positions, NDArray types, @Nullable NDArray delta, List<NDArray> p) {
    NDManager scope = ids.getManager();
    KernelFunction embed = kernels.function("embed_typed");
    NDArray mask = embeddingMask(ids, embed, p);
    return embed.call(scope, ids, positions, types, orEmpty(delta, scope), mask, p);
  }

  /**
   * Returns the embeddings of tokens whose word embeddings are hidden states of another stack,
   * (tokens, d), from the embedding parameters {@code p}.
   *
   * @param x hidden states, (tokens, d)
   * @param positions row of the position embedding matrix for each token, (tokens)
   * @param p parameters of {@code embed_states}
   */
  public NDArray embedStates(NDArray x, NDArray positions, List<NDArray> p) {
    return kernels.function("embed_states").call(x.getManager(), x, positions, hiddenMask(x), p);
  }

  /**
   * Applies an encoder layer with parameters {@code p} to hidden states {@code x} of shape (tokens,
   * d); the result has the same shape.
   */
  public NDArray encoderLayer(NDArray x, Segments tokens, List<NDArray> p) {
    return selfAttentionLayer("encoder_layer", x, tokens, p, tokens.lengths());
  }

  /**
   * Applies a layer without cross-attention like {@link #encoderLayer}, in which each token attends
   * only to itself and the tokens before it.
   */
  public NDArray causalLayer(NDArray x, Segments tokens, List<NDArray> p) {
    return selfAttentionLayer("causal_layer", x, tokens, p, tokens.lengths());
  }

  /**
   * Applies a layer without cross-attention like {@link #encoderLayer}, under an attention mask of
   * each sequence.
   *
   * @param bias from {@link io.noisette.model.MaskedTokens#toBias}
   */
  public NDArray maskedLayer(NDArray x, Segments tokens, NDArray bias, List<NDArray> p) {
    return selfAttentionLayer("masked_layer", x, tokens, p, tokens.lengths(), bias);
  }

  /**
   * Applies a decoder layer with parameters {@code p} to hidden states {@code x} of shape (target
   * tokens, d), with cross-attention to {@code memory}; the result has the same shape.
   *
   * @param memory the encoder's last hidden states, (source tokens, d)
   */
  public NDArray decoderLayer(
      NDArray x, Segments target, NDArray memory, Segments source, List<NDArray> p) {
    KernelFunction layer = kernels.function("decoder_layer");
    return layer.call(
        x.getManager(),
        x,
        memory,
        target.lengths(),
        source.lengths(),
        weightMask(x, target, target),
        hiddenMask(x),
        weightMask(x, target, source),
        hiddenMask(x),
        innerMask(x, layer, p),
        hiddenMask(x),
        p);
  }

  /**
   * Applies the dense layer, activation and layer norm of a masked-LM head with parameters {@code
   * p} to the tokens {@code rows}, from (tokens, d) to (rows, d).
   *
   * @param rows indices of the selected tokens
   */
  public NDArray transform(NDArray hidden, long[] rows, List<NDArray> p) {
    NDManager scope = hidden.getManager();
    return kernels.function("transform").call(scope, hidden, scope.create(rows), p);
  }

  /**
   * Returns the hidden states of some tokens, (rows, d).
   *
   * @param rows indices of the selected tokens
   */
  public NDArray select(NDArray hidden, long[] rows) {
    NDManager scope = hidden.getManager();
    return kernels.function("select").call(scope, hidden, scope.create(rows));
  }

  /**
   * Computes the logits of hidden states, from (tokens, d) to (tokens, V), with the embedding
   * matrix {@code words}.
   *
   * @param words embedding matrix, (V, d)
   * @param bias of the logits, (V) or (1, V)
   */
  public NDArray logits(NDArray hidden, NDArray words, NDArray bias) {
    return kernels.function("logits").call(hidden.getManager(), hidden, words, bias);
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    kernels.close();
  }

  private NDArray selfAttentionLayer(
      String function, NDArray x, Segments tokens, List<NDArray> p, NDArray... attended) {
    KernelFunction layer = kernels.function(function);
    List<Object> arguments = new ArrayList<>(List.of(x));
    Collections.addAll(arguments, attended);
    arguments.add(weightMask(x, tokens, tokens));
    arguments.add(hiddenMask(x));
    arguments.add(innerMask(x, layer, p));
    arguments.add(hiddenMask(x));
    arguments.add(p);
    return layer.call(x.getManager(), arguments.toArray());
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
