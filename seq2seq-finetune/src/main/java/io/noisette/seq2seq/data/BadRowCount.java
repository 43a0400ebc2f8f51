package io.noisette.seq2seq.data;

import io.noisette.failure.CorruptDataException;
import io.noisette.generate.target.BadRows;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Number of rows that give no pair, by fault, with the place of the first of each. */
final class BadRowCount {

  private final Map<RowFault, Long> counts = new EnumMap<>(RowFault.class);
  private final Map<RowFault, String> firsts = new EnumMap<>(RowFault.class);

  void add(RowFault fault, RowReader rows, long line) {
    counts.merge(fault, 1L, Long::sum);
    firsts.computeIfAbsent(fault, it -> rows.describePlace(line));
  }

  long countAll() {
    return counts.values().stream().mapToLong(count -> count).sum();
  }

  /**
   * Refuses the data if there are bad rows, or reports them.
   *
   * @param good number of rows that were read
   * @throws CorruptDataException if there are bad rows and they are to be refused
   */
  void judge(BadRows policy, long good, Consumer<String> warnings) {
    if (counts.isEmpty()) {
      return;
    }
    List<String> faults = new ArrayList<>();
    counts.forEach(
        (fault, count) ->
            faults.add(
                String.format(
                    Locale.ROOT,
                    "%,d with %s (first: %s)",
                    count,
                    fault.getDescription(),
                    firsts.get(fault))));
    String list = String.join("; ", faults);
    long rows = good + countAll();
    if (policy == BadRows.REFUSE) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%,d of %,d rows cannot be used: %s; correct them, or leave them out with --bad-rows"
                  + " skip",
              countAll(),
              rows,
              list));
    }
    warnings.accept(
        String.format(Locale.ROOT, "%,d of %,d rows are left out: %s", countAll(), rows, list));
  }
}
