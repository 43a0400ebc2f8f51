package io.noisette.doctor;

import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A native library that is loaded once; only the check of the library itself reports why loading
 * failed.
 */
final class NativeLibrary {

  private final String name;
  private final Runnable loader;
  private boolean tried;
  private @Nullable Throwable failure;

  NativeLibrary(String name, Runnable loader) {
    this.name = name;
    this.loader = loader;
  }

  /**
   * Loads the library on the first call, and returns the exception if that has failed, otherwise
   * null.
   */
  @Nullable Throwable load() {
    if (!tried) {
      tried = true;
      try {
        loader.run();
      } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
        failure = e;
      }
    }
    return failure;
  }

  /**
   * Returns the finding of a check that needs the library, or a problem if the library cannot be
   * loaded.
   */
  Finding whenLoaded(Supplier<Finding> examination) {
    return load() == null
        ? examination.get()
        : Finding.problem(
            String.format(
                Locale.ROOT, "not checked, because the native library %s cannot be loaded", name),
            "solve the problem that the check of " + name + " reports");
  }
}
