package io.noisette.adversary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.encoder.SmallEncoders;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.UpdateRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * docs/papers.md 3.4, check 10: tables of embeddings get what the passes send back, and nothing
 * else.
 */
final class EmbeddingGradientTest {

  private static final List<int[]> TEXTS =
      List.of(new int[] {5, 9, 2}, new int[] {9, 8, 9, 11, 6, 2}); // 2 is BART's end
  private static final int[] IDS = TEXTS.stream().flatMapToInt(Arrays::stream).toArray();
  private static final int[] PLACES = {0, 1, 2, 0, 1, 2, 3, 4, 5};

  @ParameterizedTest
  @EnumSource(names = {"BERT", "ROBERTA"})
  void wordsPositionsAndTypesHaveTheGradientOfAllPassesAndNoOther(ModelFamily family) {
    Passes passes = take(family);
    String prefix = family.name().toLowerCase(Locale.ROOT) + ".embeddings.";
    int first = family == ModelFamily.ROBERTA ? 2 : 0; // row of a text's first token
    assertSum(passes, i -> IDS[i], 1, prefix + "word_embeddings.weight");
    assertSum(passes, i -> first + PLACES[i], 1, prefix + "position_embeddings.weight");
    assertSum(passes, i -> 0, 1, prefix + "token_type_embeddings.weight");
  }

  /** A token's perturbation is in encoder and decoder, and its word is looked up in both. */
  @Test
  void bartsWordsHaveTheGradientOfAllPassesAndNoOther() {
    Passes passes = take(ModelFamily.BART);
    double scale = Math.sqrt(passes.width()); // of words, before the perturbation is added
    assertSum(passes, i -> IDS[i], scale, "model.shared.weight");
  }

  /** A step with dropout: what the passes sent back to the perturbation, and the gradients. */
  private static Passes take(ModelFamily family) {
    AdversarySettings settings =
        SettingsSchema.of(AdversarySettings.class)
            .read(Map.of(), Map.of())
            .with(it -> it.adversary(Adversary.FREELB).advSteps(3).advLr(0.3).advInitMag(0.2));
    List<float[]> sentBack = new ArrayList<>();
    try (NDManager manager = Torch.newManager("cpu");
        SequenceClassifier model = SmallEncoders.classifier(manager, family, Labels.numbered(3));
        DescentRecorder descent = new DescentRecorder(manager, model.getParameters());
        FineTuningStep<?, LabelledBatch<float[]>> training =
            AdversaryBatches.step(
                settings,
                manager,
                model,
                (loss, perturbation) -> sentBack.add(perturbation.getGradient().toFloatArray()))) {
      LabelledBatch<float[]> texts =
          new LabelledBatch<>(SequenceBatch.of(PackedTokens.of(TEXTS)), new float[] {2, 0});
      training.take(
          new StepBatch<>(List.of(texts), 9, 2, Cursor.START, Cursor.START),
          new StepContext(1, 7, true, new UpdateRule(descent, step -> 0, 0)));
      assertEquals(3, sentBack.size());
      return new Passes(sentBack, descent.getLast(), model.getWidth());
    }
  }

  private record Passes(List<float[]> sentBack, Map<String, float[]> gradients, int width) {}

  /**
   * Each row of a table has the sum over the tokens that looked it up, of all passes, but for the
   * rounding of what was added.
   */
  private static void assertSum(Passes passes, IntUnaryOperator rowOf, double scale, String table) {
    int d = passes.width();
    float[] actual = passes.gradients().get(table);
    double[] expected = new double[actual.length];
    double[] magnitude = new double[actual.length];
    for (float[] gradient : passes.sentBack()) {
      for (int i = 0; i < gradient.length; i++) {
        int to = rowOf.applyAsInt(i / d) * d + i % d;
        expected[to] += scale * gradient[i];
        magnitude[to] += Math.abs(scale * gradient[i]);
      }
    }
    for (int i = 0; i < actual.length; i++) {
      assertEquals(expected[i], actual[i], 2e-7 * Math.max(1, magnitude[i]), table + " " + i);
    }
  }
}
