package io.noisette.bart.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RatioErrorTest {

  @Test
  void ofSamplesOfOneSizeItIsThatOfTheirMean() {
    RatioError error = new RatioError();
    for (double mean : new double[] {1, 2, 4, 5}) {
      error.add(10 * mean, 10);
    }
    assertEquals(Math.sqrt(10.0 / 3 / 4), error.getStandardError(), 1e-12);
  }

  @Test
  void largeSamplesWeighMore() {
    RatioError error = new RatioError();
    error.add(2, 1);
    error.add(4, 3); // ratio 6/4; residuals 2 - 1.5 and 4 - 4.5
    assertEquals(Math.sqrt(0.5 * 2) / 4, error.getStandardError(), 1e-12);
  }

  @Test
  void samplesThatAgreeHaveNoneAndOneSampleHasNoAnswer() {
    RatioError error = new RatioError();
    error.add(0.3, 1);
    assertEquals(Double.NaN, error.getStandardError());
    error.add(0.9, 3);
    assertEquals(0, error.getStandardError(), 1e-8);
    assertEquals(2, error.getCount());
  }
}
