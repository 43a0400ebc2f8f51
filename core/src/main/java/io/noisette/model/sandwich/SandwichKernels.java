package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.Kernels;
import io.noisette.engine.Precision;
import io.noisette.model.Activation;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.KernelConstants;
import io.noisette.model.layer.Segments;
import io.noisette.model.layer.TransformerKernels;
import java.util.List;
import java.util.Map;

/**
 * Sublayers of a {@link SandwichModel}, one libtorch call each; the computation is in {@code
 * TransformerKernels.py} and {@code SandwichKernels.py}.
 */
final class SandwichKernels implements AutoCloseable {

  private final Kernels kernels;
  private final SandwichConfig config;
  private final DropoutSites sites;

  /**
   * Compiles the kernels.
   *
   * @param parent names the device
   * @param sites sources of the sublayers' dropout masks, which the caller starts before each pass
   */
  SandwichKernels(
      NDManager parent, SandwichConfig config, DropoutSites sites, Precision precision) {
    this.config = config;
    this.sites = sites;
    KernelConstants constants =
        new KernelConstants(
            config.numAttentionHeads(),
            config.tokens().pad(),
            Activation.RELU,
            Math.sqrt(config.hiddenSize()),
            config.layerNormEps());
    kernels = compile(parent, constants.toAttributes(sites, precision), config.gate());
  }

  /** Compiles the kernels with the constants of {@code TransformerKernels.py} and a gate. */
  static Kernels compile(NDManager parent, Map<String, Object> attributes, Gate gate) {
    attributes.put("gate", gate.getNumber());
    List<String> sources = List.of("TransformerKernels", "SandwichKernels");
    return Kernels.compile(parent, TransformerKernels.class, sources, attributes);
  }

  /**
   * Returns the embeddings of tokens, (tokens, d).
   *
   * @param words token ids by band
   * @param positions row of {@code table} for each token, (tokens)
   * @param table position embedding matrix
   * @param p embedding parameters
   */
  NDArray embed(
      NDManager scope, BandedWords words, NDArray positions, NDArray table, List<NDArray> p) {
    NDArray mask = sites.hidden().next(scope, words.getSize(), config.hiddenSize());
    return kernels.call(
        "embed_words",
        p,
        scope.create(words.getWithin()),
        scope.create(words.getSizes()),
        scope.create(words.getOrder()),
        positions,
        table,
        mask);
  }

  /** Applies a self-attention sublayer, from (tokens, d) to (tokens, d). */
  NDArray attention(NDArray x, Segments own, List<NDArray> p) {
    long weights = config.numAttentionHeads() * own.tokens().countPairs(own.tokens());
    NDArray mask = sites.attention().next(x.getManager(), 1, weights);
    return kernels.call(
        "attention_sublayer", p, x, own.lengths(), mask, rowMask(x, sites.hidden(), width(x)));
  }

  /** Applies a feed-forward sublayer, from (tokens, d) to (tokens, d). */
  NDArray feedForward(NDArray x, List<NDArray> p) {
    NDArray inner = rowMask(x, sites.activation(), config.intermediateSize());
    return kernels.call("feed_forward_sublayer", p, x, inner, rowMask(x, sites.hidden(), width(x)));
  }

  /**
   * Applies a self-attention sublayer without dropout at the last positions of each segment only:
   * from (tokens, d) to (selected tokens, d).
   *
   * @param lasts number of selected positions per segment
   * @param rows indices of the selected positions among all tokens
   */
  NDArray lastAttention(NDArray x, Segments own, NDArray lasts, NDArray rows, List<NDArray> p) {
    return kernels.call("last_attention_sublayer", p, x, own.lengths(), lasts, rows);
  }

  /** Returns selected rows of (tokens, d). */
  NDArray select(NDArray x, NDArray rows) {
    return kernels.call("select", List.of(), x, rows);
  }

  /** Applies the final layer norm, from (tokens, d) to (tokens, d). */
  NDArray finalNorm(NDArray x, List<NDArray> p) {
    return kernels.call("final_norm", p, x);
  }

  /**
   * Returns the last token's hidden state, (1, d), followed by the keys and values of all tokens.
   */
  List<NDArray> readPrompt(NDManager owner, NDArray x, List<NDArray> p) {
    return kernels.plain(owner, "read_prompt", x, attentionFlags(), gateSize(), p);
  }

  /**
   * Returns the hidden states of the newest tokens, (hypotheses, d), followed by the keys and
   * values of all tokens.
   */
  List<NDArray> writeToken(
      NDManager owner, NDArray x, NDArray parents, List<NDArray> cache, List<NDArray> p) {
    return kernels.plain(owner, "write_token", x, parents, cache, attentionFlags(), gateSize(), p);
  }

  @Override
  public void close() {
    kernels.close();
  }

  private long[] attentionFlags() {
    return config
        .sublayers()
        .letters()
        .chars()
        .mapToLong(letter -> letter == 's' ? 1 : 0)
        .toArray();
  }

  private long gateSize() {
    return config.gate().getMatrices().size() + (config.gate().hasBias() ? 1L : 0L);
  }

  private static NDArray rowMask(NDArray x, DropoutMasks masks, long width) {
    return masks.next(x.getManager(), x.getShape().get(0), width);
  }

  private static long width(NDArray x) {
    return x.getShape().get(1);
  }
}
