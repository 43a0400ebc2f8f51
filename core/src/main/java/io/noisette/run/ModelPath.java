package io.noisette.run;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lookup of the model named by a user: a Hugging Face model directory, a checkpoint or a run
 * directory.
 */
public final class ModelPath {

  private static final String CONFIG = "config.json";
  private static final Set<String> MODEL_FILES =
      Set.of(
          CONFIG,
          "generation_config.json",
          "model.safetensors.index.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "source_tokenizer.json",
          "vocab.txt",
          "vocab.json",
          "merges.txt",
          "manifest.json");
  private static final String OPTIMIZER = "optimizer.safetensors";

  private ModelPath() {}

  /** Returns the files of a model directory that an output must not replace. */
  public static List<Path> filesOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(ModelPath::isOfModel).toList();
    }
  }

  private static boolean isOfModel(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".safetensors") || MODEL_FILES.contains(name);
  }

  /**
   * Returns the directory that holds the model's {@code config.json}: the path itself or, for a run
   * directory, its {@code best} checkpoint, otherwise its {@code latest}. A directory with a single
   * run in it, such as that of a single random seed, stands for that run. The digests of a
   * checkpoint are verified, except those of the optimizer state.
   *
   * @throws UsageException if there is no model at the path
   */
  public static Path resolve(Path path) throws IOException {
    if (Files.isRegularFile(path.resolve(CONFIG))) {
      return verified(path);
    }
    Path checkpoints = path.resolve(CheckpointDirectory.DIRECTORY_NAME);
    for (String link : List.of(CheckpointDirectory.BEST, CheckpointDirectory.LATEST)) {
      Path checkpoint = checkpoints.resolve(link);
      if (Files.isRegularFile(checkpoint.resolve(CONFIG))) {
        return verified(checkpoint.toRealPath());
      }
    }
    if (!Files.isDirectory(path)) {
      throw new UsageException(
          Files.exists(path)
              ? path + " is a file, but a model is a directory; give the directory that it is in"
              : path + ": there is no such directory");
    }
    List<Path> runs = findRunsIn(path);
    if (runs.size() == 1) {
      return resolve(runs.get(0));
    }
    if (!runs.isEmpty()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s holds runs, but is not a run itself; name one of them, such as %s",
              path,
              runs.get(0)));
    }
    throw new UsageException(
        String.format(
            Locale.ROOT,
            "%s: there is no model here; looked for %s (a Hugging Face model directory"
                + " or a checkpoint), %s and %s (a run)",
            path,
            CONFIG,
            "checkpoints/" + CheckpointDirectory.BEST,
            "checkpoints/" + CheckpointDirectory.LATEST));
  }

  /**
   * Returns the run directory that contains a checkpoint, or null for any other model directory.
   */
  public static @Nullable Path findRun(Path model) throws IOException {
    Path checkpoints = model.toRealPath().getParent();
    if (checkpoints == null || !checkpoints.endsWith(CheckpointDirectory.DIRECTORY_NAME)) {
      return null;
    }
    Path run = checkpoints.getParent();
    return run != null && RunRecord.isIn(run) ? run : null;
  }

  /** Returns the runs below a directory, such as those of several random seeds. */
  public static List<Path> findRunsIn(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(RunRecord::isIn).sorted().toList();
    }
  }

  private static Path verified(Path directory) throws IOException {
    if (Manifest.isIn(directory)) {
      Manifest.read(directory).verify(directory, name -> !name.equals(OPTIMIZER));
    }
    return directory;
  }
}
