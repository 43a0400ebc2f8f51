package io.noisette.distillation.specialist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.distillation.loss.StudentBatch;
import io.noisette.distillation.transfer.ScoredModel;
import io.noisette.distillation.transfer.TeacherScores;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.PairFormat;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a specialist starts from and sees. */
final class SpecialistTrainingTest {

  private static final List<Integer> SUBSET = List.of(1, 4); // 20 of the 60 texts

  @TempDir private static Path directory;
  private static SpecialistConfig config;
  private static SpecialistData data;
  private static SpecialistRole role;

  @BeforeAll
  static void opensData() throws IOException, InterruptedException {
    SmallSpecialists small = new SmallSpecialists(directory.resolve("task"));
    config = small.config(directory.resolve("output"), Map.of());
    TransferTexts texts = TransferTexts.read(config.getSource(), List.of(), told -> {});
    ScoredModel generalist = ScoredModel.find(config.generalist(), 60, PairFormat.TRANSFORMERS);
    TeacherScores scores =
        new TeacherScores(Map.of(), new float[60 * 6], List.of(new float[36 * 6]));
    data = SpecialistData.open(config, generalist, texts, scores, new RecordingConsole());
    role =
        SpecialistRole.of(
            new Specialist(SUBSET, 6), Specialist.dustbinCorrection(1.0 / 3, 0.5), texts.task());
  }

  @AfterAll
  static void closesData() {
    data.close();
  }

  @Test
  void halfOfEachBatchAreTextsOfItsClasses() {
    SpecialistBatches batches = new SpecialistBatches(config, role, data);
    Cursor cursor = Cursor.START;
    int[] dustbins = new int[11];
    for (int step = 0; step < dustbins.length; step++) {
      StepBatch<StudentBatch> batch = batches.read(cursor);
      assertEquals(8, batch.sequences());
      dustbins[step] = countDustbins(batch);
      cursor = batch.next();
    }
    int[] four = new int[11];
    Arrays.fill(four, 4);
    assertArrayEquals(four, dustbins);
    assertEquals(new Cursor(2, 8), cursor, "20 texts are five batches, an epoch");
  }

  @Test
  void theBatchOfACursorIsAlwaysTheSame() {
    Cursor later = new Cursor(3, 16);
    StepBatch<StudentBatch> first = new SpecialistBatches(config, role, data).read(later);
    StepBatch<StudentBatch> second = new SpecialistBatches(config, role, data).read(later);
    assertArrayEquals(
        first.microBatches().get(0).sequences().tokens().toArray(),
        second.microBatches().get(0).sequences().tokens().toArray());
  }

  @Test
  void theOutputLayerStartsWithTheRowsOfTheGeneralist() throws IOException {
    SpecialistTraining training =
        new SpecialistTraining(config, role, data, 20, new RecordingConsole());
    try (NDManager manager = Torch.newManager("cpu");
        SequenceClassifier generalist =
            new ModelDirectory(training.findStart(), notice -> {})
                .readClassifier(manager, ModelOptions.DEFAULT);
        SequenceClassifier specialist = training.read(manager, training.findStart())) {
      Parameters from = generalist.getParameters();
      Parameters to = specialist.getParameters();
      String body = from.getNames().iterator().next();
      assertArrayEquals(from.get(body).toFloatArray(), to.get(body).toFloatArray());
      float[] all = from.get("classifier.out_proj.weight").toFloatArray();
      float[] own = to.get("classifier.out_proj.weight").toFloatArray();
      int width = all.length / 6;
      assertEquals(3 * width, own.length);
      for (int i = 0; i < width; i++) {
        assertEquals(all[width + i], own[i]);
        assertEquals(all[4 * width + i], own[width + i]);
        double mean =
            (all[i] + (double) all[2 * width + i] + all[3 * width + i] + all[5 * width + i]) / 4;
        assertEquals(mean, own[2 * width + i], 1e-7);
      }
      float[] biases = from.get("classifier.out_proj.bias").toFloatArray();
      double mean = ((double) biases[0] + biases[2] + biases[3] + biases[5]) / 4;
      float[] started = to.get("classifier.out_proj.bias").toFloatArray();
      assertEquals(biases[1], started[0]);
      assertEquals(mean + Math.log(4) - role.correction(), started[2], 1e-6);
      assertTrue(to.isTrainable());
    }
  }

  /** The generalist's logits are all 0 here, so that targets show only the labels and the bias. */
  private static int countDustbins(StepBatch<StudentBatch> batch) {
    assertEquals(1, batch.microBatches().size());
    return (int)
        Arrays.stream(batch.microBatches().get(0).targets().getLabels())
            .filter(label -> label == 2)
            .count();
  }
}
