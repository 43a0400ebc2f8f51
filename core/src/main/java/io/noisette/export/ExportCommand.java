package io.noisette.export;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.command.Topic;
import io.noisette.failure.UsageException;
import io.noisette.model.directory.ModelExport;
import io.noisette.model.weights.WeightType;
import io.noisette.run.AtomicDirectory;
import io.noisette.run.DurableFiles;
import io.noisette.run.ModelPath;
import io.noisette.run.OutputPlace;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/**
 * Subcommand {@code export}: writes a model directory without the files that only training needs.
 */
public final class ExportCommand implements Command<ExportConfig> {

  @Override
  public String getSummary() {
    return "Export a model directory with config, weights and tokenizer, without training state";
  }

  @Override
  public Topic getTopic() {
    return Topic.MODEL;
  }

  @Override
  public String getDetails() {
    return """
    noisette export --model runs/x --output my-model --half

    Writes config.json, model.safetensors and the tokenizer, without optimizer state. Hugging
    Face transformers can load the directory, except for models of sandwich-lm. Old names of
    tensors are replaced by current ones, and a matrix with several names is stored once. The
    output directory appears only when it is complete.\
    """;
  }

  @Override
  public Class<ExportConfig> getSettingsType() {
    return ExportConfig.class;
  }

  @Override
  public int execute(ExportConfig settings, Console console) throws IOException {
    Path source = ModelPath.resolve(settings.model());
    Path output = requireFree(settings.output());
    try (StopSignal stop =
            StopSignal.listen(console, "stopping; the unfinished model directory is not kept");
        AtomicDirectory directory = AtomicDirectory.create(output)) {
      export(source, directory, settings, stop, console);
      return 0;
    } catch (CancellationException e) {
      return 1; // told by the signal
    } catch (IOException e) {
      throw DurableFiles.name(output, e);
    }
  }

  private static void export(
      Path source,
      AtomicDirectory directory,
      ExportConfig settings,
      StopSignal stop,
      Console console)
      throws IOException {
    WeightType type = settings.half() ? WeightType.FLOAT16 : WeightType.FLOAT32;
    ModelExport.Summary summary =
        new ModelExport(source, type).write(directory.getPath(), stop::isRequested, console::info);
    if (Tokenizer.isIn(source)) {
      TokenizerCopy.write(source, directory.getPath(), summary.vocabSize(), console::warn);
    } else {
      console.warn(
          source + " has no tokenizer, so " + settings.output() + " will not have one either");
    }
    Path output = requireFree(settings.output()); // again, because writing took its time
    Files.deleteIfExists(output); // it is an empty directory
    directory.commit();
    console
        .out()
        .printf(
            Locale.ROOT,
            "%s: %s, %,d tensors, %,d parameters, %s%n",
            settings.output(),
            summary.architecture(),
            summary.tensors(),
            summary.values(),
            type.getName());
  }

  private static Path requireFree(Path output) throws IOException {
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new UsageException(
          "--output " + output + " is a file, not a directory; choose another path");
    }
    if (Files.isDirectory(output)) {
      try (Stream<Path> entries = Files.list(output)) {
        if (entries.findAny().isPresent()) {
          throw new UsageException(
              "--output " + output + " is not empty; choose another directory");
        }
      }
    }
    return OutputPlace.requireReplaceable("--output", output);
  }
}
