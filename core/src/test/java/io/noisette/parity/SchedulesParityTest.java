package io.noisette.parity;

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
