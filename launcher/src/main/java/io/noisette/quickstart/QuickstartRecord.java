package io.noisette.quickstart;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.noisette.build.BuildInfo;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.run.DurableFiles;
import io.noisette.text.InvalidUtf8Exception;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
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
 * Contents of {@code quickstart.json}: the settings of a quickstart, so that the same command
 * resumes it and a different one is rejected.
 *
 * @param version of Noisette
 * @param minutes time for all stages together, in minutes
 * @param text the text files by name and digest
 * @param training plan of the training; null until the speed has been measured
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
   * Returns the record of the quickstart in a directory, or writes a new one.
   *
   * @throws UsageException if the directory holds a quickstart with other settings
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

  /**
   * Returns a copy with a training plan, and writes it, so that a resumed quickstart keeps the
   * plan.
   */
  QuickstartRecord with(Path directory, TrainingPlan plan) throws IOException {
    QuickstartRecord record = new QuickstartRecord(version, minutes, text, plan);
    record.write(directory);
    return record;
  }

  private void requireSame(Path directory, double otherMinutes, List<TextSource> otherText) {
    List<String> differences = new ArrayList<>();
    if (minutes != otherMinutes) {
      differences.add("--minutes was %s, now %s".formatted(show(minutes), show(otherMinutes)));
    }
    if (!show(text).equals(show(otherText))) {
      differences.add("the text was %s, now %s".formatted(show(text), show(otherText)));
    } else if (!text.equals(otherText)) {
      differences.add("the content of %s has changed".formatted(show(text)));
    }
    if (!differences.isEmpty()) {
      throw new UsageException(
          ("--output %s has a quickstart with other settings: %s; give the same settings to resume"
                  + " it, or choose another --output")
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
    try {
      QuickstartRecord record =
          StrictJson.read(GSON, WholeFile.readText(path), QuickstartRecord.class);
      if (record != null) {
        return record;
      }
    } catch (JsonParseException | InvalidUtf8Exception e) {
      throw new CorruptDataException(path + " is not valid JSON: " + JsonFault.describe(e), e);
    } catch (RuntimeException e) {
      // Gson wraps what a compact constructor throws if a component is missing or out of range.
      throw new CorruptDataException(
          path + " is not a valid record of a quickstart; delete the directory and start again", e);
    }
    throw new CorruptDataException(
        path + " is empty, not a record of a quickstart; delete the directory and start again");
  }
}
