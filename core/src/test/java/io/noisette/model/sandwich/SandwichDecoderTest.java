package io.noisette.model.sandwich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.PackedTokens;
import io.noisette.model.bart.SmallModels;
import io.noisette.model.layer.Closeness;
import io.noisette.testing.LiveArrays;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text written token by token has the scores that it has when read at once. */
final class SandwichDecoderTest {

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @CsvSource({"ssfsff,NONE", "sfsf,GRU", "fs,ADDITION", "ff,OUTPUT"})
  void stepsAreThePassOverTheWholeText(String letters, Gate gate) {
    SandwichConfig config =
        SmallSandwiches.ADAPTIVE.with(it -> it.sublayers(new SublayerPattern(letters)).gate(gate));
    int[] ids = SmallModels.sequences(config.vocabSize(), 1, 12).get(0);
    try (SandwichModel model = SmallSandwiches.create(manager, config);
        SandwichDecoder decoder = model.startDecoding(manager)) {
      assertRow(model, ids, 4, decoder.read(Arrays.copyOf(ids, 5)));
      for (int i = 5; i < ids.length; i++) {
        assertRow(model, ids, i, decoder.step(new int[] {ids[i]}, new int[] {0}));
        assertEquals(i + 1, decoder.getLength());
      }
    }
  }

  @Test
  void hypothesesBranch() {
    SandwichConfig config = SmallSandwiches.PLAIN;
    int[] prompt = {4, 5, 6};
    try (SandwichModel model = SmallSandwiches.create(manager, config);
        SandwichDecoder decoder = model.startDecoding(manager)) {
      decoder.read(prompt);
      decoder.step(new int[] {10, 20, 30}, new int[] {0, 0, 0});
      float[] next = decoder.step(new int[] {7, 8, 9}, new int[] {2, 0, 2});
      int words = config.vocabSize();
      int[][] texts = {{4, 5, 6, 30, 7}, {4, 5, 6, 10, 8}, {4, 5, 6, 30, 9}};
      for (int i = 0; i < texts.length; i++) {
        assertRow(model, texts[i], 4, Arrays.copyOfRange(next, i * words, (i + 1) * words));
      }
    }
  }

  @Test
  void aTextEndsWhereTheModelsPositionsDo() {
    SandwichConfig config = SmallSandwiches.PLAIN.with(it -> it.maxPositions(4));
    try (SandwichModel model = SmallSandwiches.create(manager, config);
        SandwichDecoder decoder = model.startDecoding(manager)) {
      assertThrows(IllegalArgumentException.class, () -> decoder.read(new int[0]));
      assertThrows(IllegalArgumentException.class, () -> decoder.read(new int[5]));
      assertThrows(IllegalStateException.class, () -> decoder.step(new int[] {4}, new int[] {0}));
      decoder.read(new int[] {4, 5, 6});
      decoder.step(new int[] {7}, new int[] {0});
      String message =
          assertThrows(
                  IllegalArgumentException.class, () -> decoder.step(new int[] {8}, new int[] {0}))
              .getMessage();
      assertTrue(message.contains("(max_positions = 4)"), message);
    }
  }

  @Test
  void aStepLeavesNothingBehindButItsCache() throws ReflectiveOperationException {
    SandwichConfig config = SmallSandwiches.ADAPTIVE;
    try (SandwichModel model = SmallSandwiches.create(manager, config, Precision.BF16);
        SandwichDecoder decoder = model.startDecoding(manager)) {
      decoder.read(new int[20]);
      decoder.step(new int[] {4}, new int[] {0});
      int before = LiveArrays.count(manager);
      for (int i = 0; i < 10; i++) {
        decoder.step(new int[] {4}, new int[] {0});
      }
      assertEquals(before, LiveArrays.count(manager));
    }
  }

  private void assertRow(SandwichModel model, int[] ids, int row, float[] actual) {
    NDArray all = model.logProbabilities(manager, PackedTokens.of(List.of(ids)));
    float[] expected = all.get(row).toFloatArray();
    Closeness.assertClose("behind token " + row, expected, actual);
  }
}
