package io.noisette.reproduce.table;

import io.noisette.settings.GivenValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Options that a row, a column or a scale of a table sets, grouped by stage.
 *
 * @param byStage options of the recipe by name, by key of the stage
 */
public record StageOptions(Map<String, Map<String, GivenValue>> byStage) {

  public StageOptions {
    Map<String, Map<String, GivenValue>> copy = new LinkedHashMap<>();
    byStage.forEach(
        (stage, options) ->
            copy.put(stage, Collections.unmodifiableMap(new LinkedHashMap<>(options))));
    byStage = Collections.unmodifiableMap(copy);
  }

  Map<String, GivenValue> of(TableStage stage) {
    return byStage.getOrDefault(stage.key(), Map.of());
  }
}
