package io.noisette.evaluation.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Figures by name in a fixed order. */
final class Figures {

  private Figures() {}

  static Map<String, Double> of(String one, double oneValue, String two, double twoValue) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(one, oneValue);
    figures.put(two, twoValue);
    return Collections.unmodifiableMap(figures);
  }
}
