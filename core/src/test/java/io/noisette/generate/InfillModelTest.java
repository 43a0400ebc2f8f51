package io.noisette.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.TranslateException;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.SmallBarts;
import io.noisette.testing.LiveArrays;
import io.noisette.tokenizer.SmallTokenizers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfillModelTest {

  private static final int BEAMS = 3;
  private static final List<String> TEXTS =
      List.of("the day <mask> the night", "<mask> day", "the day and the night", "the <mask>");

  @TempDir static Path directory;

  @BeforeAll
  static void writeModel() throws IOException {
    SmallTokenizers.train(directory, "the day and the night and the day\n".repeat(5), 270);
    try (NDManager manager = Torch.newManager("cpu");
        BartModel model = SmallBarts.create(manager, SmallBarts.config(270))) {
      new BartDirectory(directory).write(model);
    }
  }

  @Test
  void aPredictorFillsInAsTheVerbDoes() throws Exception {
    List<List<Completion>> expected = fillIn();
    assertFalse(expected.get(0).isEmpty());
    try (InfillModel model = InfillModel.load(directory, "cpu", BEAMS);
        Predictor<String, List<Completion>> predictor = model.newPredictor()) {
      assertEquals(expected.get(0), predictor.predict(TEXTS.get(0)));
      assertEquals(expected, predictor.batchPredict(TEXTS));
    }
  }

  @Test
  void threadsShareAModelEachWithItsPredictor() throws Exception {
    List<List<Completion>> expected = fillIn();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (InfillModel model = InfillModel.load(directory, "cpu", BEAMS)) {
      List<Future<List<List<Completion>>>> results =
          IntStream.range(0, 8).mapToObj(i -> threads.submit(() -> predict(model))).toList();
      for (Future<List<List<Completion>>> result : results) {
        assertEquals(expected, result.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aModelThatIsClosedWhileThreadsUseItWaitsOrRefuses() throws Exception {
    for (int round = 0; round < 12; round++) {
      InfillModel model = InfillModel.load(directory, "cpu", BEAMS);
      TextInfiller infiller = TextInfiller.open(directory, "cpu");
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        boolean even = i % 2 == 0;
        results.add(
            threads.submit(
                () -> {
                  while (true) {
                    if (even) {
                      predict(model);
                    } else {
                      infiller.infill(TEXTS.get(0), BEAMS);
                    }
                  }
                }));
      }
      Thread.sleep(40);
      model.close();
      infiller.close();
      for (Future<?> result : results) {
        Throwable cause = assertThrows(ExecutionException.class, result::get).getCause();
        assertInstanceOf(IllegalStateException.class, cause, () -> "round: " + cause);
      }
      threads.shutdown();
    }
  }

  @Test
  void aPredictorMayBeClosedAfterItsModel() throws Exception {
    InfillModel model = InfillModel.load(directory, "cpu", BEAMS);
    Predictor<String, List<Completion>> predictor = model.newPredictor();
    model.close();
    model.close();
    assertThrows(IllegalStateException.class, () -> predictor.predict(TEXTS.get(0)));
    assertThrows(IllegalStateException.class, model::newPredictor);
    predictor.close();
  }

  @Test
  void aPredictionLeavesNothingBehind() throws Exception {
    try (InfillModel model = InfillModel.load(directory, "cpu", BEAMS)) {
      int before = LiveArrays.count(model.getNDManager());
      predict(model);
      assertEquals(before, LiveArrays.count(model.getNDManager()));
    }
  }

  @Test
  void aClosedModelStaysClosed() throws Exception {
    InfillModel model = InfillModel.load(directory, "cpu", BEAMS);
    model.close();
    model.close();
    assertFalse(model.getNDManager().isOpen());
  }

  @Test
  void whatCannotBeFilledInSaysWhy() throws Exception {
    try (InfillModel model = InfillModel.load(directory, "cpu", BEAMS);
        Predictor<String, List<Completion>> predictor = model.newPredictor()) {
      TranslateException e = assertThrows(TranslateException.class, () -> predictor.predict(" "));
      UsageException cause = assertInstanceOf(UsageException.class, e.getCause());
      assertEquals("the text is empty, so there is nothing to fill in", cause.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> InfillModel.load(directory, "cpu", 0));
    assertThrows(
        UsageException.class, () -> InfillModel.load(directory.resolve("none"), "cpu", BEAMS));
  }

  private static List<List<Completion>> fillIn() throws IOException {
    try (TextInfiller infiller = TextInfiller.open(directory, "cpu")) {
      return TEXTS.stream().map(text -> infiller.infill(text, BEAMS)).toList();
    }
  }

  private static List<List<Completion>> predict(InfillModel model) throws TranslateException {
    try (Predictor<String, List<Completion>> predictor = model.newPredictor()) {
      return predictor.batchPredict(TEXTS);
    }
  }
}
