package io.noisette.bart.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class UnigramModelTest {

  @Test
  void aTokenCostsTheNatsOfItsShareWithOneCountAdded() {
    UnigramModel model = new UnigramModel(new long[] {0, 3, 0, 1}, 2);
    assertEquals(Math.log(8.0 / 1), model.nats(0), 1e-12);
    assertEquals(Math.log(8.0 / 4), model.nats(1), 1e-12);
    assertEquals(Math.log(8.0 / 2), model.nats(3), 1e-12);
  }

  @Test
  void theEndsOfTextsAreAsFrequentAsTexts() {
    UnigramModel model = new UnigramModel(new long[] {0, 3, 0, 1}, 2).withEnds(2);
    assertEquals(Math.log(10.0 / 3), model.nats(2), 1e-12);
    assertEquals(Math.log(10.0 / 4), model.nats(1), 1e-12);
  }

  @Test
  void probabilitiesAddUpToOne() {
    UnigramModel model = new UnigramModel(new long[] {5, 0, 17}, 1);
    double sum = 0;
    for (int token = 0; token < 3; token++) {
      sum += Math.exp(-model.nats(token));
    }
    assertEquals(1, sum, 1e-12);
  }
}
