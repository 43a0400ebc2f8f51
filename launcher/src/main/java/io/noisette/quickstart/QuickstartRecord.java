package io.noisette.quickstart;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.noisette.build.BuildInfo;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.run.DurableFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code quickstart.json}: what a quickstart was begun with, so that the same command goes on with
 * it and another one does not.
 *
 * @param version of Noisette
 * @param minutes of training, at most
 * @param training null until the speed has been measured
 */
record QuickstartRecord(
    String version, double minutes, List<TextSource> text, @Nullable TrainingPlan training) {

  private static final String FILE_NAME = "quickstart.json";
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  QuickstartRecord {
    text = List.copyOf(text);
  }

  static boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve(FILE_NAME));
  }

  /**
   * The record of the quickstart that a directory holds, or of one that begins there.
   *
   * @throws UsageException if the one that it holds was begun otherwise
   */
  static QuickstartRecord begin(Path directory, double minutes, List<TextSource> text)
      throws IOException {
    if (isIn(directory)) {
      QuickstartRecord before = read(directory);
      before.requireSame(directory, minutes, text);
      return before;
    }
    QuickstartRecord record = new QuickstartRecord(BuildInfo.load().version(), minutes, text, null);
    record.write(directory);
    return record;
  }

  /** Adds what the time allows, and writes that down: a later start keeps to it. */
  QuickstartRecord with(Path directory, TrainingPlan plan) throws IOException {
    QuickstartRecord record = new QuickstartRecord(version, minutes, text, plan);
    record.write(directory);
    return record;
  }

  private void requireSame(Path directory, double otherMinutes, List<TextSource> otherText) {
    List<String> differences = new ArrayList<>();
    if (minutes != otherMinutes) {
      differences.add("--minutes was %s, is %s".formatted(show(minutes), show(otherMinutes)));
    }
    if (!show(text).equals(show(otherText))) {
      differences.add("the text was %s, is %s".formatted(show(text), show(otherText)));
    } else if (!text.equals(otherText)) {
      differences.add("the content of %s has changed".formatted(show(text)));
    }
    if (!differences.isEmpty()) {
      throw new UsageException(
          "--output %s holds another quickstart: %s; give what it was begun with, or choose another --output"
              .formatted(directory, String.join("; ", differences)));
    }
  }

  private static String show(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static String show(List<TextSource> text) {
    return text.stream().map(TextSource::name).collect(Collectors.joining(", "));
  }

  private void write(Path directory) throws IOException {
    byte[] json = (GSON.toJson(this) + "\n").getBytes(StandardCharsets.UTF_8);
    DurableFiles.replace(directory.resolve(FILE_NAME), json);
  }

  private static QuickstartRecord read(Path directory) throws IOException {
    Path path = directory.resolve(FILE_NAME);
    String json = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    try {
      QuickstartRecord record = GSON.fromJson(json, QuickstartRecord.class);
      if (record != null) {
        return record;
      }
    } catch (JsonParseException e) {
      throw new CorruptDataException(path + " is not JSON: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      // Gson wraps what a compact constructor throws when a component is absent or out of range.
      throw new CorruptDataException(path + " is not the record of a quickstart", e);
    }
    throw new CorruptDataException(path + " is empty");
  }
}
