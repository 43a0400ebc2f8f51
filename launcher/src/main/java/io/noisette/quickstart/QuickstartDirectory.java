package io.noisette.quickstart;

import io.noisette.failure.UsageException;
import io.noisette.run.AtomicDirectory;
import io.noisette.run.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Output directory of a quickstart, locked while open. */
final class QuickstartDirectory implements AutoCloseable {

  /** Name of the fine-tuning stage's directory, which is beside the run. */
  static final String FINE_TUNING = "fine-tuning";

  private final Path root;
  private final RunLock lock;

  private QuickstartDirectory(Path root, RunLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Checks that the directory is absent, empty or that of a quickstart, so that no other files are
   * changed.
   *
   * @throws UsageException if it is a file, or a directory with other files
   */
  static void refuseStrangers(Path root) throws IOException {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new UsageException(
          "--output " + root + " is a file, not a directory; choose another path");
    }
    if (!Files.isDirectory(root) || QuickstartRecord.isIn(root)) {
      return;
    }
    try (Stream<Path> entries = Files.list(root)) {
      if (entries.anyMatch(
          entry -> !entry.endsWith(RunLock.FILE_NAME) && !AtomicDirectory.isLeftover(entry))) {
        throw new UsageException(
            "--output " + root + " is not empty and not from quickstart; choose another directory");
      }
    }
  }

  /** Opens or creates the directory, and removes unfinished files of a crashed process. */
  static QuickstartDirectory open(Path root) throws IOException {
    RunLock lock = RunLock.acquire(root);
    try {
      AtomicDirectory.removeLeftovers(root);
      return new QuickstartDirectory(root, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  Path getRoot() {
    return root;
  }

  Path getText() {
    return root.resolve("text");
  }

  Path getTrainingText() {
    return getText().resolve(QuickstartText.TRAINING);
  }

  Path getHeldOutText() {
    return getText().resolve(QuickstartText.HELD_OUT);
  }

  Path getTokenizer() {
    return root.resolve("tokenizer.json");
  }

  Path getCorpus() {
    return root.resolve("corpus");
  }

  Path getHeldOutCorpus() {
    return root.resolve("held-out");
  }

  Path getRun() {
    return root.resolve("run");
  }

  Path getFineTuning() {
    return root.resolve(FINE_TUNING);
  }

  /** Returns the path of the temporary run that measures the training speed. */
  Path getScratch() {
    return root.resolve("trial");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
