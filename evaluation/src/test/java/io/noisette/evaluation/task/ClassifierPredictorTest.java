package io.noisette.evaluation.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.evaluation.task.row.TaskFile;
import io.noisette.model.LabelScores;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingPass;
import io.noisette.model.encoder.SmallEncoders;
import io.noisette.testing.LiveArrays;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassifierPredictorTest {

  private static final Labels LABELS = Labels.of(List.of("entailment", "neutral", "contradiction"));

  @TempDir private Path directory;
  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @Test
  void predictionsAreThoseOfEachExampleAloneInTheOrderOfTheFile() throws IOException {
    ClassificationTask task = TaskLookup.find("mnli");
    EncodedExamples examples = encode(task);
    try (SequenceClassifier model = bert(LABELS)) {
      Predictions alone = new ClassifierPredictor(manager, model, task, 1).predict(examples);
      Predictions packed = new ClassifierPredictor(manager, model, task, 50).predict(examples);
      assertEquals(7, examples.getSize());
      for (int i = 0; i < examples.getSize(); i++) {
        float[] direct = model.logits(manager, examples.toBatch(new int[] {i})).toFloatArray();
        assertArrayEquals(direct, alone.getScores(i));
        assertArrayEquals(direct, packed.getScores(i), 1e-5f);
      }
      assertNotEquals(alone.getScores(0)[0], alone.getScores(1)[0]);
    }
  }

  @Test
  void aModelWithLabelsInAnotherOrderPredictsTheSame() throws IOException {
    ClassificationTask task = TaskLookup.find("mnli");
    EncodedExamples examples = encode(task);
    try (SequenceClassifier model = bert(LABELS);
        SequenceClassifier other =
            bert(Labels.of(List.of("Contradiction", "Entailment", "Neutral")))) {
      float[] scores =
          new ClassifierPredictor(manager, model, task, 99).predict(examples).getScores(3);
      float[] others =
          new ClassifierPredictor(manager, other, task, 99).predict(examples).getScores(3);
      assertArrayEquals(new float[] {scores[1], scores[2], scores[0]}, others);
    }
  }

  @Test
  void theLossIsThatOfTraining() throws IOException {
    for (String name : List.of("mnli", "stsb")) {
      ClassificationTask task = TaskLookup.find(name);
      EncodedExamples examples = encode(task);
      int[] all = IntStream.range(0, examples.getSize()).toArray();
      try (SequenceClassifier model = bert(task.labels().labels())) {
        double loss = new ClassifierPredictor(manager, model, task, 99).predict(examples).getLoss();
        LabelScores training =
            model.forwardBackward(
                manager, examples.toBatch(all), examples.getTargets(), TrainingPass.weighted(1));
        assertEquals(training.getLoss() / all.length, loss, 1e-5 * loss);
      }
    }
  }

  @Test
  void batchesHoldEachExampleOnceLongestFirst() throws IOException {
    EncodedExamples examples = encode(TaskLookup.find("mnli"));
    List<int[]> batches = examples.toBatches(30);
    List<Integer> seen = new ArrayList<>();
    int longest = Integer.MAX_VALUE;
    for (int[] batch : batches) {
      int tokens = 0;
      for (int example : batch) {
        assertTrue(examples.getLength(example) <= longest);
        longest = examples.getLength(example);
        tokens += longest;
        seen.add(example);
      }
      assertTrue(tokens <= 30 || batch.length == 1, tokens + " tokens");
    }
    assertTrue(batches.size() > 1);
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), seen.stream().sorted().toList());
  }

  @Test
  void whoeverWatchesMayStopItAndNothingIsLeftBehind() throws Exception {
    ClassificationTask task = TaskLookup.find("mnli");
    EncodedExamples examples = encode(task);
    try (SequenceClassifier model = bert(LABELS)) {
      ClassifierPredictor predictor = new ClassifierPredictor(manager, model, task, 1);
      List<Integer> done = new ArrayList<>();
      assertNull(
          predictor.predict(
              examples,
              count -> {
                done.add(count);
                return count < 3;
              }));
      assertEquals(List.of(1, 2, 3), done);
      long before = LiveArrays.count(manager);
      Predictions unused = predictor.predict(examples);
      assertEquals(before, LiveArrays.count(manager));
    }
  }

  private SequenceClassifier bert(Labels labels) {
    return SmallEncoders.classifier(manager, ModelFamily.BERT, labels);
  }

  /** Seven pairs of different lengths. */
  private EncodedExamples encode(ClassificationTask task) throws IOException {
    TaskFile file = task.files().get(Split.DEV).get(0);
    List<TaskExample> examples = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      String text = "tea is hot ".repeat(i % 4);
      examples.add(new TaskExample(text, "so it is".substring(i), i % 3, "" + i, i + 1));
    }
    SmallClassifiers.writeBert(directory, LABELS);
    try (Tokenizer tokenizer = Tokenizer.load(directory)) {
      return EncodedExamples.of(
          new TaskExamples(file, directory, examples, 0), new PairEncoder(tokenizer, 40));
    }
  }
}
