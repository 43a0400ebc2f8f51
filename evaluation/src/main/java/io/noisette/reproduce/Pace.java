package io.noisette.reproduce;

import io.noisette.reproduce.result.FinishedRun;
import io.noisette.reproduce.table.CellRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long runs take: those of a cell alike, others as all do on average. */
final class Pace {

  private final List<Double> all = new ArrayList<>();
  private final Map<String, List<Double>> ofCells = new HashMap<>();

  /** Learns from a run; one that was done in several goes tells nothing. */
  void add(CellRun run, FinishedRun result) {
    Double seconds = result.seconds();
    if (seconds != null) {
      all.add(seconds);
      ofCells.computeIfAbsent(run.cell(), cell -> new ArrayList<>()).add(seconds);
    }
  }

  /** Seconds that runs will take, or -1 if nothing is known yet. */
  double estimate(Collection<CellRun> runs) {
    return all.isEmpty() ? -1 : runs.stream().mapToDouble(this::estimate).sum();
  }

  private double estimate(CellRun run) {
    List<Double> known = ofCells.getOrDefault(run.cell(), all);
    return known.stream().mapToDouble(seconds -> seconds).average().orElse(0);
  }
}
