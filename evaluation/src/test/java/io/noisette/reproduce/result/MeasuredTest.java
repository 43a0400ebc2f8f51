package io.noisette.reproduce.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredTest {

  @Test
  void meanAndSampleDeviationOfTheFiveBaselinesOfTheSandwichPaper() {
    Measured measured = new Measured(List.of(19.13, 18.83, 18.54, 18.49, 18.25));
    assertEquals(5, measured.n());
    assertEquals(18.648, measured.mean(), 1e-12);
    assertEquals(0.33929, measured.deviation(), 5e-6);
  }

  @Test
  void oneValueHasNoDeviation() {
    assertEquals(3, new Measured(List.of(3.0)).mean());
    assertEquals(Double.NaN, new Measured(List.of(3.0)).deviation());
    assertEquals(2, new Measured(List.of(-2.0, 2.0, 0.0)).deviation());
  }
}
