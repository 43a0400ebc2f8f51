package io.noisette.doctor;

import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A library that is loaded once; only the check of the library itself tells why it does not. */
final class NativeLibrary {

  private final String name;
  private final Runnable loader;
  private boolean tried;
  private @Nullable Throwable failure;

  NativeLibrary(String name, Runnable loader) {
    this.name = name;
    this.loader = loader;
  }

  /** Loads it, or returns what went wrong when that was tried. */
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

  /** What a check finds that needs the library. */
  Finding whenLoaded(Supplier<Finding> examination) {
    return load() == null
        ? examination.get()
        : Finding.problem(
            String.format(Locale.ROOT, "not tried, because %s does not load", name),
            "mend " + name);
  }
}
