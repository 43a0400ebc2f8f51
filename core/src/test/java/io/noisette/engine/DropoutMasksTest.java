package io.noisette.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DropoutMasksTest {

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.1, 0.3, 0.5, 0.9, 0.99})
  void theRateIsThatAskedFor(double rate) {
    DropoutMasks masks = new DropoutMasks(rate);
    byte[] mask = mask(masks, 1, 500, 400);
    double kept = 0;
    for (byte element : mask) {
      assertTrue(element == 0 || element == 1, "an element is " + element);
      kept += element;
    }
    double error = Math.sqrt(rate * (1 - rate) / mask.length);
    assertEquals(1 - rate, kept / mask.length, 4 * error + 1.0 / 32_768);
    assertEquals(1 / (1 - rate), masks.getScale(), masks.getScale() * masks.getScale() / 32_768);
  }

  @Test
  void neighboursAreIndependent() {
    byte[] mask = mask(new DropoutMasks(0.5), 7, 500, 400);
    for (int distance : new int[] {1, 2, 7, 8, 16, 400}) {
      int equal = 0;
      for (int i = distance; i < mask.length; i++) {
        equal += mask[i] == mask[i - distance] ? 1 : 0;
      }
      double share = (double) equal / (mask.length - distance);
      assertEquals(0.5, share, 4 * 0.5 / Math.sqrt(mask.length), "at a distance of " + distance);
    }
  }

  @Test
  void aMaskIsAFunctionOfSeedAndSite() {
    DropoutMasks masks = new DropoutMasks(0.5);
    byte[] first = mask(masks, 7, 10, 11);
    byte[] second = masks.next(manager, 10, 11).toByteArray();
    assertFalse(Arrays.equals(first, second));
    DropoutMasks others = new DropoutMasks(0.5);
    assertArrayEquals(first, mask(others, 7, 10, 11));
    assertArrayEquals(second, others.next(manager, 10, 11).toByteArray());
    assertFalse(Arrays.equals(first, mask(others, 8, 10, 11)));
  }

  @Test
  void aSmallerMaskIsTheBeginningOfALargerOne() {
    DropoutMasks masks = new DropoutMasks(0.5);
    byte[] large = mask(masks, 7, 100, 3);
    for (int rows : new int[] {1, 2, 3, 99}) {
      assertArrayEquals(Arrays.copyOf(large, rows * 3), mask(masks, 7, rows, 3));
    }
  }

  @Test
  void withoutDropoutAMaskIsEmpty() {
    DropoutMasks none = new DropoutMasks(0);
    none.start(7);
    assertEquals(0, none.next(manager, 10, 11).size());
    assertEquals(1, none.getScale());
    DropoutMasks off = new DropoutMasks(0.5);
    off.startWithout();
    assertEquals(0, off.next(manager, 10, 11).size());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void aRateThatIsNoneIsAnError(double rate) {
    assertThrows(IllegalArgumentException.class, () -> new DropoutMasks(rate));
  }

  private byte[] mask(DropoutMasks masks, long seed, long rows, long columns) {
    masks.start(seed);
    NDArray mask = masks.next(manager, rows, columns);
    assertArrayEquals(new long[] {rows, columns}, mask.getShape().getShape());
    return mask.toByteArray();
  }
}
