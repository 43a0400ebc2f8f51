package io.noisette.reproduce;

import io.noisette.reproduce.result.FinishedRun;
import io.noisette.reproduce.table.StageRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Estimate of the remaining time from the runs that have ended: a run is expected to take as long
 * as those of its cell, else as those of its stage, else as all on average.
 */
final class Pace {

  private final Map<String, List<Double>> seconds = new HashMap<>();

  /** Adds a run that has ended; a resumed one has no duration and is ignored. */
  void add(StageRun run, FinishedRun result) {
    Double duration = result.seconds();
    if (duration != null) {
      for (String key : keysOf(run)) {
        seconds.computeIfAbsent(key, name -> new ArrayList<>()).add(duration);
      }
    }
  }

  /** Returns the expected duration of runs in seconds, or null if no run has ended yet. */
  @Nullable Double estimate(Collection<StageRun> runs) {
    return seconds.isEmpty() ? null : runs.stream().mapToDouble(this::estimate).sum();
  }

  private double estimate(StageRun run) {
    for (String key : keysOf(run)) {
      List<Double> known = seconds.get(key);
      if (known != null) {
        return known.stream().mapToDouble(duration -> duration).average().orElse(0);
      }
    }
    return 0;
  }

  /** Returns what a run is compared by, the closest first. */
  private static List<String> keysOf(StageRun run) {
    return List.of("cell " + run.group(), "stage " + run.stage().key(), "all");
  }
}
