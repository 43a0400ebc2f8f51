package io.noisette.distillation.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.train.Cursor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MixedDrawTest {

  private static final int[] GENERATED = {13, 17, 19, 23, 29, 31, 37};

  @Test
  void everyBatchHasExactlySixLabelledAndFourGeneratedTexts() {
    MixedDraw draw = new MixedDraw(13, GENERATED, 1, 10, 7);
    Set<Integer> seen = new HashSet<>();
    Cursor cursor = Cursor.START;
    for (int batch = 0; batch < 100; batch++) {
      int[] drawn = draw.draw(cursor);
      assertEquals(10, drawn.length);
      assertEquals(6, IntStream.of(drawn).filter(text -> text < 13).count());
      IntStream.of(drawn).forEach(seen::add);
      assertEquals(batch / 7, cursor.epoch());
      cursor = draw.advance(cursor);
    }
    assertEquals(20, seen.size(), "13 labelled and 7 generated, and no other text");
  }

  @Test
  void theNextPassOverAPoolBeginsWithinABatch() {
    MixedDraw draw = new MixedDraw(13, GENERATED, 1, 10, 7);
    int[] counts = new int[13];
    Cursor cursor = Cursor.START;
    for (int batch = 0; batch < 13; batch++) { // 78 draws: 6 passes
      for (int text : draw.draw(cursor)) {
        if (text < 13) {
          counts[text]++;
        }
      }
      cursor = draw.advance(cursor);
    }
    assertTrue(Arrays.stream(counts).allMatch(count -> count == 6), Arrays.toString(counts));
  }

  @Test
  void withoutGeneratedTextsAllTextsOfABatchAreLabelled() {
    MixedDraw draw = new MixedDraw(13, new int[0], 1, 10, 7);
    int[] drawn = draw.draw(Cursor.START);
    assertEquals(10, drawn.length);
    assertTrue(IntStream.of(drawn).allMatch(text -> text < 13));
    int[] mixed = new MixedDraw(13, GENERATED, 1, 10, 7).draw(Cursor.START);
    assertArrayEquals(Arrays.copyOf(drawn, 6), Arrays.copyOf(mixed, 6), "in the same order");
  }
}
