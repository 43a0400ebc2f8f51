package io.noisette.model.sandwich;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.DropoutRates;
import io.noisette.model.PackedTokens;
import io.noisette.model.ParameterValues;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.SmallModels;
import io.noisette.model.layer.Closeness;
import io.noisette.testing.LiveArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks of docs/papers.md 2.8 that need a model, and what holds for any. */
final class SandwichModelTest {

  private static final double WEIGHT = 1.0 / 37;
  private static final DropoutRates DROPOUT = new DropoutRates(0.3, 0.1, 0.15, 0.2);
  private static final SandwichConfig ADAPTIVE = SmallSandwiches.ADAPTIVE;

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @ValueSource(strings = {"ssfsff", "sfsfsf", "sssfff", "ffsfss", "s", "f"})
  void aTokenChangesNothingBeforeIt(String letters) {
    SandwichConfig config = ADAPTIVE.with(it -> it.sublayers(new SublayerPattern(letters)));
    int[] ids = SmallModels.sequences(config.vocabSize(), 1, 12).get(0);
    try (SandwichModel model = SmallSandwiches.create(manager, config)) {
      float[][] before = rows(model.logProbabilities(manager, PackedTokens.of(List.of(ids))));
      ids[7] = ids[7] == 50 ? 51 : 50;
      float[][] after = rows(model.logProbabilities(manager, PackedTokens.of(List.of(ids))));
      for (int i = 0; i < ids.length; i++) {
        boolean differs = i == 7 || (i > 7 && letters.contains("s"));
        assertEquals(differs, distance(before[i], after[i]) > 1e-4, "row " + i);
      }
    }
  }

  @Test
  void windowsDoNotSeeEachOther() {
    LanguageBatch both = SmallSandwiches.batch(ADAPTIVE, 3, 8, 5);
    int[] second = new int[5];
    Arrays.setAll(second, i -> (int) both.tokens().getId(8 + i));
    try (SandwichModel model = SmallSandwiches.create(manager, ADAPTIVE)) {
      float[][] together = rows(model.hidden(manager, both.tokens()));
      float[][] alone = rows(model.hidden(manager, PackedTokens.of(List.of(second))));
      for (int i = 0; i < 5; i++) {
        Closeness.assertClose("row " + i, alone[i], together[8 + i]);
      }
    }
  }

  /** Pre-norm with residuals: a sublayer that puts out 0 might as well not be there. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void aSublayerWithoutOutputIsNotThere(int silent) {
    String letters = ADAPTIVE.sublayers().letters();
    String rest = letters.substring(0, silent) + letters.substring(silent + 1);
    SandwichConfig shorter = ADAPTIVE.with(it -> it.sublayers(new SublayerPattern(rest)));
    LanguageBatch batch = SmallSandwiches.batch(ADAPTIVE, 3, 8, 5);
    try (SandwichModel model = SmallSandwiches.create(manager, ADAPTIVE)) {
      Parameters parameters = model.getParameters();
      String output = ADAPTIVE.sublayers().isAttention(silent) ? "self_attn.out_proj" : "fc2";
      for (String part : List.of(".weight", ".bias")) {
        NDArray array = parameters.get("sublayers." + silent + "." + output + part);
        Parameters.overwrite(array, new float[(int) array.size()]);
      }
      try (SandwichModel without =
          new SandwichModel(
              manager,
              shorter,
              Precision.FP32,
              ParameterValues.ofArrays(
                  spec -> parameters.get(inLonger(spec.name(), silent)).toFloatArray()))) {
        assertArrayEquals(
            model.hidden(manager, batch.tokens()).toFloatArray(),
            without.hidden(manager, batch.tokens()).toFloatArray());
      }
    }
  }

  /** The name that a sublayer's parameter has where there is one sublayer more. */
  private static String inLonger(String name, int inserted) {
    if (!name.startsWith("sublayers.")) {
      return name;
    }
    String[] parts = name.split("\\.", 3);
    int index = Integer.parseInt(parts[1]);
    return "sublayers." + (index < inserted ? index : index + 1) + "." + parts[2];
  }

  @Test
  void scoresAreThoseOfTheWholeDistribution() {
    for (SandwichConfig config : List.of(ADAPTIVE, SmallSandwiches.PLAIN)) {
      LanguageBatch batch = SmallSandwiches.partly(SmallSandwiches.batch(config, 3, 8, 5, 1));
      try (SandwichModel model = SmallSandwiches.create(manager, config)) {
        float[][] all = rows(model.logProbabilities(manager, batch.tokens()));
        float[] own = model.score(manager, batch);
        long[] places = batch.targets().findCounted();
        assertEquals(places.length, own.length);
        double sum = 0;
        for (int i = 0; i < own.length; i++) {
          int place = (int) places[i];
          assertEquals(all[place][(int) batch.targets().getId(place)], own[i], 1e-4);
          sum -= own[i];
        }
        assertEquals(sum, model.forwardBackward(manager, batch, TrainingPass.weighted(1)), 1e-3);
        double one = 0;
        for (float logP : all[3]) {
          one += Math.exp(logP);
        }
        assertEquals(1, one, 1e-5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssfsff", "fff", "fsfs"})
  void whatIsScoredDoesNotDependOnWhatElseIs(String letters) {
    SandwichConfig config = ADAPTIVE.with(it -> it.sublayers(new SublayerPattern(letters)));
    LanguageBatch batch = SmallSandwiches.batch(config, 3, 9, 4, 6);
    long[] some = new long[19];
    Arrays.setAll(some, i -> (i > 5 && i < 9) || i == 14 ? batch.targets().getId(i) : -100);
    List<int[]> windows = new ArrayList<>();
    for (int[] bounds : new int[][] {{0, 9}, {9, 13}, {13, 19}}) {
      windows.add(Arrays.stream(some, bounds[0], bounds[1]).mapToInt(Math::toIntExact).toArray());
    }
    try (SandwichModel model = SmallSandwiches.create(manager, config)) {
      float[] all = model.score(manager, batch);
      float[] few =
          model.score(manager, new LanguageBatch(batch.tokens(), PackedTokens.of(windows)));
      Closeness.assertClose("some", new float[] {all[6], all[7], all[8], all[14]}, few);
    }
  }

  @Test
  void passesRepeatToTheBit() {
    SandwichConfig config = ADAPTIVE.with(it -> it.dropout(DROPOUT).gate(Gate.GRU));
    LanguageBatch batch = SmallSandwiches.batch(config, 5, 30, 12);
    TrainingPass pass = TrainingPass.weighted(WEIGHT).withDropout(7);
    try (SandwichModel model = SmallSandwiches.create(manager, config);
        SandwichModel again = SmallSandwiches.create(manager, config)) {
      double nats = model.forwardBackward(manager, batch, pass);
      assertEquals(nats, again.forwardBackward(manager, batch, pass));
      for (String name : model.getParameters().getNames()) {
        assertArrayEquals(
            model.getParameters().getGradient(name).toFloatArray(),
            again.getParameters().getGradient(name).toFloatArray(),
            name);
      }
      assertNotEquals(nats, again.forwardBackward(manager, batch, pass.withDropout(8)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FP32", "BF16"})
  void nothingIsLeftBehind(Precision precision) throws ReflectiveOperationException {
    LanguageBatch batch = SmallSandwiches.batch(ADAPTIVE, 5, 30, 12);
    try (SandwichModel model = SmallSandwiches.create(manager, ADAPTIVE, precision)) {
      model.hidden(manager.newSubManager(), batch.tokens()).close();
      model.forwardBackward(manager.newSubManager(), batch, TrainingPass.weighted(1));
      int before = LiveArrays.count(manager);
      for (int i = 0; i < 5; i++) {
        try (NDManager scope = manager.newSubManager()) {
          model.forwardBackward(scope, batch, TrainingPass.weighted(1));
          model.score(scope, batch);
        }
      }
      assertEquals(before, LiveArrays.count(manager));
    }
  }

  @Test
  void badBatchesAreNamed() {
    try (SandwichModel model = SmallSandwiches.create(manager, ADAPTIVE)) {
      assertRefused(
          "65 tokens, but the model has only 64", model, SmallSandwiches.batch(ADAPTIVE, 1, 65));
      PackedTokens good = PackedTokens.of(List.of(new int[] {4, 5}));
      PackedTokens bad = PackedTokens.of(List.of(new int[] {4, 101}));
      String named = "token ids must be in [0, vocab_size = 101), not 101";
      assertRefused(named, model, new LanguageBatch(bad, good));
      assertRefused(named, model, new LanguageBatch(good, bad));
      PackedTokens longer = PackedTokens.of(List.of(new int[] {4, 5, 6}));
      assertThrows(IllegalArgumentException.class, () -> new LanguageBatch(good, longer));
    }
  }

  private void assertRefused(String named, SandwichModel model, LanguageBatch batch) {
    TrainingPass pass = TrainingPass.weighted(1);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> model.forwardBackward(manager, batch, pass))
            .getMessage();
    assertTrue(message.contains(named), message);
  }

  private static double distance(float[] one, float[] other) {
    double largest = 0;
    for (int i = 0; i < one.length; i++) {
      largest = Math.max(largest, Math.abs((double) one[i] - other[i]));
    }
    return largest;
  }

  private static float[][] rows(NDArray matrix) {
    float[] values = matrix.toFloatArray();
    int columns = (int) matrix.getShape().get(1);
    float[][] rows = new float[values.length / columns][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * columns, (i + 1) * columns));
    return rows;
  }
}
