package io.noisette.model.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.model.AttentionMask;
import io.noisette.model.bart.StackSequence.MaskKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a single stack sees and does not see. */
final class SingleStackModelTest {

  private static final int MASK = SmallStacks.MASK;

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @AutoClose
  private final SingleStackModel model =
      SmallStacks.create(manager, SmallStacks.Kind.MASKED.config(), Precision.FP32);

  @Test
  void baseHasTheParametersOfThePaper() {
    BartConfig both =
        new BartConfig(
            50265, 768, 6, 6, 12, 12, 3072, 3072, 1024, 0.1, false, 0.02, BartSpecialTokens.BART);
    assertEquals(139_420_416, both.getParameterCount());
    for (BartConfig single :
        List.of(
            both.with(it -> it.encoderLayers(12).decoderLayers(0)),
            both.with(it -> it.encoderLayers(0).decoderLayers(12)))) {
      assertEquals(124_447_488, single.getParameterCount());
      long multiplied = 124_447_488 - 1026 * 768;
      assertEquals(multiplied, single.countMultiplied());
      long words = 50265 * 768;
      int reads = single.decoderLayers() == 0 ? 4 : 3; // two sources, the target, and its query
      assertEquals(words + reads * (multiplied - words), single.countPairMultiplied(2));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> both.with(it -> it.encoderLayers(0).decoderLayers(0)));
    assertThrows(
        IllegalArgumentException.class, () -> new SingleStackConfig(both, "masked-lm", MASK));
  }

  @Test
  void aPredictedTokenChangesOnlyThosePredictedAfterIt() {
    int[] text = {0, 11, 12, 13, 14, 15, 2};
    int[] order = {-1, 2, -1, 0, -1, 1, -1}; // 13, 15, 11
    int[] other = text.clone();
    other[5] = 33;
    float[] nats = nats(StackSequence.permuted(text, order, MASK));
    float[] changed = nats(StackSequence.permuted(other, order, MASK));
    // Queries stand behind the text in its order: those of 11, 13 and 15.
    assertFalse(nats[7] == changed[7], "11 comes after 15");
    assertEquals(nats[8], changed[8], 1e-6);
    double own = nats[9];
    float[] scores = logits(StackSequence.permuted(text, order, MASK), 9);
    assertArrayEquals(scores, logits(StackSequence.permuted(other, order, MASK), 9), 1e-5f);
    assertTrue(own > 0);
  }

  @Test
  void aTextDoesNotDependOnTheOthersOfItsBatch() {
    StackBatch batch = SmallStacks.Kind.MULTITASK.batch(12, 9, 7, 9);
    float[] together = model.evaluate(manager, batch).nats();
    int at = 0;
    for (StackBatch alone : batch.split(4)) {
      float[] nats = model.evaluate(manager, alone).nats();
      assertArrayEquals(Arrays.copyOfRange(together, at, at + nats.length), nats, 1e-5f);
      at += nats.length;
    }
    assertEquals(together.length, at);
  }

  @Test
  void thePrefixKindShowsTheFirstHalfAndNoLaterToken() {
    int[] ids = {0, 11, MASK, 13, MASK, 15, 2};
    int[] labels = {-1, -1, 12, -1, 14, -1, -1};
    int[] other = ids.clone();
    other[5] = 33; // behind both
    StackSequence sequence = StackSequence.masked(ids, labels, MaskKind.PREFIX.of(ids.length));
    StackSequence changed = StackSequence.masked(other, labels, MaskKind.PREFIX.of(ids.length));
    assertArrayEquals(nats(sequence), nats(changed), 1e-6f);
    other = ids.clone();
    other[1] = 33; // in the first half
    StackSequence earlier = StackSequence.masked(other, labels, MaskKind.PREFIX.of(ids.length));
    assertFalse(Math.abs(nats(sequence)[2] - nats(earlier)[2]) < 1e-4);
    // Its first half alone is a masked language model.
    StackSequence half =
        StackSequence.masked(Arrays.copyOf(ids, 3), Arrays.copyOf(labels, 3), AttentionMask.FULL);
    assertEquals(nats(sequence)[2], nats(half)[2], 1e-5);
  }

  @Test
  void aPermutationFromLeftToRightScoresATarget() {
    int[] text = {0, 11, 12, 2, 13, 14, 2};
    int[] order = {-1, -1, -1, -1, 0, 1, 2};
    assertArrayEquals(
        nats(StackSequence.permuted(text, order, MASK)),
        nats(StackSequence.queriedTarget(text, 4, MASK, false)),
        1e-6f);
  }

  @Test
  void probabilitiesOfAllTargetsOfOneTokenAddUpToOne() {
    for (boolean seesItself : new boolean[] {false, true}) {
      double sum = 0;
      for (int token = 0; token < 61; token++) {
        int[] text = {0, 11, 12, 2, token};
        sum += Math.exp(-nats(StackSequence.queriedTarget(text, 4, MASK, seesItself))[5]);
      }
      assertEquals(1, sum, 1e-5);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CAUSAL", "MASKED"})
  void whatIsWrittenIsReadAgain(SmallStacks.Kind kind, @TempDir Path directory) throws IOException {
    StackBatch batch = kind.batch(9, 4);
    try (SingleStackModel written = SmallStacks.create(manager, kind.config(), Precision.FP32)) {
      new SingleStackDirectory(directory).write(written);
      try (SingleStackModel read = new SingleStackDirectory(directory).read(manager)) {
        assertEquals(written.getConfig(), read.getConfig());
        assertArrayEquals(
            written.evaluate(manager, batch).nats(), read.evaluate(manager, batch).nats());
      }
    }
    String json = Files.readString(directory.resolve("config.json"));
    String architecture = kind == SmallStacks.Kind.CAUSAL ? "BartForCausalLM" : "BartModel";
    assertTrue(json.contains('"' + architecture + '"'), json);
    UsageException refused =
        assertThrows(UsageException.class, () -> new BartDirectory(directory).readConfig());
    assertTrue(refused.getMessage().contains("it is a single stack"), refused.getMessage());
  }

  private float[] nats(StackSequence sequence) {
    return model.evaluate(manager, StackBatch.of(List.of(sequence))).nats();
  }

  private float[] logits(StackSequence sequence, int token) {
    return model.logits(manager, StackBatch.of(List.of(sequence)).text()).get(token).toFloatArray();
  }
}
