package io.noisette.model.sandwich;

import io.noisette.model.DropoutRates;
import io.noisette.model.ParameterSpec;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shape of a decoder language model whose sublayers come in any order, with the names of its
 * {@code config.json} (docs/papers.md 2).
 *
 * @param vocabSize words, special ones included
 * @param hiddenSize width of the hidden states; even, at least 4
 * @param numAttentionHeads they divide {@code hiddenSize}
 * @param intermediateSize inner width of the feed-forward sublayers
 * @param sublayers their order
 * @param cutoffs the first word of each band but the first, ascending from above pad: rare words
 *     have narrower vectors, and a softmax of their own; empty: one table, one softmax
 * @param adaptiveFactor how many times narrower each band is than the one before
 * @param finalNorm whether there is a norm behind the last sublayer; the paper's model has none
 * @param gate of every sublayer
 * @param layerNormEps added to the variance in norms
 * @param maxPositions the longest window, in tokens
 * @param tokens ids of special tokens
 * @param dropout of all sites; the head's is that of the adaptive softmax
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
    LanguageTokens tokens,
    DropoutRates dropout)
    implements SandwichConfigBuilder.With {

  /** A guard before so many are listed. */
  private static final int MAX_CUTOFFS = 16;

  public SandwichConfig {
    cutoffs = List.copyOf(cutoffs);
    requirePositive("vocab_size", vocabSize);
    requirePositive("num_attention_heads", numAttentionHeads);
    requirePositive("intermediate_size", intermediateSize);
    requirePositive("max_positions", maxPositions);
    if (hiddenSize < 4 || hiddenSize % 2 != 0) {
      throw new IllegalArgumentException(
          "hidden_size must be even and at least 4, for sines and cosines of positions, not "
              + hiddenSize);
    }
    if (hiddenSize % numAttentionHeads != 0) {
      throw new IllegalArgumentException(
          "num_attention_heads must divide hidden_size = %d, and %d does not"
              .formatted(hiddenSize, numAttentionHeads));
    }
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

  /** Shapes of the parameters by name, in the order of the files. */
  public Map<String, String> getShapes() {
    Map<String, String> shapes = new LinkedHashMap<>();
    SandwichLayout.of(this).forEach(spec -> shapes.put(spec.name(), spec.shape().toString()));
    return shapes;
  }

  /** Number of trainable values; computed from shapes, nothing is allocated. */
  public long getParameterCount() {
    return SandwichLayout.of(this).stream().mapToLong(ParameterSpec::size).sum();
  }

  /** Those of the sublayers alone. */
  public long getSublayerParameterCount() {
    return SandwichLayout.sublayers(this).stream().mapToLong(ParameterSpec::size).sum();
  }

  /**
   * Values that a forward pass over so many tokens keeps for the backward pass, estimated.
   *
   * @param window tokens that a token may look at
   */
  public long countActivations(long tokens, long window) {
    long d = hiddenSize;
    // Vectors that a sublayer keeps: inputs of products and norms, q, k, v, output, sum, masks.
    long attention = 9 * d;
    if (dropout.attention() > 0) {
      attention += 3L * numAttentionHeads * window; // its weights are kept then
    }
    long feedForward = 3 * d + 2L * intermediateSize;
    return tokens
        * (sublayers.countAttention() * attention
            + sublayers.countFeedForward() * feedForward
            + 6 * d);
  }

  /** Scores that the softmax has in memory at a time, for so many tokens. */
  public long countScores(long tokens) {
    List<Band> bands = bands();
    long widest = (long) bands.get(0).size() + cutoffs.size();
    for (Band tail : bands.subList(1, bands.size())) {
      widest = Math.max(widest, tail.size());
    }
    return Math.min(tokens * widest, Math.max(WordSoftmax.ROOM, widest));
  }

  /** The position of the first token: behind that of pad, as in fairseq. */
  int positionOffset() {
    return tokens.pad() + 1;
  }

  boolean isAdaptive() {
    return !cutoffs.isEmpty();
  }

  /** The bands of words, at least one. */
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

  /** Words from {@code start} to before {@code end}, with vectors of {@code width}. */
  record Band(int start, int end, int width) {

    int size() {
      return end - start;
    }
  }

  private static void requireCutoffs(List<Integer> cutoffs, int pad, int vocabSize) {
    if (cutoffs.size() > MAX_CUTOFFS) {
      throw new IllegalArgumentException("cutoffs must be at most " + MAX_CUTOFFS);
    }
    int before = pad;
    for (int cutoff : cutoffs) {
      if (cutoff <= before) {
        throw new IllegalArgumentException(
            "cutoffs must ascend from above pad_token_id = %d, and do not: %s"
                .formatted(pad, cutoffs));
      }
      before = cutoff;
    }
    if (before >= vocabSize) {
      throw new IllegalArgumentException(
          "cutoffs must be below vocab_size = %d, and %d is not; leave it out"
              .formatted(vocabSize, before));
    }
  }

  private static void requireFactor(int factor, int tails, int hiddenSize) {
    requirePositive("adaptive_factor", factor);
    int width = hiddenSize;
    for (int i = 0; i < tails; i++) {
      width /= factor;
    }
    if (width < 1) {
      throw new IllegalArgumentException(
          "adaptive_factor = %d leaves the last of %d bands no width: hidden_size = %d is too small"
              .formatted(factor, tails + 1, hiddenSize));
    }
  }

  private static void requirePositive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " must be at least 1, not " + value);
    }
  }

  private static void requireId(String key, int id, int vocabSize) {
    if (id < 0 || id >= vocabSize) {
      throw new IllegalArgumentException(
          key + " must be in [0, vocab_size = " + vocabSize + "), not " + id);
    }
  }
}
