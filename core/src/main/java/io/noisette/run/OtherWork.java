package io.noisette.run;

import io.noisette.command.Console;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Load of this machine by other processes, which makes training slow. */
public final class OtherWork {

  /** Load per core over the last minute from which steps take a multiple of their time. */
  private static final double BUSY = 2;

  private OtherWork() {}

  /**
   * Tells the user, before training begins, if the load of the machine is far above its number of
   * cores.
   */
  public static void mention(Console console) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    String message = describe(load, Runtime.getRuntime().availableProcessors());
    if (message != null) {
      console.info(message);
    }
  }

  /** Returns the message for a load, or null if it leaves enough room. */
  static @Nullable String describe(double load, int cores) {
    return load <= BUSY * cores
        ? null
        : String.format(
            Locale.ROOT,
            "other work keeps this machine busy (load %.1f on %d cores): training will be slow",
            load,
            cores);
  }
}
