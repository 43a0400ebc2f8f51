package io.noisette.parity.golden;

import io.noisette.parity.GoldenParity;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class SchedulesParityTest {

  @Test
  void goldenSchedulesHold() throws IOException {
    GoldenParity.assertHolds(
        SharedFiles.find("golden/schedules"), "schedules", new SchedulesParity());
  }
}
