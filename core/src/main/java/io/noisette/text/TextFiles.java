package io.noisette.text;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is known of a command's input files before its work begins. */
public final class TextFiles {

  private static final int MOST_NAMED = 3;

  private TextFiles() {}

  /**
   * Returns the failure of a command whose input has no text.
   *
   * @param files paths or names of all files
   * @param work what the command would have done, such as {@code prepare}
   */
  public static UsageException noText(List<?> files, String work) {
    return new UsageException(
        "there is no text in " + name(files) + ", so there is nothing to " + work);
  }

  /** Returns the files of a list for a message, the first three by name. */
  public static String name(List<?> files) {
    String names =
        files.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    int more = files.size() - MOST_NAMED;
    return more <= 0
        ? names
        : String.format(
            Locale.ROOT, "%s and %,d more %s", names, more, more == 1 ? "file" : "files");
  }

  /**
   * Returns whether a file is JSON Lines by its name, which then ends in {@code .jsonl} or {@code
   * .json}, in any case, and {@code .gz} if it is compressed.
   */
  public static boolean isJsonLines(Path file) {
    return hasEnding(file, ".jsonl") || hasEnding(file, ".json");
  }

  /**
   * Returns whether the name of a file ends in {@code ending}, in any case, and {@code .gz} if it
   * is compressed.
   */
  public static boolean hasEnding(Path file, String ending) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(ending) || name.endsWith(ending + ".gz");
  }

  /**
   * Refuses a file that is a table by its name, whose separators and headings are no text.
   *
   * @throws UsageException if its name ends in {@code .csv} or {@code .tsv}
   */
  public static void requireNoTable(Path file) {
    if (hasEnding(file, ".csv") || hasEnding(file, ".tsv")) {
      throw new UsageException(
          file + " is a table; write the column with the texts to a file of lines or JSON Lines");
    }
  }

  /**
   * Refuses a file whose first line shows that it is JSON Lines, although its name says that it is
   * text: keys and braces would be read as text.
   *
   * @param line first line of the file
   * @param key of the texts in JSON Lines
   * @throws UsageException if it begins a JSON object
   */
  public static void requireNoJson(Path file, String line, String key) {
    if (JsonLine.isObject(line)) {
      throw new UsageException(
          file
              + " begins with a JSON object: name it .jsonl if it is JSON Lines; if each line is a"
              + " text, convert it with jq -Rc '{"
              + key
              + ": .}'");
    }
  }

  /**
   * Returns the size of files of running text in bytes, or -1 if one is not a regular file.
   *
   * @throws UsageException if the list is empty, a file is missing, or one is a table
   */
  public static long measureText(List<Path> files) throws IOException {
    files.forEach(TextFiles::requireNoTable);
    return measure(files);
  }

  /**
   * Returns the size of all files in bytes, or -1 if one is not a regular file, such as a pipe.
   *
   * @throws UsageException if the list is empty or a file is missing
   */
  public static long measure(List<Path> files) throws IOException {
    if (files.isEmpty()) {
      throw new UsageException("--text needs at least one file");
    }
    long total = 0;
    for (Path file : files) {
      if (!Files.exists(file)) {
        throw new UsageException("there is no file " + file);
      }
      total = total < 0 || !Files.isRegularFile(file) ? -1 : total + Files.size(file);
    }
    return total;
  }
}
