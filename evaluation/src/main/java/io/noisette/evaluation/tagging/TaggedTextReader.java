package io.noisette.evaluation.tagging;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.noisette.evaluation.task.row.Column;
import io.noisette.evaluation.task.row.RowParser;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.text.JsonFault;
import io.noisette.text.LineReader;
import io.noisette.text.StrictJson;
import io.noisette.text.TextFiles;
import io.noisette.text.WhiteSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reader of one file of tagged texts: the columns of CoNLL, with a word a line and an empty line
 * behind each text, or JSON Lines with a list of words and a list of tags, as in Hugging Face's
 * data sets. The first damaged row is an error.
 */
final class TaggedTextReader {

  private static final String DOCUMENT_START = "-DOCSTART-"; // a line of CoNLL-2003, no text
  private static final Pattern TAB = Pattern.compile("\t");
  private static final Pattern SPACES = Pattern.compile("[ \t]+");

  private final TaggingTask task;
  private final Path path;
  private final boolean isTagged;
  private final List<TaggedText> texts = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<Integer> tags = new ArrayList<>();
  private long firstLine;

  /**
   * Creates a reader.
   *
   * @param isTagged whether each word must have a tag
   */
  TaggedTextReader(TaggingTask task, Path path, boolean isTagged) {
    this.task = task;
    this.path = path;
    this.isTagged = isTagged;
  }

  TaggedTexts read() throws IOException {
    boolean isJson = TextFiles.isJsonLines(path);
    requireColumns(isJson);
    try (LineReader lines = LineReader.open(path)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        long number = lines.getLineNumber();
        if (!isJson) {
          readWord(line, number);
        } else if (!WhiteSpace.isBlank(line)) {
          readObject(line, number);
        }
      }
      endText();
      if (texts.isEmpty()) {
        throw new UsageException(path + " contains no texts; is the download complete?");
      }
      return new TaggedTexts(path, lines.getDigest(), texts);
    }
  }

  private void readWord(String line, long number) {
    if (WhiteSpace.isBlank(line)) {
      endText();
      return;
    }
    if (line.indexOf('\r') >= 0) {
      throw fault(number, "a carriage return within the line; end lines with a line feed, or both");
    }
    boolean hasTabs = line.indexOf('\t') >= 0; // then a word may contain spaces
    List<String> columns = List.of(hasTabs ? TAB.split(line, -1) : SPACES.split(line.strip(), -1));
    if (columns.get(0).equals(DOCUMENT_START)) {
      return;
    }
    if (words.isEmpty()) {
      RowParser.requireNoCsv(path, line);
      firstLine = number;
    }
    int word = task.words() == null ? 1 : task.words().number();
    int tag = task.tag() == null ? Math.max(2, columns.size()) : task.tag().number();
    addWord(columnOf(columns, word, "word", number), number);
    boolean isUnknown = !isTagged && tag > columns.size();
    addTag(isUnknown ? null : columnOf(columns, tag, "tag", number), number);
  }

  private String columnOf(List<String> columns, int place, String what, long number) {
    if (place > columns.size()) {
      throw fault(
          number,
          String.format(
              Locale.ROOT,
              "the %s must be in column %d, but the line has %d",
              what,
              place,
              columns.size()));
    }
    return columns.get(place - 1).strip();
  }

  private void readObject(String line, long number) {
    try {
      if (!(StrictJson.parse(line) instanceof JsonObject json)) {
        throw fault(number, "not a JSON object");
      }
      List<String> wordKeys = keysOf(task.words(), List.of("tokens", "words"));
      List<String> tagKeys = keysOf(task.tag(), List.of("tags", "ner_tags"));
      JsonArray stored = arrayOf(json, wordKeys, number);
      JsonArray storedTags =
          isTagged || hasAny(json, tagKeys) ? arrayOf(json, tagKeys, number) : null;
      if (storedTags != null && storedTags.size() != stored.size()) {
        throw fault(
            number,
            String.format(
                Locale.ROOT, "%,d words, but %,d tags", stored.size(), storedTags.size()));
      }
      if (stored.isEmpty()) {
        throw fault(number, "a text without words");
      }
      firstLine = number;
      for (int i = 0; i < stored.size(); i++) {
        addWord(textOf(stored.get(i), "word", number), number);
        addTag(storedTags == null ? null : textOf(storedTags.get(i), "tag", number), number);
      }
      endText();
    } catch (JsonParseException e) {
      throw fault(number, "not a JSON object: " + JsonFault.describeInLine(e));
    }
  }

  private static List<String> keysOf(@Nullable Column column, List<String> byDefault) {
    return column == null ? byDefault : column.names();
  }

  private static boolean hasAny(JsonObject json, List<String> keys) {
    return keys.stream().anyMatch(json::has);
  }

  private JsonArray arrayOf(JsonObject json, List<String> keys, long number) {
    for (String key : keys) {
      if (json.get(key) instanceof JsonArray array) {
        return array;
      }
    }
    throw fault(number, "no list with the key " + String.join(" or ", keys));
  }

  private String textOf(JsonElement element, String what, long number) {
    if (element instanceof JsonPrimitive value && !value.isBoolean()) {
      return value.getAsString();
    }
    throw fault(number, "a %s must be a string, not %s".formatted(what, element));
  }

  private void addWord(String word, long number) {
    if (word.isBlank()) {
      throw fault(number, "an empty word");
    }
    words.add(word);
  }

  private void addTag(@Nullable String tag, long number) {
    int index = tag == null ? -1 : task.tags().find(tag);
    if (tag != null && index < 0) {
      throw fault(
          number,
          "the tag must be one of %s, not '%s'"
              .formatted(String.join(", ", task.tags().spellings()), tag));
    }
    tags.add(index);
  }

  private void endText() {
    if (!words.isEmpty()) {
      texts.add(new TaggedText(words, tags, firstLine));
      words.clear();
      tags.clear();
    }
  }

  private void requireColumns(boolean isJson) {
    for (Column column : new Column[] {task.words(), task.tag()}) {
      if (column != null && column.names().isEmpty() == isJson) {
        throw new UsageException(
            "%s: a column of %s, not by %s"
                .formatted(
                    path,
                    isJson
                        ? "a JSON Lines file must be given by key"
                        : "a file with a word per line must be given by number",
                    column));
      }
    }
  }

  private CorruptDataException fault(long line, String what) {
    return new CorruptDataException(String.format(Locale.ROOT, "%s:%d: %s", path, line, what));
  }
}
