package io.noisette.seq2seq.data;

import static java.util.stream.Collectors.joining;

import io.noisette.failure.UsageException;
import io.noisette.text.Excerpt;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The columns of sources and targets in a file.
 *
 * @param source name of the column of the sources
 * @param target name of the column of the targets
 * @param reason why these, as a part of a sentence
 */
record ColumnChoice(String source, String target, String reason) {

  /** Columns of known data sets; where several fit, the first. */
  private static final List<ColumnChoice> KNOWN =
      List.of(
          known("article", "highlights", "CNN/DailyMail"),
          known("document", "summary", "XSum"),
          known("dialogue", "summary", "SAMSum"),
          known("description", "abstract", "BigPatent"),
          new ColumnChoice("source", "target", "by their names"),
          known("input_text", "target_text", "Simple Transformers"),
          known("article", "summary", "SummEval"),
          known("review_body", "review_title", "Amazon reviews"),
          known("extract_text", "summary_text", "PSC"),
          known("body", "summary", "ThaiSum"),
          known("news_body", "news_title", "XGLUE"),
          known("text", "summary", "run_summarization"));

  private static final int MOST_SHOWN = 20;
  private static final int MOST_LETTERS = 40;

  private static ColumnChoice known(String source, String target, String set) {
    return new ColumnChoice(source, target, "the columns of " + set);
  }

  /**
   * Chooses the columns of a file.
   *
   * @param place file and line of the columns' names or of the first row, for messages
   * @param columns names of all columns, in order
   * @throws UsageException if there is no such column, or none is given and none is known
   */
  static ColumnChoice of(String place, List<String> columns, PairFileSettings settings) {
    String source = find(place, columns, "--source", settings.source());
    String target = find(place, columns, "--target", settings.target());
    if (source != null && target != null) {
      return distinct(place, new ColumnChoice(source, target, "as given"));
    }
    for (ColumnChoice known : KNOWN) {
      if (known.isIn(columns)
          && (source == null || source.equals(known.source))
          && (target == null || target.equals(known.target))) {
        return known;
      }
    }
    if (columns.size() == 2) {
      String first = source == null ? other(columns, target) : source;
      String second = target == null ? other(columns, first) : target;
      String reason = source == null && target == null ? "in order" : "the only ones";
      return distinct(place, new ColumnChoice(first, second, reason));
    }
    throw new UsageException(
        "%s: name the columns of sources and targets with --source and --target; the columns are %s"
            .formatted(place, list(columns)));
  }

  /** Returns whether the names of columns include those of a known data set. */
  static boolean isOfKnownSet(List<String> columns) {
    return KNOWN.stream().anyMatch(known -> known.isIn(columns));
  }

  /** Returns whether a value of --source or --target is a name, not a number. */
  static boolean isName(@Nullable String given) {
    return given != null && !given.matches("\\d+");
  }

  private boolean isIn(List<String> columns) {
    return columns.contains(source) && columns.contains(target);
  }

  private static String other(List<String> columns, @Nullable String one) {
    return columns.get(0).equals(one) ? columns.get(1) : columns.get(0);
  }

  private static ColumnChoice distinct(String place, ColumnChoice choice) {
    if (choice.source.equals(choice.target)) {
      throw new UsageException(
          "%s: --source and --target are the same column %s"
              .formatted(place, Excerpt.of(choice.source, MOST_LETTERS)));
    }
    return choice;
  }

  /** Returns the names of columns, the first of them and shortened, as those may be data. */
  private static String list(List<String> columns) {
    String shown =
        columns.stream()
            .limit(MOST_SHOWN)
            .map(name -> Excerpt.of(name, MOST_LETTERS))
            .collect(joining(", "));
    return columns.size() <= MOST_SHOWN ? shown : shown + ", …";
  }

  private static @Nullable String find(
      String place, List<String> columns, String option, @Nullable String given) {
    if (given == null || columns.contains(given)) {
      return given;
    }
    int number = given.matches("\\d{1,9}") ? Integer.parseInt(given) : 0;
    if (number >= 1 && number <= columns.size()) {
      return columns.get(number - 1);
    }
    throw new UsageException(
        String.format(
            Locale.ROOT,
            "%s: there is no column %s (%s); the columns are %s",
            place,
            given,
            option,
            list(columns)));
  }
}
