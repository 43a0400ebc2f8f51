package io.noisette.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

final class OtherWorkTest {

  @Test
  void farMoreWorkThanCoresIsSaid() {
    assertNull(OtherWork.describe(-1, 2)); // the load is unknown
    assertNull(OtherWork.describe(4, 2));
    assertEquals(
        "other work keeps this machine busy (load 7.1 on 2 cores): training will be slow",
        OtherWork.describe(7.1, 2));
  }
}
