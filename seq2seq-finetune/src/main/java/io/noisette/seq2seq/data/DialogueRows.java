package io.noisette.seq2seq.data;

import io.noisette.failure.CorruptDataException;
import io.noisette.text.LineReader;
import io.noisette.text.WhiteSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reader of dialogues in the text format of ConvAI2 (ParlAI). A line is {@code N your persona: …},
 * or {@code N utterance TAB reply}, possibly with more columns, which are candidates and ignored; N
 * = 1 begins a dialogue. The source of a reply has the persona and all turns before it, line by
 * line.
 */
final class DialogueRows extends LineRows {

  private static final List<String> COLUMNS = List.of("source", "target");
  private static final int UTTERANCE = 0;
  private static final int REPLY = 1;

  /** Characters of a dialogue: far more than any has, since each reply repeats all before it. */
  private static final int MOST_CHARACTERS = 1 << 20;

  private final List<String> history = new ArrayList<>();
  private int number; // of the last line; 0 before the first dialogue
  private long characters; // of the history

  private DialogueRows(LineReader lines) {
    super(lines);
  }

  static DialogueRows open(Path file) throws IOException {
    return new DialogueRows(LineReader.open(file));
  }

  @Override
  public List<String> getColumns() {
    return COLUMNS;
  }

  @Override
  public @Nullable TextRow read() throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (WhiteSpace.isBlank(line)) {
        continue;
      }
      String[] turn = textOf(line).split("\t", -1);
      add(turn[UTTERANCE]);
      if (turn.length > 1) {
        String source = String.join("\n", history);
        add(turn[REPLY]);
        return new TextRow(
            lines.getLineNumber(),
            Map.of("source", List.of(source), "target", List.of(turn[REPLY])),
            null);
      }
    }
    return null;
  }

  /** Returns a line without its number; number 1 clears the history. */
  private String textOf(String line) {
    int space = line.indexOf(' ');
    String digits = space < 0 ? line : line.substring(0, space);
    if (space < 0 || !digits.matches("\\d{1,9}")) {
      throw corrupt("not a line of a dialogue, which begins with its number and a space");
    }
    int next = Integer.parseInt(digits);
    if (next == 1) {
      history.clear();
      characters = 0;
    } else if (next <= number || number == 0) {
      throw corrupt(
          String.format(
              Locale.ROOT,
              "the number %d %s, but a dialogue begins with 1 and its numbers rise",
              next,
              number == 0 ? "begins a dialogue" : "comes after " + number));
    }
    number = next;
    return line.substring(space + 1);
  }

  private void add(String turn) {
    history.add(turn);
    characters += turn.length();
    if (characters > MOST_CHARACTERS) {
      throw corrupt(
          String.format(
              Locale.ROOT,
              "a dialogue of more than %,d characters; does each one begin with the number 1?",
              MOST_CHARACTERS));
    }
  }

  private CorruptDataException corrupt(String fault) {
    return new CorruptDataException(describePlace(lines.getLineNumber()) + ": " + fault);
  }

  @Override
  public String describe() {
    return "dialogues, with a reply's persona and history as its source";
  }
}
