package io.noisette.distillation.unroll;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Torch;
import io.noisette.model.Activation;
import io.noisette.model.DropoutRates;
import io.noisette.model.ModelFamily;
import io.noisette.model.encoder.EncoderConfig;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TextNetworkTest {

  private static final int WORDS = 11;
  private static final int SIZE = 6;
  private static final EncoderConfig ENCODER =
      new EncoderConfig(
          ModelFamily.ROBERTA,
          WORDS,
          SIZE,
          2,
          2,
          8,
          20,
          1,
          Activation.GELU,
          1e-5,
          0.2,
          1,
          DropoutRates.NONE);

  private NDManager manager;

  private enum Kind {
    TEXT_CNN,
    MEAN_VECTOR,
    ENCODER
  }

  @BeforeEach
  void open() {
    manager = Torch.newManager("cpu");
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void rowsOfTheTableGiveTheScoresOfTheirIds(Kind kind) {
    try (TextNetwork network = network(kind)) {
      NDArray table = table();
      List<NDArray> start = network.initialize(manager, 7);
      NDArray ids = manager.create(new long[] {3, 4, 5, 6, 7, 8, 9, 10, 2, 2}, new Shape(2, 5));
      NDArray lengths = manager.create(new long[] {5, 5});
      NDArray rows = table.get(ids.flatten()).reshape(2, 5, SIZE);
      float[] scores = network.classify(manager, ids, lengths, table, start).toFloatArray();
      assertArrayEquals(scores, network.classifyRows(manager, rows, start).toFloatArray());
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theTableIsNotTrained(Kind kind) {
    try (TextNetwork network = network(kind)) {
      NDArray table = table();
      NDArray rows = table.get(new NDIndex(":10")).reshape(2, 5, SIZE);
      NDArray labels = manager.create(new float[] {1, 0, 0, 0, 0, 1}, new Shape(2, 3));
      List<NDArray> real =
          List.of(
              manager.create(new long[] {3, 4, 5, 6, 7, 8, 9, 10, 2, 2}, new Shape(2, 5)),
              manager.create(new long[] {5, 5}),
              manager.create(new long[] {0, 2}),
              table);
      BackGradient.Gradient gradient =
          new BackGradient(network.getKernels())
              .differentiate(
                  manager,
                  new SyntheticData(List.of(rows), List.of(labels), List.of(0.1, 0.1)),
                  network.initialize(manager, 7),
                  real);
      assertTrue(gradient.rows().get(0).abs().max().toFloatArray()[0] > 0);
      assertArrayEquals(table().toFloatArray(), table.toFloatArray());
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theScoresOfATextDoNotDependOnItsBatch(Kind kind) {
    try (TextNetwork network = network(kind)) {
      NDArray table = table();
      List<NDArray> start = network.initialize(manager, 7);
      NDArray alone = manager.create(new long[] {3, 4}, new Shape(1, 2));
      NDArray both =
          manager.create(new long[] {3, 4, 0, 0, 0, 0, 5, 6, 7, 8, 9, 2}, new Shape(2, 6));
      float[] one =
          network
              .classify(manager, alone, manager.create(new long[] {2}), table, start)
              .toFloatArray();
      float[] two =
          network
              .classify(manager, both, manager.create(new long[] {2, 6}), table, start)
              .toFloatArray();
      for (int i = 0; i < one.length; i++) {
        assertEquals(one[i], two[i], 1e-6);
      }
    }
  }

  private TextNetwork network(Kind kind) {
    return switch (kind) {
      case TEXT_CNN -> TextNetwork.textCnn(manager, SIZE, 4, 3);
      case MEAN_VECTOR -> TextNetwork.meanVector(manager, SIZE, 3);
      case ENCODER -> TextNetwork.encoder(manager, ENCODER, 3);
    };
  }

  private NDArray table() {
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[WORDS * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, new Shape(WORDS, SIZE));
  }
}
