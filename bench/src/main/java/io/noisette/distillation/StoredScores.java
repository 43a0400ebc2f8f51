package io.noisette.distillation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A file with the scores of a teacher for two texts and one of a dev file. */
public final class StoredScores {

  private static final Map<String, String> ORIGIN = Map.of("model", "abc", "max-length", "128");
  private static final int LABELS = 2;

  private StoredScores() {}

  /** Writes the file into a directory. */
  public static Path write(Path directory) throws IOException {
    Path file = directory.resolve("teacher-1.safetensors");
    new TeacherScores(ORIGIN, new float[] {1, 2, 3, 4}, List.of(new float[] {5, 6}))
        .write(file, LABELS);
    return file;
  }

  /** Reads the file. */
  public static void read(Path file) throws IOException {
    TeacherScores scores = TeacherScores.read(file, ORIGIN, List.of(2, 1), LABELS);
    if (scores == null || scores.getTransfer().length != 2 * LABELS) {
      throw new IllegalStateException("other scores than were asked for");
    }
  }

  /** Reads pairs of texts without labels. */
  public static void readTexts(Path file) throws IOException {
    if (UnlabelledTexts.read(file, true).examples().isEmpty()) {
      throw new IllegalStateException("no texts and no failure");
    }
  }
}
