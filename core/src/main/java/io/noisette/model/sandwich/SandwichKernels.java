package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.Segments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sublayers of a {@link SandwichModel}, one libtorch call each; the computation is in {@code
 * SandwichKernels.py}.
 *
 * <p>A dropout mask is identified by its position in the order in which masks of its kind are
 * requested, so changing that order changes what is trained.
 */
final class SandwichKernels implements AutoCloseable {

  private final Kernels kernels;
  private final SandwichConfig config;
  private final DropoutSites sites;
  private final long[] attention; // 1 for each sublayer that is one, else 0

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
    Map<String, Object> values = config.toConstants().toMap(sites, precision);
    values.put("gate", config.gate().getName());
    kernels = Kernels.compile(parent, SandwichKernels.class, "SandwichKernels", values);
    String letters = config.sublayers().letters();
    attention = letters.chars().mapToLong(letter -> letter == 's' ? 1 : 0).toArray();
  }

  /** Parameters of a sublayer and of its gate, in the order of the kernels. */
  record Sublayer(List<NDArray> tensors, List<NDArray> gate) {}

  /** Returns the parameters of all sublayers. */
  List<Sublayer> sublayersOf(Parameters parameters) {
    List<Sublayer> sublayers = new ArrayList<>();
    for (int i = 0; i < attention.length; i++) {
      String function = attention[i] == 1 ? "attention_sublayer" : "feed_forward_sublayer";
      Map<String, String> names = SandwichLayout.sublayer(config, i);
      Map<String, String> ofGate = SandwichLayout.gate(config, i);
      sublayers.add(
          new Sublayer(
              parameters.get(kernels.function(function).order("p", names)),
              parameters.get(config.gate().order(kernels, ofGate))));
    }
    return sublayers;
  }

  /** Returns the parameters of the layer norm after the last sublayer. */
  List<NDArray> finalNormOf(Parameters parameters) {
    KernelFunction norm = kernels.function("final_norm");
    return parameters.get(norm.order("p", SandwichLayout.FINAL_NORM));
  }

  /**
   * Returns the embeddings of tokens, (tokens, d).
   *
   * @param words token ids by band
   * @param positions row of {@code places} for each token, (tokens)
   * @param places position embedding matrix
   * @param p parameters of {@link SandwichLayout#embedding}
   * @return (tokens, d)
   */
  NDArray embed(
      NDManager scope, BandedWords words, NDArray positions, NDArray places, List<NDArray> p) {
    NDArray mask = sites.hidden().next(scope, words.getSize(), config.hiddenSize());
    NDArray ids = scope.create(words.getWithin());
    NDArray sizes = scope.create(words.getSizes());
    NDArray order = scope.create(words.getOrder());
    return kernels
        .function("embed_words")
        .call(scope, ids, sizes, order, positions, places, mask, p);
  }

  /** Applies a self-attention sublayer, from (tokens, d) to (tokens, d). */
  NDArray attention(NDArray x, Segments own, Sublayer p) {
    NDManager scope = x.getManager();
    long weights = config.numAttentionHeads() * own.tokens().countPairs(own.tokens());
    NDArray weightMask = sites.attention().next(scope, 1, weights);
    NDArray mask = rowMask(x, sites.hidden(), width(x));
    return kernels
        .function("attention_sublayer")
        .call(scope, x, own.lengths(), weightMask, mask, p.tensors(), p.gate());
  }

  /** Applies a feed-forward sublayer, from (tokens, d) to (tokens, d). */
  NDArray feedForward(NDArray x, Sublayer p) {
    NDArray inner = rowMask(x, sites.activation(), config.intermediateSize());
    NDArray mask = rowMask(x, sites.hidden(), width(x));
    return kernels
        .function("feed_forward_sublayer")
        .call(x.getManager(), x, inner, mask, p.tensors(), p.gate());
  }

  /**
   * Applies a self-attention sublayer without dropout at the last positions of each segment only:
   * from (tokens, d) to (selected tokens, d).
   *
   * @param lasts number of selected positions per segment
   * @param rows indices of the selected positions among all tokens
   */
  NDArray lastAttention(NDArray x, Segments own, NDArray lasts, NDArray rows, Sublayer p) {
    return kernels
        .function("last_attention_sublayer")
        .call(x.getManager(), x, own.lengths(), lasts, rows, p.tensors(), p.gate());
  }

  /** Returns selected rows of (tokens, d). */
  NDArray select(NDArray x, NDArray rows) {
    return kernels.function("select").call(x.getManager(), x, rows);
  }

  /** Applies the final layer norm, from (tokens, d) to (tokens, d). */
  NDArray finalNorm(NDArray x, List<NDArray> p) {
    return kernels.function("final_norm").call(x.getManager(), x, p);
  }

  /**
   * Returns the last token's hidden state, (1, d), followed by the keys and values of all tokens.
   */
  List<NDArray> readPrompt(NDManager owner, NDArray x, List<Sublayer> sublayers) {
    return kernels
        .function("read_prompt")
        .callForList(owner, x, attention, tensors(sublayers), gates(sublayers));
  }

  /**
   * Returns the hidden states of the newest tokens, (hypotheses, d), followed by the keys and
   * values of all tokens.
   */
  List<NDArray> writeToken(
      NDManager owner, NDArray x, NDArray parents, List<NDArray> cache, List<Sublayer> sublayers) {
    return kernels
        .function("write_token")
        .callForList(owner, x, parents, cache, attention, tensors(sublayers), gates(sublayers));
  }

  @Override
  public void close() {
    kernels.close();
  }

  private static List<List<NDArray>> tensors(List<Sublayer> sublayers) {
    return sublayers.stream().map(Sublayer::tensors).toList();
  }

  private static List<List<NDArray>> gates(List<Sublayer> sublayers) {
    return sublayers.stream().map(Sublayer::gate).toList();
  }

  private static NDArray rowMask(NDArray x, DropoutMasks masks, long width) {
    return masks.next(x.getManager(), x.getShape().get(0), width);
  }

  private static long width(NDArray x) {
    return x.getShape().get(1);
  }
}
