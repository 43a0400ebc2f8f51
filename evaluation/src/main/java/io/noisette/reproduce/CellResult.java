package io.noisette.reproduce;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one training came to.
 *
 * @param metrics by name, such as {@code cola.mcc}; a table says which one it shows
 */
public record CellResult(Map<String, Double> metrics) {

  public CellResult {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
