package io.noisette.model.sandwich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class SandwichConfigTest {

  private static final long LAYERS = 201_539_584;

  /** The model of docs/papers.md 2.2. */
  private static final SandwichConfig PUBLISHED =
      SmallSandwiches.ADAPTIVE.with(
          it ->
              it.vocabSize(267_744)
                  .hiddenSize(1024)
                  .numAttentionHeads(8)
                  .intermediateSize(4096)
                  .sublayers(SublayerPattern.sandwich(16, 6))
                  .cutoffs(List.of(20_000, 60_000))
                  .adaptiveFactor(4));

  @Test
  void thePublishedModelHasAsManyParameters() {
    assertEquals(246_933_504, PUBLISHED.getParameterCount());
    assertEquals(LAYERS, PUBLISHED.getSublayerParameterCount());
    for (int k = 0; k <= 16; k++) {
      SublayerPattern pattern = SublayerPattern.sandwich(16, k);
      assertEquals(246_933_504, PUBLISHED.with(it -> it.sublayers(pattern)).getParameterCount());
    }
  }

  /** Biases and norms are what is left. */
  @Test
  void ordersOfOneBudgetHaveAboutAsManyParameters() {
    for (int seed = 0; seed < 50; seed++) {
      SublayerPattern pattern = SublayerPattern.budget(48, seed);
      long count = PUBLISHED.with(it -> it.sublayers(pattern)).getSublayerParameterCount();
      assertEquals(LAYERS, (double) count, 1e-3 * LAYERS, pattern.letters());
    }
  }

  @Test
  void recurrentGatesHaveSixMatricesAndABias() {
    long width = PUBLISHED.hiddenSize();
    long gates = PUBLISHED.with(it -> it.gate(Gate.GRU)).getParameterCount();
    assertEquals(246_933_504 + 32 * (6 * width * width + width), gates);
    assertEquals(246_933_504, PUBLISHED.with(it -> it.gate(Gate.ADDITION)).getParameterCount());
  }

  @Test
  void bandsNarrowByTheFactor() {
    List<SandwichConfig.Band> bands =
        PUBLISHED.with(it -> it.hiddenSize(36).numAttentionHeads(1)).bands();
    assertEquals(List.of(36, 9, 2), bands.stream().map(SandwichConfig.Band::width).toList());
    assertEquals(207_744, bands.get(2).size());
  }

  @Test
  void whatDoesNotFitIsNamedWithARemedy() {
    assertRefused("hidden_size must be even, for", c -> c.with(it -> it.hiddenSize(25)));
    assertRefused("and at least 4, not 2", c -> c.with(it -> it.hiddenSize(2)));
    assertRefused(
        "num_attention_heads must divide hidden_size = 24; 5 does not",
        c -> c.with(it -> it.numAttentionHeads(5)));
    assertRefused(
        "cutoffs must be below vocab_size = 101; leave out 200",
        c -> c.with(it -> it.cutoffs(List.of(40, 200))));
    assertRefused(
        "cutoffs must be below vocab_size = 101; leave out 101",
        c -> c.with(it -> it.cutoffs(List.of(101))));
    assertRefused("cutoffs must ascend", c -> c.with(it -> it.cutoffs(List.of(70, 40))));
    assertRefused("cutoffs must ascend", c -> c.with(it -> it.cutoffs(List.of(0, 40))));
    assertRefused(
        "cutoffs must ascend and be above pad_token_id = 1, not [1, 40]",
        c -> c.with(it -> it.cutoffs(List.of(1, 40))));
    assertRefused(
        "adaptive_factor = 5 the last of 3 clusters would have embeddings of dimension 0; increase"
            + " hidden_size = 24 or lower the factor",
        c -> c.with(it -> it.adaptiveFactor(5)));
    assertRefused(
        "adaptive_factor must be in [1, 268435456], not 0",
        c -> c.with(it -> it.adaptiveFactor(0)));
    assertRefused(
        "unk_token_id must be in [0, vocab_size = 101), not 101",
        c -> c.with(it -> it.tokens(new SandwichSpecialTokens(0, 1, 2, 101))));
    assertRefused("layer_norm_eps must be above 0", c -> c.with(it -> it.layerNormEps(0)));
    assertRefused(
        "max_positions must be in [1, 268435456], not 0", c -> c.with(it -> it.maxPositions(0)));
  }

  private static void assertRefused(String named, UnaryOperator<SandwichConfig> change) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> change.apply(SmallSandwiches.ADAPTIVE))
            .getMessage();
    assertTrue(message.contains(named), message);
  }
}
