package io.noisette.parity;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Makes a golden directory a test: what {@code verify-parity} says, as assertions. */
public final class GoldenParity {

  private GoldenParity() {}

  /** Fails with every tensor that does not hold. */
  public static void assertHolds(Path directory, String kindName, ParityKind kind)
      throws IOException {
    assertHolds(directory, new ParityCheck(Map.of(kindName, kind), Map.of()));
  }

  /** Fails with every value of a {@code cases.json} that does not hold. */
  public static void assertValuesHold(Path directory, String kindName, ValueKind kind)
      throws IOException {
    assertHolds(directory, new ParityCheck(Map.of(), Map.of(kindName, kind)));
  }

  private static void assertHolds(Path directory, ParityCheck check) throws IOException {
    ParityReport report = check.check(directory);
    if (report.fault() != null) {
      fail(directory + ": kind " + report.kind() + ": " + report.fault());
    }
    assertAll(
        report.directory(),
        report.rows().stream()
            .map(row -> () -> assertNull(row.fault(), row.caseName() + " " + row)));
  }
}
