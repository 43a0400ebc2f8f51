package io.noisette.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data and golden values, which stay out of the repository. */
public final class SharedFiles {

  private SharedFiles() {}

  /**
   * Finds a file or directory below {@code -Dnoisette.shared}. The calling test is skipped if it is
   * absent, and fails if {@code -Dnoisette.shared.required=true} or the environment variable
   * NOISETTE_SHARED_REQUIRED says that it must be there.
   */
  public static Path find(String name) {
    Path path = Path.of(System.getProperty("noisette.shared", "../shared")).resolve(name);
    if (Files.exists(path)) {
      return path;
    }
    String message = name + " is not there; -Dnoisette.shared=DIR says where shared files are";
    return isRequired() ? fail(message) : abort(message);
  }

  private static boolean isRequired() {
    return Boolean.getBoolean("noisette.shared.required")
        || Boolean.parseBoolean(System.getenv("NOISETTE_SHARED_REQUIRED"));
  }
}
