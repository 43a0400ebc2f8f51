package io.noisette.bart.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.noisette.bart.model.Seq2SeqExample;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.GoldenFile;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MaskedSeq2SeqTest {

  private static final int MASK = SmallTexts.MASK;

  @Test
  void theSpanIsMaskedInTheSourceAndPredictedAtItsPlace() {
    Seq2SeqExample example =
        MaskedSeq2Seq.maskSpan(new int[] {0, 10, 11, 12, 13, 14, 2}, 2, 3, MASK);
    assertArrayEquals(new int[] {0, 10, MASK, MASK, MASK, 14, 2}, example.source());
    assertArrayEquals(new int[] {10, 11, 12}, example.decoderInput());
    assertArrayEquals(new int[] {2, 3, 4}, example.decoderPositions());
    assertArrayEquals(new int[] {11, 12, 13}, example.labels());
  }

  @Test
  void ofTheFirstTokenTheDecoderReadsBos() {
    Seq2SeqExample example = MaskedSeq2Seq.maskSpan(new int[] {0, 10, 2}, 1, 1, MASK);
    assertArrayEquals(new int[] {0}, example.decoderInput());
    assertArrayEquals(new int[] {1}, example.decoderPositions());
  }

  @Test
  void aSpanDependsOnItsKeyAlone() {
    assertArrayEquals(draw(3).source(), draw(3).source());
    assertFalse(Arrays.equals(draw(3).source(), draw(4).source()));
  }

  @Test
  void examplesAreThoseOfTheGoldenFile() throws IOException {
    int rows = 0;
    try (GoldenFile file = GoldenFile.open(SharedFiles.find("golden/objective-masked-seq2seq"))) {
      for (GoldenCase golden : file.getCases().values()) {
        for (int row = 0; row < golden.getInput("span_start").toLongs().length; row++) {
          assertIsRow(golden, row);
          rows++;
        }
      }
    }
    assertEquals(8, rows);
  }

  private static void assertIsRow(GoldenCase golden, int row) {
    int length = (int) golden.getInput("span_length").toLongs()[row];
    int start = (int) golden.getInput("span_start").toLongs()[row];
    long[] mask = row(golden, "attention_mask", row);
    int[] ids = ints(row(golden, "document", row), (int) Arrays.stream(mask).sum());
    Seq2SeqExample example = MaskedSeq2Seq.maskSpan(ids, start, length, 112);
    assertArrayEquals(ints(row(golden, "input_ids", row), ids.length), example.source());
    assertArrayEquals(ints(row(golden, "decoder_input_ids", row), length), example.decoderInput());
    assertArrayEquals(
        ints(row(golden, "decoder_positions", row), length),
        Objects.requireNonNull(example.decoderPositions()));
    assertArrayEquals(ints(row(golden, "labels", row), length), example.labels());
  }

  private static long[] row(GoldenCase golden, String input, int row) {
    SafetensorsTensor tensor = golden.getInput(input);
    int width = (int) tensor.getShape()[1];
    return Arrays.copyOfRange(tensor.toLongs(), row * width, (row + 1) * width);
  }

  private static int[] ints(long[] row, int length) {
    return Arrays.stream(row, 0, length).mapToInt(Math::toIntExact).toArray();
  }

  private static Seq2SeqExample draw(long epoch) {
    return new MaskedSeq2Seq()
        .toExample(SmallTexts.text(62), SmallTexts.key(epoch, 5), SmallTexts.context(null));
  }
}
