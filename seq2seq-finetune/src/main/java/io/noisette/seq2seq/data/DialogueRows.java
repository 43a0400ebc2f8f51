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

  private final List<String> history = new ArrayList<>();

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
      history.add(turn[UTTERANCE]);
      if (turn.length > 1) {
        String source = String.join("\n", history);
        history.add(turn[REPLY]);
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
    String number = space < 0 ? line : line.substring(0, space);
    if (space < 0 || !number.matches("\\d+")) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s:%d: not a line of a dialogue, which begins with its number and a space",
              lines.getFile(),
              lines.getLineNumber()));
    }
    if (number.equals("1")) {
      history.clear();
    }
    return line.substring(space + 1);
  }

  @Override
  public String describe() {
    return "dialogues, with a reply's persona and history as its source";
  }
}
