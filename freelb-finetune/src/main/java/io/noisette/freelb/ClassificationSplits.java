package io.noisette.freelb;

import static java.util.stream.Collectors.joining;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.digest.Sha256;
import io.noisette.evaluation.task.ClassificationTask;
import io.noisette.evaluation.task.ClassifierPredictor;
import io.noisette.evaluation.task.EncodedExamples;
import io.noisette.evaluation.task.Predictions;
import io.noisette.evaluation.task.SubmissionFiles;
import io.noisette.evaluation.task.TaskExamples;
import io.noisette.evaluation.task.TaskValidator;
import io.noisette.model.SequenceClassifier;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.train.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Encoded examples of a classification or regression task.
 *
 * @param encodedTrain training examples
 * @param devFiles examples of the dev files; the first file's metric chooses the best checkpoint
 * @param dev encoded examples of the dev files
 * @param digests SHA-256 of all files, by name
 */
record ClassificationSplits(
    ClassificationTuning tuning,
    EncodedExamples encodedTrain,
    List<TaskExamples> devFiles,
    List<EncodedExamples> dev,
    Map<String, String> digests)
    implements TaskSplits<SequenceClassifier, float[]> {

  static ClassificationSplits of(
      ClassificationTuning tuning, TaskExamples train, List<TaskExamples> dev, PairEncoder encoder)
      throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    digests.put("train", Sha256.of(train.path()));
    for (TaskExamples file : dev) {
      digests.put("dev of " + file.file().set(), Sha256.of(file.path()));
    }
    return new ClassificationSplits(
        tuning,
        EncodedExamples.of(train, encoder),
        dev,
        dev.stream().map(file -> EncodedExamples.of(file, encoder)).toList(),
        digests);
  }

  /** Passes on a line for each file with texts that are longer than the maximum length. */
  void tellCut(Consumer<String> notices) {
    encodedTrain.tellCut(notices);
    dev.forEach(file -> file.tellCut(notices));
  }

  @Override
  public TrainingExamples<float[]> train() {
    return new TrainingExamples<>(
        encodedTrain.getSize(),
        encodedTrain::getLength,
        encodedTrain::toBatch,
        encodedTrain::getTargets);
  }

  @Override
  public List<String> metrics() {
    return dev.stream()
        .flatMap(
            examples ->
                tuning.task().metrics().stream()
                    .map(metric -> ClassificationTask.nameOf(examples.getSet(), metric)))
        .toList();
  }

  @Override
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%s: %,d training examples, %s",
        tuning.name(),
        encodedTrain.getSize(),
        dev.stream()
            .map(set -> String.format(Locale.ROOT, "%,d of %s", set.getSize(), set.getSet()))
            .collect(joining(" and ", "", " for validation")));
  }

  @Override
  public Validator newValidator(NDManager manager, SequenceClassifier model, int microBatchTokens) {
    ClassifierPredictor predictor =
        new ClassifierPredictor(manager, model, tuning.task(), microBatchTokens);
    return new TaskValidator(predictor, tuning.metric(), dev);
  }

  @Override
  public List<String> predictionFiles() {
    return devFiles.stream().map(SubmissionFiles::nameOf).toList();
  }

  /** Writes {@code NAME.tsv} for each dev file, in the format of GLUE's submissions. */
  @Override
  public boolean writePredictions(
      NDManager manager,
      SequenceClassifier model,
      int microBatchTokens,
      Path directory,
      StopSignal stop,
      Console console)
      throws IOException {
    ClassifierPredictor predictor =
        new ClassifierPredictor(manager, model, tuning.task(), microBatchTokens);
    SubmissionFiles files = SubmissionFiles.of(tuning.task(), directory, dev.size());
    for (int i = 0; i < dev.size(); i++) {
      Predictions predictions = predictor.predict(dev.get(i), done -> !stop.isRequested());
      if (predictions == null) {
        return false;
      }
      predictions.warnOfOneLabel(console::warn);
      files.write(devFiles.get(i), predictions);
    }
    return true;
  }
}
