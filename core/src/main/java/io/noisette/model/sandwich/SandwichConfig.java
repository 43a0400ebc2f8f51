package io.noisette.model.sandwich;

import static io.noisette.model.ConfigBounds.requireHeads;
import static io.noisette.model.ConfigBounds.requireId;
import static io.noisette.model.ConfigBounds.requireSize;

import io.noisette.model.Activation;
import io.noisette.model.DropoutRates;
import io.noisette.model.PackedTokens;
import io.noisette.model.ParameterSpec;
import io.noisette.model.layer.KernelConstants;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Model config of a decoder-only language model with sublayers in any order, with the key names of
 * its {@code config.json} (docs/papers.md 2).
 *
 * @param vocabSize number of tokens, special tokens included
 * @param hiddenSize dimension of the hidden states; even, at least 4
 * @param numAttentionHeads number of attention heads; must divide {@code hiddenSize}
 * @param intermediateSize inner dimension of the feed-forward sublayers
 * @param sublayers ordering of the sublayers
 * @param cutoffs first token id of each vocabulary band (adaptive-softmax cluster) after the first,
 *     ascending, above the padding id; rare tokens have narrower embeddings and a tail softmax per
 *     band. Empty: one embedding matrix and a full softmax
 * @param adaptiveFactor factor by which the embedding dimension shrinks from each band to the next
 * @param finalNorm whether a layer norm follows the last sublayer; the paper's model has none
 * @param gate gating layer of every sublayer
 * @param layerNormEps epsilon of the layer norms, added to the variance
 * @param maxPositions maximum number of tokens in a window
 * @param tokens ids of the special tokens
 * @param dropout probabilities; that of the head applies to the adaptive softmax
 */
@RecordBuilder
public record SandwichConfig(
    int vocabSize,
    int hiddenSize,
    int numAttentionHeads,
    int intermediateSize,
    SublayerPattern sublayers,
    List<Integer> cutoffs,
    int adaptiveFactor,
    boolean finalNorm,
    Gate gate,
    double layerNormEps,
    int maxPositions,
    SandwichSpecialTokens tokens,
    DropoutRates dropout)
    implements SandwichConfigBuilder.With {

  /** Maximum number of cutoffs, which keeps a damaged file from filling the memory. */
  private static final int MAX_CUTOFFS = 16;

  public SandwichConfig {
    cutoffs = List.copyOf(cutoffs);
    requireSize("vocab_size", vocabSize);
    requireSize("hidden_size", hiddenSize);
    requireSize("intermediate_size", intermediateSize);
    requireSize("max_positions", maxPositions);
    if (hiddenSize < 4 || hiddenSize % 2 != 0) {
      throw new IllegalArgumentException(
          "hidden_size must be even, for the sinusoidal position embeddings, and at least 4, not "
              + hiddenSize);
    }
    requireHeads("num_attention_heads", numAttentionHeads, "hidden_size", hiddenSize);
    if (!(layerNormEps > 0)) {
      throw new IllegalArgumentException("layer_norm_eps must be above 0, not " + layerNormEps);
    }
    requireCutoffs(cutoffs, tokens.pad(), vocabSize);
    requireFactor(adaptiveFactor, cutoffs.size(), hiddenSize);
    requireId("bos_token_id", tokens.bos(), vocabSize);
    requireId("pad_token_id", tokens.pad(), vocabSize);
    requireId("eos_token_id", tokens.eos(), vocabSize);
    requireId("unk_token_id", tokens.unk(), vocabSize);
  }

  /** Returns the shape of each parameter as text, such as {@code (768, 768)}, by parameter name. */
  public Map<String, String> getShapes() {
    Map<String, String> shapes = new LinkedHashMap<>();
    SandwichLayout.of(this).forEach(spec -> shapes.put(spec.name(), spec.shape().toString()));
    return shapes;
  }

  /** Computes the number of trainable parameters from their shapes, without allocating them. */
  public long getParameterCount() {
    return SandwichLayout.of(this).stream().mapToLong(ParameterSpec::size).sum();
  }

  /**
   * Returns the number of parameters that every token is multiplied with: those of the sublayers
   * and of the softmax's head, but not its tails, which few tokens are in.
   */
  public long countMultiplied() {
    List<String> head = SandwichLayout.softmaxHead(this);
    return getSublayerParameterCount()
        + SandwichLayout.of(this).stream()
            .filter(spec -> head.contains(spec.name()))
            .mapToLong(ParameterSpec::size)
            .sum();
  }

  /** Computes the number of trainable parameters in the sublayers alone. */
  public long getSublayerParameterCount() {
    return SandwichLayout.sublayers(this).stream().mapToLong(ParameterSpec::size).sum();
  }

  /**
   * Estimates the number of activations that a forward pass keeps for the backward pass.
   *
   * @param tokens number of tokens in the pass
   * @param window number of tokens that each token attends to
   */
  public long countActivations(long tokens, long window) {
    long d = hiddenSize;
    // Vectors kept per sublayer: inputs of linear layers and norms, q, k, v, output, sum, masks.
    long attention = 9 * d;
    if (dropout.attention() > 0) {
      attention += 3L * numAttentionHeads * window; // the unfused attention keeps its weights
    }
    long feedForward = 3 * d + 2L * intermediateSize;
    return tokens
        * (sublayers.countAttention() * attention
            + sublayers.countFeedForward() * feedForward
            + 6 * d);
  }

  /**
   * Returns the maximum number of output logits in memory at a time for a given number of tokens.
   */
  public long countScores(long tokens) {
    List<Band> bands = bands();
    long widest = (long) bands.get(0).size() + cutoffs.size();
    for (Band tail : bands.subList(1, bands.size())) {
      widest = Math.max(widest, tail.size());
    }
    return Math.min(tokens * widest, Math.max(WordSoftmax.ROOM, widest));
  }

  /** Returns the constants of the kernels of the sublayers. */
  KernelConstants toConstants() {
    return new KernelConstants(
        numAttentionHeads, Activation.RELU, Math.sqrt(hiddenSize), layerNormEps);
  }

  /**
   * Checks that there is a position for every token.
   *
   * @throws IllegalArgumentException if a window is longer than the maximum
   */
  void requirePositions(PackedTokens tokens) {
    if (tokens.getLongest() > maxPositions) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a window has %d tokens, but the model has only %d positions (max_positions)",
              tokens.getLongest(),
              maxPositions));
    }
  }

  /** Returns the position of the first token: the padding id plus 1, as in fairseq. */
  int positionOffset() {
    return tokens.pad() + 1;
  }

  boolean isAdaptive() {
    return !cutoffs.isEmpty();
  }

  /** Returns the bands of the vocabulary, at least one. */
  List<Band> bands() {
    List<Band> bands = new ArrayList<>();
    int width = hiddenSize;
    int start = 0;
    for (int i = 0; i <= cutoffs.size(); i++) {
      int end = i < cutoffs.size() ? cutoffs.get(i) : vocabSize;
      bands.add(new Band(start, end, width));
      start = end;
      width /= adaptiveFactor;
    }
    return bands;
  }

  /**
   * A band (adaptive-softmax cluster): the token ids in [{@code start}, {@code end}), with
   * embeddings of dimension {@code width}.
   */
  record Band(int start, int end, int width) {

    int size() {
      return end - start;
    }
  }

  private static void requireCutoffs(List<Integer> cutoffs, int pad, int vocabSize) {
    if (cutoffs.size() > MAX_CUTOFFS) {
      throw new IllegalArgumentException(
          "there must be at most " + MAX_CUTOFFS + " cutoffs, not " + cutoffs.size());
    }
    int before = pad;
    for (int cutoff : cutoffs) {
      if (cutoff <= before) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "cutoffs must ascend and be above pad_token_id = %d, not %s",
                pad,
                cutoffs));
      }
      before = cutoff;
    }
    if (before >= vocabSize) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "cutoffs must be below vocab_size = %d; leave out %d",
              vocabSize,
              before));
    }
  }

  private static void requireFactor(int factor, int tails, int hiddenSize) {
    requireSize("adaptive_factor", factor);
    int width = hiddenSize;
    for (int i = 0; i < tails; i++) {
      width /= factor;
    }
    if (width < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "with adaptive_factor = %d the last of %d clusters would have embeddings of dimension"
                  + " 0; increase hidden_size = %d or lower the factor",
              factor,
              tails + 1,
              hiddenSize));
    }
  }
}
