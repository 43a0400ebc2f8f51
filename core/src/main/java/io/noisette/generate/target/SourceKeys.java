package io.noisette.generate.target;

import com.google.gson.stream.MalformedJsonException;
import io.noisette.failure.CorruptDataException;
import io.noisette.text.JsonLine;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys under which a line of JSON Lines may have the source. */
final class SourceKeys {

  /** Keys that count before those of known data sets, which may stand beside them. */
  private static final List<String> FIRST = List.of("text", "source");

  /** Names of the sources in data sets that {@code seq2seq-finetune} knows too. */
  private static final List<String> KNOWN =
      List.of(
          "article",
          "document",
          "dialogue",
          "description",
          "input_text",
          "review_body",
          "extract_text",
          "body",
          "news_body");

  private final List<List<String>> choices;
  private final Set<String> all = new LinkedHashSet<>();

  /**
   * Creates the keys.
   *
   * @param given key that the user names, or null
   */
  SourceKeys(@Nullable String given) {
    choices = given == null ? List.of(FIRST, KNOWN) : List.of(List.of(given));
    choices.forEach(all::addAll);
  }

  /**
   * Returns the source of a line.
   *
   * @param place of the line, for messages
   * @throws MalformedJsonException if it is not a JSON object
   * @throws CorruptDataException if it has no such key, or several
   */
  String read(String line, String place) throws MalformedJsonException {
    Map<String, String> values = JsonLine.readTexts(line, all);
    for (List<String> keys : choices) {
      List<String> found = keys.stream().filter(values::containsKey).toList();
      if (found.size() == 1) {
        return Objects.requireNonNull(values.get(found.get(0)));
      }
      if (found.size() > 1) {
        throw new CorruptDataException(
            "%s: has a text under each of the keys %s; name the one to read with --source"
                .formatted(place, String.join(", ", found)));
      }
    }
    throw new CorruptDataException(
        "%s: needs a text under the key %s; name another key with --source"
            .formatted(place, String.join(", ", all)));
  }
}
