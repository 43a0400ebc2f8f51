package io.noisette.generate.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Puts results that come in any order into the order of the input. */
final class OrderedResults {

  private final Consumer<List<Hypothesis>> results;
  private final Map<Integer, List<Hypothesis>> waiting = new HashMap<>();
  private int next;

  OrderedResults(Consumer<List<Hypothesis>> results) {
    this.results = results;
  }

  /** Takes the result with an index, and passes on what no longer waits for one before it. */
  void add(int index, List<Hypothesis> targets) {
    waiting.put(index, targets);
    List<Hypothesis> first;
    while ((first = waiting.remove(next)) != null) {
      results.accept(first);
      next++;
    }
  }
}
