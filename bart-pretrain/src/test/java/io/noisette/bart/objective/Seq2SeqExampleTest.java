package io.noisette.bart.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noisette.bart.model.Seq2SeqExample;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Seq2SeqExampleTest {

  @Test
  void inTeacherForcingTheDecoderReadsTheTargetOnePlaceLate() {
    Seq2SeqExample example =
        Seq2SeqExample.teacherForced(new int[] {0, 9, 2}, new int[] {0, 7, 8, 2}, 2);
    assertArrayEquals(new int[] {2, 0, 7, 8}, example.decoderInput());
    assertArrayEquals(new int[] {0, 7, 8, 2}, example.labels());
    assertEquals(4, example.countTargets());
  }

  @Test
  void labelsBelowZeroAreNoTargets() {
    Seq2SeqExample example =
        new Seq2SeqExample(new int[1], new int[3], null, new int[] {-100, 0, -1});
    assertEquals(1, example.countTargets());
  }

  @Test
  void aBatchHasTheTokensOfItsExamplesInOrder() {
    Seq2SeqExample first = Seq2SeqExample.teacherForced(new int[] {5}, new int[] {6, 7}, 2);
    Seq2SeqExample second = Seq2SeqExample.teacherForced(new int[] {8, 9}, new int[] {3}, 2);
    Seq2SeqBatch batch = Seq2SeqExample.pack(List.of(first, second));
    assertArrayEquals(new long[] {5, 8, 9}, ids(batch.source()));
    assertArrayEquals(new long[] {2, 6, 2}, ids(batch.decoderInput()));
    assertArrayEquals(new long[] {6, 7, 3}, ids(batch.labels()));
    assertArrayEquals(new long[] {2, 1}, batch.labels().getLengths());
  }

  private static long[] ids(PackedTokens tokens) {
    return IntStream.range(0, tokens.getSize()).mapToLong(tokens::getId).toArray();
  }
}
