package io.noisette.seq2seq.data;

import io.noisette.failure.UsageException;
import io.noisette.text.JsonLine;
import io.noisette.text.LineReader;
import io.noisette.text.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Formats of files with pairs of texts. */
public enum PairFileFormat {
  /** Chosen by the ending of the file name. */
  AUTO(1),
  /** JSON Lines, or a JSON array of objects. */
  JSONL(1),
  /** Columns separated by tabs, without quoting. */
  TSV(1),
  /** Columns separated by commas, quoted as in RFC 4180. */
  CSV(1),
  /** Two text files: a source per line in one, its target on the same line of the other. */
  LINES(2),
  /** Dialogues of ConvAI2 (ParlAI's text format): persona and history are the source of a reply. */
  DIALOGUE(1);

  private final int filesPerSet;

  PairFileFormat(int filesPerSet) {
    this.filesPerSet = filesPerSet;
  }

  /** Returns the number of files that belong together: 2 for parallel files, otherwise 1. */
  int getFilesPerSet() {
    return filesPerSet;
  }

  /**
   * Returns the format of files: this one or, if it is {@link #AUTO}, that of their endings, with
   * or without {@code .gz}.
   *
   * @param option option that named the files, for messages
   * @throws UsageException if the endings differ, or do not tell the format
   */
  PairFileFormat settle(String option, List<Path> files) throws IOException {
    PairFileFormat format = this;
    for (Path file : files) {
      PairFileFormat own = this == AUTO ? ofName(file) : this;
      if (format != AUTO && own != format) {
        throw new UsageException(
            "%s: %s and %s have different formats; files of one option must have the same one"
                .formatted(option, files.get(0), file));
      }
      format = own;
    }
    if (files.size() % format.filesPerSet != 0) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s %s: the ending does not tell a table (.jsonl, .json, .csv, .tsv), so a source and"
                  + " a target file are expected, such as train.en train.de, but there %s; give"
                  + " the format if it is another one",
              option,
              files.get(files.size() - 1),
              files.size() == 1 ? "is one file" : "are " + files.size() + " files"));
    }
    if (this == AUTO && format == LINES) {
      for (Path file : files) {
        requireNoJson(file);
      }
    }
    return format;
  }

  /** Refuses JSON Lines under another name, unless the format says that each line is a text. */
  private static void requireNoJson(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return; // a pipe can be read only once, and an absent file is told when it is opened
    }
    try (LineReader lines = LineReader.open(file)) {
      String line = lines.readLine();
      if (line != null && JsonLine.isObject(line)) {
        throw new UsageException(
            file
                + " begins with a JSON object: name it .jsonl if it is JSON Lines, or give the format"
                + " lines if each line is a text");
      }
    }
  }

  private static PairFileFormat ofName(Path file) {
    if (TextFiles.isJsonLines(file)) {
      return JSONL;
    }
    if (TextFiles.hasEnding(file, ".csv")) {
      return CSV;
    }
    return TextFiles.hasEnding(file, ".tsv") ? TSV : LINES;
  }
}
