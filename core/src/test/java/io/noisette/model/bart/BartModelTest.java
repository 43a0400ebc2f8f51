package io.noisette.model.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.Closeness;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docs/papers.md 1.7, checks 8, 9 and 10. */
final class BartModelTest {

  private static final TrainingPass PASS = TrainingPass.weighted(1);

  private static final BartConfig CONFIG = SmallModels.config(0.1);
  private static final int VOCABULARY = CONFIG.vocabSize();
  private static final int START = BartSpecialTokens.BART.decoderStart();

  @AutoClose private final NDManager manager = Torch.newManager("cpu");
  private BartModel model;

  @BeforeEach
  void create() {
    model = SmallModels.create(manager, CONFIG);
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void theDecoderReadsTheTargetOnePlaceLate() {
    PackedTokens target = PackedTokens.of(List.of(new int[] {0, 7, 8, 2}, new int[] {0, 9, 2}));
    Seq2SeqBatch batch = Seq2SeqBatch.teacherForced(target, target, START);
    int[] expected = {2, 0, 7, 8, 2, 0, 9};
    int[] actual = new int[expected.length];
    Arrays.setAll(actual, i -> (int) batch.decoderInput().getId(i));
    assertArrayEquals(expected, actual);
  }

  @Test
  void aDecoderInputChangesNoScoreBeforeItAndAllAfterIt() {
    int[] source = SmallModels.sequences(VOCABULARY, 1, 6).get(0);
    int[] target = SmallModels.sequences(VOCABULARY, 2, 9).get(0);
    float[][] before = rows(logits(List.of(source), List.of(target)));
    for (int changed = 0; changed < target.length - 1; changed++) {
      int[] other = target.clone();
      other[changed] = 4 + (target[changed] - 3) % (VOCABULARY - 4);
      float[][] after = rows(logits(List.of(source), List.of(other)));
      int firstTold = changed + 1; // the position whose input is that token
      for (int i = 0; i < target.length; i++) {
        if (i < firstTold) {
          assertArrayEquals(before[i], after[i], "token " + changed + " moved score " + i);
        } else {
          assertFalse(Arrays.equals(before[i], after[i]), "score " + i + " ignores " + changed);
        }
      }
    }
  }

  @Test
  void scoresAreTheSameAloneAndPackedInAnyOrder() {
    List<int[]> sources = SmallModels.sequences(VOCABULARY, 3, 1, 2, 7, 33);
    List<int[]> targets = SmallModels.sequences(VOCABULARY, 4, 33, 1, 2, 7);
    for (int[] order : new int[][] {{0, 1, 2, 3}, {3, 1, 0, 2}, {2, 3}, {1, 1, 0}}) {
      List<int[]> packedSources = Arrays.stream(order).mapToObj(sources::get).toList();
      List<int[]> packedTargets = Arrays.stream(order).mapToObj(targets::get).toList();
      float[] packed = logits(packedSources, packedTargets);
      int at = 0;
      for (int i : order) {
        float[] alone = logits(List.of(sources.get(i)), List.of(targets.get(i)));
        float[] own = Arrays.copyOfRange(packed, at, at + alone.length);
        Closeness.assertClose("sequence " + i + " of " + Arrays.toString(order), alone, own);
        at += alone.length;
      }
      assertEquals(packed.length, at);
    }
  }

  @Test
  void gradientsOfABatchAreTheSumOfThoseOfItsSequences() {
    List<int[]> sources = SmallModels.sequences(VOCABULARY, 5, 3, 12);
    List<int[]> targets = SmallModels.sequences(VOCABULARY, 6, 8, 5);
    double together =
        model.forwardBackward(manager, batch(sources, targets), TrainingPass.weighted(0.1));
    try (BartModel second = SmallModels.create(manager, CONFIG)) {
      double apart = 0;
      for (int i = 0; i < 2; i++) {
        Seq2SeqBatch one = batch(List.of(sources.get(i)), List.of(targets.get(i)));
        apart += second.forwardBackward(manager, one, TrainingPass.weighted(0.1));
      }
      assertEquals(together, apart, 1e-5 * together);
      for (String name : model.getParameters().getNames()) {
        float[] sum = second.getParameters().getGradient(name).toFloatArray();
        float[] whole = model.getParameters().getGradient(name).toFloatArray();
        Closeness.assertClose(name, whole, sum, 0.1);
      }
    }
  }

  @Test
  void lossAndValidationAgree() {
    Seq2SeqBatch batch =
        batch(
            SmallModels.sequences(VOCABULARY, 7, 4, 9), SmallModels.sequences(VOCABULARY, 8, 6, 2));
    double sum = 0;
    for (float nats : model.evaluate(manager, batch).nats()) {
      sum += nats;
    }
    assertEquals(sum, model.forwardBackward(manager, batch, PASS), 1e-5 * sum);
  }

  @Test
  void aNewModelsLossIsThatOfNormalScores() {
    BartConfig tiny =
        new BartConfig(
            4096, 128, 2, 2, 2, 2, 512, 512, 64, 0.1, false, 0.02, BartSpecialTokens.BART);
    List<int[]> sources = SmallModels.sequences(tiny.vocabSize(), 9, 30, 30, 30, 30);
    List<int[]> targets = SmallModels.sequences(tiny.vocabSize(), 10, 40, 40, 40, 40);
    try (BartModel fresh = BartModel.initialize(manager, tiny, Precision.FP32, 42)) {
      double loss = fresh.forwardBackward(manager, batch(sources, targets), PASS) / 160;
      double expected = Math.log(tiny.vocabSize()) + 0.5 * tiny.dModel() * 0.02 * 0.02;
      assertEquals(expected, loss, 0.02 * expected);
    }
  }

  @Test
  void dropoutIsAFunctionOfTheSeed() {
    Seq2SeqBatch batch =
        batch(SmallModels.sequences(VOCABULARY, 11, 9), SmallModels.sequences(VOCABULARY, 12, 9));
    double loss = model.forwardBackward(manager, batch, PASS.withDropout(5));
    assertEquals(loss, model.forwardBackward(manager, batch, PASS.withDropout(5)));
    assertFalse(loss == model.forwardBackward(manager, batch, PASS.withDropout(6)));
    assertFalse(loss == model.forwardBackward(manager, batch, PASS));
  }

  @Test
  void aSequenceLongerThanThePositionTableIsRefused() {
    int length = CONFIG.maxPositionEmbeddings() + 1;
    List<int[]> tooLong = SmallModels.sequences(VOCABULARY, 13, length);
    assertThrows(IllegalArgumentException.class, () -> logits(tooLong, tooLong));
  }

  private static Seq2SeqBatch batch(List<int[]> sources, List<int[]> targets) {
    return Seq2SeqBatch.teacherForced(PackedTokens.of(sources), PackedTokens.of(targets), START);
  }

  private float[] logits(List<int[]> sources, List<int[]> targets) {
    try (NDManager scope = manager.newSubManager()) {
      return model.logits(scope, batch(sources, targets)).toFloatArray();
    }
  }

  private static float[][] rows(float[] logits) {
    float[][] rows = new float[logits.length / VOCABULARY][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(logits, i * VOCABULARY, (i + 1) * VOCABULARY));
    return rows;
  }
}
