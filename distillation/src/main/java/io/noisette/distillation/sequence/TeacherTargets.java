package io.noisette.distillation.sequence;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.stream.MalformedJsonException;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.digest.Sha256;
import io.noisette.engine.Torch;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.RunFailedException;
import io.noisette.generate.search.SourceReader;
import io.noisette.generate.target.GenerationPlan;
import io.noisette.generate.target.Prediction;
import io.noisette.generate.target.PredictionFile;
import io.noisette.generate.target.TargetSettings;
import io.noisette.generate.target.TextToText;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.run.ModelPath;
import io.noisette.run.OutputPlace;
import io.noisette.seq2seq.data.PairSources;
import io.noisette.text.JsonLine;
import io.noisette.text.LineReader;
import io.noisette.text.WhiteSpace;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The targets that a teacher writes for the training sources, stored as JSON Lines with what they
 * depend on. An interrupted file is continued where its last whole block of sources ends, so that
 * it has the same bytes as one that was written without interruption.
 */
final class TeacherTargets {

  /** Name of the directory in the output directory. */
  static final String DIRECTORY_NAME = "teacher-targets";

  /** Number of sources that are searched together; what is found for them depends on no others. */
  private static final int BLOCK = 512;

  /** Key of a source in a line of the file. */
  private static final String SOURCE = "source";

  /** Key of a target in a line of the file. */
  private static final String TARGET = "target";

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final SequenceDistillConfig config;
  private final Console console;
  private long unfinished;

  TeacherTargets(SequenceDistillConfig config, Console console) {
    this.config = config;
    this.console = console;
  }

  /**
   * Writes what is missing of the targets.
   *
   * @return the file, or null if a stop was requested before its end
   * @throws io.noisette.failure.UsageException if stored targets are those of other inputs
   * @throws CorruptDataException if they are not those of the sources, line by line
   * @throws RunFailedException if all targets are empty
   */
  @Nullable Path write(StopSignal stop) throws IOException {
    Path path = config.runtime().requireOutput().resolve(DIRECTORY_NAME).resolve("train.jsonl");
    Path directory = ModelPath.resolve(config.teacher().get(0));
    TargetSettings search = TargetSettings.of(config.search());
    GenerationPlan plan =
        GenerationPlan.of(search, directory, new BartDirectory(directory).readConfig());
    OutputPlace.createDirectories(Objects.requireNonNull(path.getParent()));
    long rows = countSources();
    try (PredictionFile file = PredictionFile.open(path, origin(directory, plan), List.of())) {
      requireSources(path, file.getLines());
      if (file.getLines() < rows) {
        file.keep(file.getLines() / BLOCK * BLOCK);
        console.info("teacher's search: " + String.join(", ", plan.origins()));
        Torch.setThreads(config.runtime().threads());
        try (TextToText teacher =
            TextToText.open(directory, config.runtime().device(), search, console::info)) {
          if (!write(teacher, file, rows, stop)) {
            return null;
          }
        }
        tellUnfinished(plan);
      }
    }
    requireTexts(path);
    return path;
  }

  /** A student learns nothing from a teacher that ends each text at once. */
  private void requireTexts(Path path) throws IOException {
    try (LineReader lines = LineReader.open(path)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!WhiteSpace.isBlank(
            JsonLine.readValues(line, Set.of(TARGET)).getOrDefault(TARGET, ""))) {
          return;
        }
      }
    } catch (MalformedJsonException e) {
      return; // whoever reads the pairs names the line
    }
    throw new RunFailedException(
        "--teacher "
            + config.teacher().get(0)
            + " writes an empty text for every source, from which nothing can be learned: train it"
            + " for longer, or give --min-tokens and another --output");
  }

  /** Checks that each stored target is that of the source in its place. */
  private void requireSources(Path path, long stored) throws IOException {
    try (LineReader lines = LineReader.open(path);
        PairSources sources = openSources()) {
      for (long row = 0; row < stored; row++) {
        String line = String.valueOf(lines.readLine());
        String source = sources.read();
        if (source == null || !source.equals(readSource(line))) {
          throw new CorruptDataException(
              String.format(
                  Locale.ROOT,
                  "%s:%d is not the target of training source %,d; delete the file, and the teacher"
                      + " writes it again",
                  path,
                  row + 1,
                  row + 1));
        }
      }
    }
  }

  private static @Nullable String readSource(String line) {
    try {
      Map<String, String> values = JsonLine.readValues(line, Set.of(SOURCE, TARGET));
      return values.containsKey(TARGET) ? values.get(SOURCE) : null;
    } catch (MalformedJsonException e) {
      return null;
    }
  }

  private PairSources openSources() throws IOException {
    return new PairSources("--train", config.train(), config.format(), config.files());
  }

  private long countSources() throws IOException {
    long rows = 0;
    try (PairSources sources = openSources()) {
      while (sources.read() != null) {
        rows++;
      }
    }
    return rows;
  }

  private boolean write(TextToText teacher, PredictionFile file, long rows, StopSignal stop)
      throws IOException {
    long done = file.getLines();
    try (PairSources sources = openSources();
        Progress progress = console.progress("teacher writes", rows, "targets")) {
      for (long row = 0; row < done; row++) {
        sources.read();
      }
      progress.resume(done);
      List<String> block = readBlock(sources);
      while (!block.isEmpty()) {
        List<String> lines = generate(teacher, block, done, progress, stop);
        if (lines.size() < block.size()) {
          return false;
        }
        file.append(String.join("\n", lines));
        done += lines.size();
        block = readBlock(sources);
      }
    }
    return true;
  }

  private static List<String> readBlock(PairSources sources) throws IOException {
    List<String> block = new ArrayList<>();
    while (block.size() < BLOCK) {
      String source = sources.read();
      if (source == null) {
        break;
      }
      block.add(source);
    }
    return block;
  }

  private List<String> generate(
      TextToText teacher, List<String> block, long before, Progress progress, StopSignal stop) {
    List<String> lines = new ArrayList<>();
    teacher.generate(
        SourceReader.of(block.stream().map(source -> encode(teacher, source)).iterator()),
        finished -> progress.update(before + finished, ""),
        predictions -> lines.add(toLine(block.get(lines.size()), predictions.get(0))),
        stop::isRequested);
    return lines;
  }

  private int[] encode(TextToText teacher, String source) {
    int most = teacher.getMaxSourceLength();
    Integer given = config.lengths().maxSourceLength();
    return teacher.encodeBeginning(source, given == null ? most : Math.min(given, most));
  }

  private String toLine(String source, Prediction target) {
    unfinished += target.finished() ? 0 : 1;
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(SOURCE, source);
    line.put(TARGET, target.text());
    line.put("score", target.score());
    line.put("finished", target.finished());
    return GSON.toJson(line);
  }

  private void tellUnfinished(GenerationPlan plan) {
    if (unfinished > 0) {
      console.warn(
          String.format(
              Locale.ROOT,
              "%,d of the targets that the teacher has written now reached the maximum of %,d"
                  + " tokens before their end (--max-tokens)",
              unfinished,
              plan.settings().maxNewTokens()));
    }
  }

  /** Returns what the targets depend on. */
  private JsonObject origin(Path teacher, GenerationPlan plan) throws IOException {
    JsonObject origin = new JsonObject();
    origin.addProperty("teacher", new ModelDirectory(teacher, notice -> {}).readDigest());
    try (Tokenizer tokenizer = Tokenizer.load(teacher)) {
      origin.addProperty("tokenizer", tokenizer.getDigest());
    }
    for (int i = 0; i < config.train().size(); i++) {
      origin.addProperty("train file " + (i + 1), Sha256.of(config.train().get(i)));
    }
    origin.addProperty("format", String.valueOf(config.format()));
    origin.addProperty("files", String.valueOf(config.files()));
    origin.addProperty("max-source-length", String.valueOf(config.lengths().maxSourceLength()));
    plan.settings().toMap().forEach(origin::addProperty);
    return origin;
  }
}
