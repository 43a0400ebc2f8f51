package io.noisette.reproduce.table;

import io.noisette.settings.GivenValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Definition of a stage, such as pretraining or fine-tuning: a recipe with its options and inputs.
 *
 * @param key name in the file and in paths
 * @param recipe name of the recipe that trains or measures
 * @param oncePer which cells share a run
 * @param inputs sources of options of the recipe, by option
 * @param options options of the recipe for all runs
 * @param trials what its runs try, or null: it has a single run
 */
public record TableStage(
    String key,
    String recipe,
    OncePer oncePer,
    Map<String, StageInput> inputs,
    Map<String, GivenValue> options,
    @Nullable Trials trials) {

  public TableStage {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** Returns the keys of this stage and of all stages that it depends on. */
  Set<String> chain() {
    Set<String> keys = new TreeSet<>();
    addTo(keys);
    return keys;
  }

  private void addTo(Set<String> keys) {
    if (!keys.add(key)) {
      return; // several inputs come from this stage
    }
    for (StageInput input : inputs.values()) {
      if (input instanceof StageInput.FromStages from) {
        from.stages().forEach(stage -> stage.addTo(keys));
      } else if (input instanceof StageInput.BestOf best) {
        best.stage().addTo(keys);
      }
    }
  }
}
