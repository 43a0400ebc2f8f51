package io.noisette.doctor;

import java.util.Locale;

/** Formatting of amounts of memory and disk space. */
final class Bytes {

  static final long MIB = 1L << 20;
  static final long GIB = 1L << 30;

  private Bytes() {}

  /** Formats a number of bytes, such as {@code 512 MiB} or {@code 5.9 GiB}. */
  static String describe(long bytes) {
    if (bytes < GIB) {
      return bytes / MIB + " MiB";
    }
    return String.format(Locale.ROOT, "%,.1f GiB", bytes / (double) GIB);
  }
}
