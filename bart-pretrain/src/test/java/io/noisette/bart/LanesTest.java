package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.model.bart.SmallBarts;
import io.noisette.train.step.Lanes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parts of a micro-batch side by side, against the whole at once. */
class LanesTest {

  private final NDManager manager = Torch.newManager("cpu");
  private final Seq2SeqBatch batch = batch(9, 4, 17, 3, 8, 12, 5);

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void partsAreTheWholeInOrderAndAboutEqual() {
    for (int count = 1; count <= 9; count++) {
      List<Seq2SeqBatch> parts = batch.split(count);
      assertTrue(parts.size() <= Math.min(count, 7), () -> parts.size() + " parts");
      long[] lengths =
          parts.stream().flatMapToLong(p -> Arrays.stream(p.source().getLengths())).toArray();
      assertArrayEquals(batch.source().getLengths(), lengths);
      long[] ids = parts.stream().flatMapToLong(LanesTest::labels).toArray();
      assertArrayEquals(labels(batch).toArray(), ids);
    }
    List<Seq2SeqBatch> halves = batch.split(2);
    assertEquals(2, halves.size());
    assertEquals(30, halves.get(0).source().getSize());
  }

  @Test
  void gradientsAreThoseOfOnePassAndRepeatableToTheBit() {
    Map<String, float[]> whole = gradients(1);
    for (int count : new int[] {2, 3, 7}) {
      Map<String, float[]> sideBySide = gradients(count);
      double largest = largest(whole.values());
      whole.forEach(
          (name, expected) ->
              assertArrayEquals(expected, sideBySide.get(name), (float) (1e-6 * largest), name));
      Map<String, float[]> again = gradients(count);
      sideBySide.forEach((name, bits) -> assertArrayEquals(bits, again.get(name), name));
    }
  }

  @Test
  void whatFailsInALaneFailsTheStep() {
    try (BartModel model = SmallBarts.create(manager, SmallBarts.config(40));
        Lanes<BartModel> lanes = lanes(model, 2)) {
      for (int failing = 0; failing < 2; failing++) {
        int lane = failing;
        IllegalStateException failure =
            assertThrows(
                IllegalStateException.class,
                () -> lanes.each(2, (replica, part) -> failIn(lane, part)));
        assertEquals("lane " + lane, failure.getMessage());
      }
    }
  }

  private static int failIn(int lane, int part) {
    if (part == lane) {
      throw new IllegalStateException("lane " + lane);
    }
    return part;
  }

  private Map<String, float[]> gradients(int count) {
    try (BartModel model = SmallBarts.create(manager, SmallBarts.config(40));
        Lanes<BartModel> lanes = lanes(model, count)) {
      // Twice: replicas must begin the second time from nothing.
      for (int i = 0; i < 2; i++) {
        List<Seq2SeqBatch> parts = batch.split(count);
        lanes.each(
            parts.size(),
            (lane, part) -> {
              try (NDManager scope = manager.newSubManager()) {
                return lane.forwardBackward(scope, parts.get(part), TrainingPass.weighted(0.1));
              }
            });
      }
      Map<String, float[]> gradients = new LinkedHashMap<>();
      for (String name : model.getParameters().getNames()) {
        gradients.put(name, model.getParameters().getGradient(name).toFloatArray());
      }
      return gradients;
    }
  }

  private Lanes<BartModel> lanes(BartModel model, int count) {
    return new Lanes<>(manager, model, count, 2, BartModel::replicate);
  }

  private static double largest(Iterable<float[]> arrays) {
    double largest = 0;
    for (float[] array : arrays) {
      for (float value : array) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  private static LongStream labels(Seq2SeqBatch of) {
    return IntStream.range(0, of.labels().getSize()).mapToLong(of.labels()::getId);
  }

  private static Seq2SeqBatch batch(int... lengths) {
    PackedTokens tokens =
        PackedTokens.of(Arrays.stream(lengths).mapToObj(SmallBarts::source).toList());
    return Seq2SeqBatch.teacherForced(tokens, tokens, BartSpecialTokens.BART.decoderStart());
  }
}
