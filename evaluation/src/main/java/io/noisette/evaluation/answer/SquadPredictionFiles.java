package io.noisette.evaluation.answer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.run.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Files of predictions as the official scripts read them: {@code predictions.json}, and for SQuAD
 * 2.0 {@code na_prob.json} and the threshold of best F1.
 */
public final class SquadPredictionFiles {

  /** Name of the directory for predictions in a run directory. */
  public static final String DIRECTORY = "predictions";

  /** Name of the file of predicted texts by question id. */
  public static final String TEXTS = "predictions.json";

  /** Name of the file of probabilities that a question has no answer. */
  public static final String PROBABILITIES = "na_prob.json";

  /** Name of the file with the threshold that was chosen on validation data. */
  public static final String THRESHOLD = "no-answer-threshold.json";

  static final String THRESHOLD_KEY = "no_answer_threshold";

  /** Beginning of all files but for an empty one; data in SQuAD's format are in one line. */
  static final String BEGINNING = "{\n";

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private SquadPredictionFiles() {}

  /**
   * Writes the predictions of a validation set; for SQuAD 2.0, texts are empty where no answer is
   * more probable than the threshold of best F1, which is written too.
   */
  public static void writeValidation(SquadTask task, SpanPredictions predictions, Path directory)
      throws IOException {
    if (task == SquadTask.SQUAD1) {
      write(directory.resolve(TEXTS), predictions.toTexts());
      return;
    }
    double threshold = predictions.findThreshold();
    write(directory.resolve(TEXTS), predictions.toTexts(threshold));
    write(directory.resolve(PROBABILITIES), predictions.toNoAnswerProbabilities());
    write(directory.resolve(THRESHOLD), Map.of(THRESHOLD_KEY, threshold));
  }

  /** Returns the names of the files that {@link #writeValidation} writes. */
  public static List<String> namesOf(SquadTask task) {
    return task == SquadTask.SQUAD1 ? List.of(TEXTS) : List.of(TEXTS, PROBABILITIES, THRESHOLD);
  }

  /** Writes one JSON object. */
  public static void write(Path file, Map<String, ?> values) throws IOException {
    DurableFiles.replace(file, (GSON.toJson(values) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
