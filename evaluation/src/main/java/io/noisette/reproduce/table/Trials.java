package io.noisette.reproduce.table;

import io.noisette.failure.UsageException;
import io.noisette.settings.GivenValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Trials of a stage: it is run once for each of several values of an option, and a later stage
 * takes the best value.
 *
 * @param option option of the recipe whose values are tried
 * @param metric metric of the recipe that says which value is best
 * @param highest whether the highest value of the metric is the best one, otherwise the lowest
 */
public record Trials(String option, String metric, boolean highest) {

  /** Values are names of directories. */
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]*");

  /**
   * Returns the values to try.
   *
   * @param options options of the stage, one of which lists the values
   * @throws UsageException if none does
   */
  List<String> valuesOf(TableStage stage, Map<String, GivenValue> options) {
    GivenValue given = options.get(option);
    List<String> values = given == null ? null : given.texts();
    if (given == null || values == null || values.isEmpty()) {
      throw new UsageException(
          "the stage %s varies %s, but the table gives it no values to try"
              .formatted(stage.key(), option));
    }
    for (String value : values) {
      if (Collections.frequency(values, value) > 1) {
        throw new UsageException(
            given.subject() + ": '" + value + "' is there twice, and a value is tried once");
      }
      if (!VALUE.matcher(value).matches()) {
        throw new UsageException(
            "%s: '%s' cannot be tried, because the values of an option that varies are names of"
                    .formatted(given.subject(), value)
                + " directories: letters, digits, and . + - behind the first");
      }
    }
    return values;
  }

  /** Returns the metric with the direction that is better, such as {@code lowest loss}. */
  public String describe() {
    return (highest ? "highest " : "lowest ") + metric;
  }
}
