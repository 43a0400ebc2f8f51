package io.noisette.freelb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.SmallEncoders;
import io.noisette.model.TextBatch;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.Updater;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Check 10 of papers.md 3.4: tables of embeddings get what the passes send back, and nothing else.
 */
final class EmbeddingGradientTest {

  private static final List<int[]> TEXTS =
      List.of(new int[] {5, 9, 7}, new int[] {9, 8, 9, 11, 6, 12});
  private static final int[] IDS = TEXTS.stream().flatMapToInt(Arrays::stream).toArray();
  private static final int[] PLACES = {0, 1, 2, 0, 1, 2, 3, 4, 5};

  @Test
  void wordsAndPositionsHaveTheGradientOfAllPassesAndNoOther() {
    AdversarySettings settings =
        SettingsSchema.of(AdversarySettings.class)
            .read(Map.of(), Map.of())
            .with(it -> it.adversary(AdversaryKind.FREELB).advSteps(3).advLr(0.3).advInitMag(0.2));
    List<float[]> ofPasses = new ArrayList<>();
    try (NDManager manager = Torch.newManager("cpu");
        SequenceClassifier model =
            SmallEncoders.classifier(manager, ModelFamily.BERT, Labels.numbered(3));
        DescentRecorder descent = new DescentRecorder(manager, model.getParameters());
        Adversary adversary =
            new Adversary(
                settings,
                manager,
                model,
                new Perturbations(manager, settings.toBall(), model.getWidth()),
                (scores, perturbation) ->
                    ofPasses.add(perturbation.getGradient().toFloatArray()))) {
      LabelledTexts texts =
          new LabelledTexts(TextBatch.of(PackedTokens.of(TEXTS)), new float[] {2, 0});
      adversary
          .newStep()
          .take(
              new StepBatch<>(List.of(texts), 9, 2, Cursor.START, Cursor.START),
              new StepContext(1, 7, true, new Updater(descent, step -> 0, 0)));
      assertEquals(3, ofPasses.size());
      int d = model.getWidth();
      Map<String, float[]> gradients = descent.getLast();
      assertSum(ofPasses, d, i -> IDS[i], gradients, "bert.embeddings.word_embeddings.weight");
      assertSum(
          ofPasses, d, i -> PLACES[i], gradients, "bert.embeddings.position_embeddings.weight");
    }
  }

  /** Each row of a table has the sum over the tokens that looked it up, of all passes. */
  private static void assertSum(
      List<float[]> ofPasses,
      int d,
      IntUnaryOperator rowOf,
      Map<String, float[]> gradients,
      String table) {
    float[] actual = gradients.get(table);
    float[] expected = new float[actual.length];
    for (float[] gradient : ofPasses) {
      for (int i = 0; i < gradient.length; i++) {
        expected[rowOf.applyAsInt(i / d) * d + i % d] += gradient[i];
      }
    }
    assertArrayEquals(expected, actual, 1e-7f, table);
  }
}
