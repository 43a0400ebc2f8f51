package io.noisette.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.encoder.SmallEncoders;
import io.noisette.tokenizer.SmallTokenizers;
import io.noisette.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassifierModelTest {

  private static final int MAX_LENGTH = 8;

  @TempDir private Path directory;

  @BeforeEach
  void writeModel() throws Exception {
    Path file =
        SmallTokenizers.train(directory, "the day and the night and the day\n".repeat(5), 270);
    try (NDManager manager = Torch.newManager("cpu");
        Tokenizer tokenizer = Tokenizer.load(file);
        SequenceClassifier model =
            SmallEncoders.classifier(
                manager,
                SmallEncoders.config(ModelFamily.ROBERTA, tokenizer.getSize(), 40),
                Labels.numbered(3))) {
      model.write(directory);
      tokenizer.write(directory);
    }
  }

  @Test
  void textsAreReadUpToTheLengthOfTheFineTuning() throws Exception {
    String text = "the day and the night and the day and the night";
    List<Double> whole = classify(text);
    StoredMaxLength.write(directory, MAX_LENGTH);
    List<Double> cut = classify(text);
    assertNotEquals(whole, cut);
    assertEquals(cut, classify(text + " and the day"), "no more than the first 6 tokens are read");
    StoredMaxLength.write(directory, 1000);
    assertEquals(whole, classify(text), "no more than the model can read");
  }

  @Test
  void aLengthWithoutRoomForTextIsRefused() throws Exception {
    StoredMaxLength.write(directory, 4);
    UsageException thrown =
        assertThrows(UsageException.class, () -> ClassifierModel.open(directory, "cpu"));
    assertEquals(
        directory.resolve("config.json") + " has max_seq_length 4; it must be at least 5",
        thrown.getMessage());
  }

  @Test
  void severalThreadsGetWhatOneGets() throws Exception {
    List<String> texts = IntStream.range(1, 9).mapToObj("the day and "::repeat).toList();
    List<List<Double>> alone = new ArrayList<>();
    for (String text : texts) {
      alone.add(classify(text));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (ClassifierModel model = ClassifierModel.open(directory, "cpu")) {
      Callable<List<List<Double>>> work =
          () -> {
            List<List<Double>> found = new ArrayList<>();
            try (Predictor<ClassifierInput, Classifications> predictor = model.newPredictor()) {
              for (String text : texts) {
                found.add(
                    predictor.predict(ClassifierInput.of(text)).getProbabilities().stream()
                        .toList());
              }
            }
            return found;
          };
      for (Future<List<List<Double>>> found : threads.invokeAll(Collections.nCopies(8, work))) {
        assertEquals(alone, found.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  private List<Double> classify(String text) throws Exception {
    try (ClassifierModel model = ClassifierModel.open(directory, "cpu");
        Predictor<ClassifierInput, Classifications> predictor = model.newPredictor()) {
      return List.copyOf(predictor.predict(ClassifierInput.of(text)).getProbabilities());
    }
  }
}
