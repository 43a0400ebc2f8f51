package io.noisette.generate.target;

import com.google.gson.JsonObject;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.digest.Sha256;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.weights.WeightFiles;
import io.noisette.run.ModelPath;
import io.noisette.text.LineReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    format = Objects.requireNonNullElse(settings.format(), PredictionFormat.TEXT);
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
        write(generator.generate(settings.text()), null);
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

  private void generateLines(TextToText generator, Path input) throws IOException {
    try (LineReader reader =
            input.equals(STANDARD_INPUT)
                ? LineReader.of(Path.of("<stdin>"), System.in)
                : LineReader.open(input);
        StopSignal stop = StopSignal.listen(console, "stopping; what is written stays")) {
      Truncation truncation = Objects.requireNonNullElse(settings.truncate(), Truncation.REFUSE);
      SourceLines sources = new SourceLines(reader, generator, truncation);
      if (settings.output() == null) {
        generate(generator, sources, null, stop);
      } else {
        try (PredictionFile file = openOutput(generator, settings.output(), input)) {
          written = file.getLines();
          skip(sources, file);
          generate(generator, sources, file, stop);
        }
        if (stop.isRequested() && Files.isRegularFile(settings.output())) {
          console.info(
              String.format(
                  Locale.ROOT,
                  "%s has %,d predictions; the same command continues it",
                  settings.output(),
                  written));
        }
      }
      String cut = sources.describeCut();
      if (cut != null) {
        console.warn(cut);
      }
      sources.requireNoFault();
    }
  }

  private PredictionFile openOutput(TextToText generator, Path output, Path input)
      throws IOException {
    List<Path> inputs = new ArrayList<>(ModelPath.filesOf(ModelPath.resolve(model)));
    inputs.add(input);
    return PredictionFile.open(output, origin(generator), inputs);
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
      TextToText generator, SourceLines sources, @Nullable PredictionFile file, StopSignal stop)
      throws IOException {
    if (written > 0) {
      console.info(
          String.format(
              Locale.ROOT, "continuing %s after its %,d predictions", settings.output(), written));
    }
    try (Progress progress = console.progress("generate", -1, "texts")) {
      progress.resume(written);
      long before = written;
      generator.generate(
          sources,
          finished -> progress.update(before + finished, ""),
          predictions -> write(predictions, file),
          () -> isUnread || stop.isRequested());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void write(List<Prediction> predictions, @Nullable PredictionFile file) {
    String line = PredictionLine.of(format, written, predictions, settings.best() != null);
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
    found++;
    unfinished += predictions.get(0).finished() ? 0 : 1;
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

  /** Returns what the predictions of an output file depend on. */
  private JsonObject origin(TextToText generator) throws IOException {
    Path input = Objects.requireNonNull(settings.input());
    if (!Files.isRegularFile(input)) {
      Path output = Objects.requireNonNull(settings.output());
      if (Files.exists(output) && Files.size(output) > 0) {
        throw new UsageException(
            "--output %s is there, and predictions for %s cannot be continued, because it cannot be"
                    .formatted(output, input)
                + " compared with what was read before; give another file, or remove it");
      }
    }
    JsonObject origin = new JsonObject();
    origin.addProperty("input", Files.isRegularFile(input) ? Sha256.of(input) : "stream");
    origin.addProperty("model", digestOfModel());
    if (!generator.getPrefix().isEmpty()) {
      origin.addProperty("prefix", generator.getPrefix());
    }
    origin.addProperty("format", format.name().toLowerCase(Locale.ROOT));
    generator.getPlan().settings().toMap().forEach(origin::addProperty);
    origin.addProperty("lists-best", settings.best() != null);
    origin.addProperty(
        "truncate",
        Objects.requireNonNullElse(settings.truncate(), Truncation.REFUSE)
            .name()
            .toLowerCase(Locale.ROOT));
    origin.addProperty("precision", String.valueOf(settings.precision()));
    return origin;
  }

  private String digestOfModel() throws IOException {
    StringBuilder digests = new StringBuilder();
    for (Path file : WeightFiles.find(ModelPath.resolve(model))) {
      digests.append(Sha256.of(file));
    }
    return Sha256.of(digests.toString().getBytes(StandardCharsets.UTF_8));
  }
}
