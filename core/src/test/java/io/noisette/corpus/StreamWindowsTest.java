package io.noisette.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class StreamWindowsTest {

  @Test
  void aStrideAsLongAsTheWindowIsBlocks() {
    assertEquals(
        List.of(new StreamWindow(0, 4, 4), new StreamWindow(4, 4, 4), new StreamWindow(8, 1, 1)),
        list(new StreamWindows(10, 4, 4)));
  }

  @Test
  void aShorterStrideHasContextAsFarAsThereIsAny() {
    assertEquals(
        List.of(
            new StreamWindow(0, 2, 2),
            new StreamWindow(0, 4, 2),
            new StreamWindow(1, 5, 2),
            new StreamWindow(3, 4, 1)),
        list(new StreamWindows(8, 5, 2)));
  }

  @Test
  void aStrideOfOneSlides() {
    assertEquals(
        List.of(
            new StreamWindow(0, 1, 1),
            new StreamWindow(0, 2, 1),
            new StreamWindow(0, 3, 1),
            new StreamWindow(1, 3, 1)),
        list(new StreamWindows(5, 3, 1)));
  }

  @Test
  void everyTokenButTheFirstIsPredictedOnce() {
    for (int window = 1; window < 12; window++) {
      for (int stride = 1; stride <= window; stride++) {
        long predicted = 1;
        for (StreamWindow it : new StreamWindows(23, window, stride)) {
          assertEquals(predicted, it.from() + it.length() - it.scored() + 1);
          predicted += it.scored();
        }
        assertEquals(23, predicted);
      }
    }
  }

  @Test
  void aStreamOfOneTokenHasNothingToPredict() {
    assertEquals(List.of(), list(new StreamWindows(1, 4, 4)));
    assertThrows(IndexOutOfBoundsException.class, () -> new StreamWindows(1, 4, 4).get(0));
  }

  @Test
  void aStrideBeyondTheWindowIsAnError() {
    assertEquals(
        "stride must be in [1, 4], the window size, not 5",
        assertThrows(IllegalArgumentException.class, () -> new StreamWindows(9, 4, 5))
            .getMessage());
  }

  private static List<StreamWindow> list(StreamWindows windows) {
    return StreamSupport.stream(windows.spliterator(), false).toList();
  }
}
