package io.noisette.generate.target;

import com.google.gson.JsonObject;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.run.ModelPath;
import io.noisette.text.LineReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Generation of the target texts of a text, a file or standard input, as a command. */
public final class TargetGeneration {

  private static final Path STANDARD_INPUT = Path.of("-");

  private final Path model;
  private final String device;
  private final TargetSettings settings;
  private final Console console;
  private final PredictionFormat format;
  private long written; // texts, those of earlier runs included
  private long found; // by this run
  private long unfinished; // of those
  private boolean isUnread; // standard output, because its reader has left

  /** Creates the work; nothing is read yet. */
  public TargetGeneration(Path model, String device, TargetSettings settings, Console console) {
    this.model = model;
    this.device = device;
    this.settings = settings;
    this.console = console;
    format = Objects.requireNonNullElse(settings.format(), PredictionFormat.TEXT).toFirstName();
  }

  /**
   * Generates and writes the predictions.
   *
   * @throws UsageException if settings do not fit each other or the model
   */
  public void writeAll() throws IOException {
    requireInput();
    try (TextToText generator = TextToText.open(model, device, settings, console::info)) {
      console.info("search: " + String.join(", ", generator.getPlan().origins()));
      if (settings.text() != null) {
        generateText(generator, settings.text());
      } else {
        generateLines(generator, Objects.requireNonNull(settings.input()));
      }
      tellUnfinished(generator);
    }
  }

  private void requireInput() {
    if ((settings.text() == null) == (settings.input() == null)) {
      throw new UsageException(
          settings.text() == null
              ? "--text or --input is missing: what to generate from"
              : "--text and --input exclude each other; give one of them");
    }
    if (settings.text() != null) {
      TextToText.requireText(settings.text());
    }
    if (settings.text() != null && settings.output() != null) {
      throw new UsageException("--output needs --input; the result of --text is printed");
    }
    if (settings.best() != null && settings.best() > 1 && format == PredictionFormat.TEXT) {
      throw new UsageException(
          "--best " + settings.best() + " needs --format jsonl: text has one line for each source");
    }
  }

  private void generateText(TextToText generator, String text) {
    if (generator.getLimit().truncation() == Truncation.CUT) {
      CutSources cut = new CutSources(generator.getMaxSourceLength());
      cut.shorten(generator.encodeAnyLength(text));
      warn(cut.describe());
    }
    write(generator.generate(text), null);
  }

  private void generateLines(TextToText generator, Path input) throws IOException {
    try (StopSignal stop = StopSignal.listen(console, "stopping; what is written stays")) {
      SourceCheck check = SourceCheck.of(input, generator, settings, console, stop);
      if (check == null) {
        return;
      }
      try (LineReader reader = open(input)) {
        SourceLines sources = new SourceLines(reader, generator, settings);
        if (settings.output() == null) {
          generate(generator, sources, check.lines(), null, stop);
        } else {
          generateInto(settings.output(), generator, sources, check, stop);
        }
        warn(sources.describeCut());
        warn(sources.describeSkipped());
        sources.requireNoFault();
      }
    }
  }

  private static LineReader open(Path input) throws IOException {
    return input.equals(STANDARD_INPUT)
        ? LineReader.of(Path.of("<stdin>"), System.in)
        : LineReader.open(input);
  }

  private void warn(@Nullable String line) {
    if (line != null) {
      console.warn(line);
    }
  }

  private void generateInto(
      Path output, TextToText generator, SourceLines sources, SourceCheck check, StopSignal stop)
      throws IOException {
    requireContinuable(output);
    Path directory = ModelPath.resolve(model);
    List<Path> inputs = new ArrayList<>(ModelPath.filesOf(directory));
    inputs.add(Objects.requireNonNull(settings.input()));
    JsonObject origin = TargetOrigin.of(directory, check.digest(), generator, format, settings);
    try (PredictionFile file = PredictionFile.open(output, origin, inputs)) {
      written = file.getLines();
      skip(sources, file);
      generate(generator, sources, check.lines(), file, stop);
    }
    if (stop.isRequested() && Files.isRegularFile(output)) {
      console.info(
          String.format(
              Locale.ROOT,
              "%s has %,d predictions; the same command continues it",
              output,
              written));
    }
  }

  private void requireContinuable(Path output) throws IOException {
    Path input = Objects.requireNonNull(settings.input());
    if (!Files.isRegularFile(input) && Files.exists(output) && Files.size(output) > 0) {
      throw new UsageException(
          "--output %s is there, and predictions for %s cannot be continued, because it cannot be"
                  .formatted(output, input)
              + " compared with what was read before; give another file, or remove it");
    }
  }

  private void skip(SourceLines sources, PredictionFile file) throws IOException {
    if (written > 0 && format == PredictionFormat.JSONL) {
      file.requireIndices();
    }
    long there = sources.skip(written);
    if (there < written) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s has %,d predictions for %,d sources, so it cannot be continued; remove it",
              settings.output(),
              written,
              there));
    }
  }

  private void generate(
      TextToText generator,
      SourceLines sources,
      long total,
      @Nullable PredictionFile file,
      StopSignal stop)
      throws IOException {
    if (written > 0) {
      console.info(
          String.format(
              Locale.ROOT, "continuing %s after its %,d predictions", settings.output(), written));
    }
    try (Progress progress = console.progress("generate", total, "texts")) {
      progress.resume(written);
      long before = written;
      generator.generate(
          sources,
          finished -> progress.update(before + finished, ""),
          predictions -> {
            writeSkipped(sources, file);
            write(predictions, file);
          },
          () -> isUnread || stop.isRequested());
      writeSkipped(sources, file);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Writes empty predictions of the lines without a source that come next. */
  private void writeSkipped(SourceLines sources, @Nullable PredictionFile file) {
    while (sources.isSkipped(written) && !isUnread) {
      write(PredictionLine.ofSkipped(format, written, settings.best() != null), file);
    }
  }

  private void write(List<Prediction> predictions, @Nullable PredictionFile file) {
    write(PredictionLine.of(format, written, predictions, settings.best() != null), file);
    found++;
    unfinished += predictions.get(0).finished() ? 0 : 1;
  }

  private void write(String line, @Nullable PredictionFile file) {
    if (file == null) {
      console.out().println(line);
      isUnread = console.out().checkError();
    } else {
      try {
        file.append(line);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    written++;
  }

  private void tellUnfinished(TextToText generator) {
    if (unfinished > 0) {
      console.warn(
          String.format(
              Locale.ROOT,
              "%,d of %,d texts reached the limit of %,d tokens and may end in mid-sentence;"
                  + " --max-tokens raises it",
              unfinished,
              found,
              generator.getPlan().settings().maxNewTokens()));
    }
  }
}
