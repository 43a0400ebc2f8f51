package io.noisette.generate.target;

import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.failure.CorruptDataException;
import io.noisette.text.LineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the input before anything is generated from it.
 *
 * @param lines number of lines, or -1 for a pipe, which can be read only once
 * @param digest SHA-256 of the file, or {@code stream}
 */
record SourceCheck(long lines, String digest) {

  private static final SourceCheck STREAM = new SourceCheck(-1, "stream");

  /**
   * Reads a file to its end, so that a line without a source is refused now and not after hours of
   * generation; returns null if a stop was requested.
   *
   * @throws CorruptDataException with the first such line, unless such lines are to be skipped
   */
  static @Nullable SourceCheck of(
      Path input, TextToText model, TargetSettings settings, Console console, StopSignal stop)
      throws IOException {
    if (!Files.isRegularFile(input)) {
      return STREAM;
    }
    try (LineReader reader = LineReader.open(input);
        Progress progress = console.progress("check", Files.size(input), "bytes")) {
      SourceLines sources = new SourceLines(reader, model, settings);
      while (sources.hasNext()) {
        sources.next();
        progress.update(
            sources.getBytesRead(),
            String.format(Locale.ROOT, "%,d sources", sources.countLines()));
        if (stop.isRequested()) {
          return null;
        }
      }
      sources.requireNoFault();
      return new SourceCheck(sources.countLines(), sources.getDigest());
    }
  }
}
