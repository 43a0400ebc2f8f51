package io.noisette.reproduce;

import io.noisette.reproduce.result.Choice;
import io.noisette.reproduce.result.StoredRun;
import io.noisette.reproduce.table.StageRun;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run takes from earlier stages, as far as these have ended.
 *
 * @param inputs results of earlier stages whose output it takes, by option
 * @param chosen best of the values that earlier stages have tried, by option
 * @param isReady whether all runs that it depends on have ended
 */
record StageStart(
    Map<String, List<StoredRun>> inputs, Map<String, String> chosen, boolean isReady) {

  /** Nothing is known of earlier stages. */
  static final StageStart UNKNOWN = new StageStart(Map.of(), Map.of(), false);

  StageStart {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
  }

  /**
   * Collects what a run starts from.
   *
   * @param finished results by path of the run
   */
  static StageStart of(StageRun run, Map<String, StoredRun> finished) {
    Map<String, List<StoredRun>> inputs = new LinkedHashMap<>();
    run.inputs()
        .forEach(
            (option, runs) -> {
              List<StoredRun> stored =
                  runs.stream()
                      .map(input -> finished.get(input.path()))
                      .filter(it -> it != null)
                      .toList();
              if (stored.size() == runs.size()) {
                inputs.put(option, stored);
              }
            });
    Map<String, String> chosen = new LinkedHashMap<>();
    run.choices()
        .forEach(
            (option, trials) -> {
              String best = choose(trials, finished).best();
              if (best != null) {
                chosen.put(option, best);
              }
            });
    boolean ready =
        run.requirements().stream().allMatch(needed -> finished.containsKey(needed.path()));
    return new StageStart(inputs, chosen, ready);
  }

  private static Choice choose(List<StageRun> trials, Map<String, StoredRun> finished) {
    return Choice.of(
        trials,
        trial -> {
          StoredRun stored = finished.get(trial.path());
          return stored == null ? null : stored.result();
        });
  }
}
