package io.noisette.evaluation.squad;

import java.nio.file.Path;
import java.util.List;

/**
 * Data set in the format of SQuAD.
 *
 * @param version the file's, such as {@code v2.0}, or empty
 * @param digest SHA-256 of the file's bytes
 */
public record SquadData(Path file, String version, List<SquadExample> examples, String digest) {

  public SquadData {
    examples = List.copyOf(examples);
  }

  /** Returns whether questions may have no answer: the file says v2, or one has none. */
  public boolean isVersion2() {
    return version.startsWith("v2") || version.startsWith("2") || countUnanswerable() > 0;
  }

  /** Returns the number of questions without answer. */
  public long countUnanswerable() {
    return examples.stream().filter(example -> example.answers().isEmpty()).count();
  }
}
