package io.noisette.seq2seq.generation;

import io.noisette.command.Console;
import io.noisette.seq2seq.data.EncodedPairs;
import io.noisette.text.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The first texts of a validation, which the log shows beside sources and references. */
public final class ValidationExamples {

  private static final int SHOWN = 2;
  private static final int MOST_LETTERS = 240;

  private final Function<int[], String> sources;
  private final EncodedPairs pairs;
  private final List<String> lines = new ArrayList<>();
  private int count;

  /**
   * Creates an empty collection.
   *
   * @param sources returns the text of a source's token ids
   */
  public ValidationExamples(Function<int[], String> sources, EncodedPairs pairs) {
    this.sources = sources;
    this.pairs = pairs;
  }

  public void add(GeneratedText generated) {
    if (count < SHOWN) {
      count++;
      lines.add("  source:    " + shorten(sources.apply(pairs.readSource(generated.row()))));
      lines.add("  reference: " + shorten(pairs.getReferences(generated.row()).get(0)));
      lines.add("  generated: " + shorten(generated.text()));
    }
  }

  public void tell(Console console) {
    lines.forEach(console::info);
  }

  /** Returns a text on one line of bounded length. */
  private static String shorten(String text) {
    return Excerpt.of(text.replaceAll("\\s*\\R\\s*", " ⏎ "), MOST_LETTERS);
  }
}
