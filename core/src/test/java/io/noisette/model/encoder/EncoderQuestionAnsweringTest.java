package io.noisette.model.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.AnswerSpans;
import io.noisette.model.LabelScores;
import io.noisette.model.ModelFamily;
import io.noisette.model.PackedTokens;
import io.noisette.model.QuestionAnswerer;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.SmallModels;
import io.noisette.model.layer.Initialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EncoderQuestionAnsweringTest {

  private static final SequenceBatch BATCH =
      new SequenceBatch(
          PackedTokens.of(SmallModels.sequences(61, 3, 4, 2, 5)),
          PackedTokens.of(
              List.of(new int[] {0, 0, 1, 1}, new int[] {0, 1}, new int[] {0, 0, 0, 1, 1})));
  private static final int[] LENGTHS = {4, 2, 5};
  private static final AnswerSpans SPANS = new AnswerSpans(List.of(2, 0, 1), List.of(3, 0, 4));

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @EnumSource(names = {"BERT", "ROBERTA"})
  void theLossIsTheMeanOfBothCrossEntropies(ModelFamily family) {
    try (QuestionAnswerer model = model(family)) {
      float[] logits = model.logits(manager, BATCH).toFloatArray();
      double expected = 0;
      int first = 0;
      for (int text = 0; text < LENGTHS.length; text++) {
        int start = SPANS.starts().get(text);
        int end = SPANS.ends().get(text);
        expected += nats(logits, first, LENGTHS[text], 0, start) / 2;
        expected += nats(logits, first, LENGTHS[text], 1, end) / 2;
        first += LENGTHS[text];
      }
      LabelScores scores = model.forwardBackward(manager, BATCH, SPANS, TrainingPass.weighted(1));
      assertEquals(expected, scores.getLoss(), 1e-4);
      assertEquals(11, scores.getRowCount());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BERT", "ROBERTA"})
  void itsGradientIsTheSlopeOfTheLoss(ModelFamily family) {
    try (QuestionAnswerer model = model(family)) {
      String words = family.getPrefix() + "embeddings.word_embeddings.weight";
      model.forwardBackward(manager, BATCH, SPANS, TrainingPass.weighted(1));
      Map<String, NDArray> gradients = new LinkedHashMap<>(); // later passes add to the model's own
      for (String name : List.of("qa_outputs.weight", words)) {
        gradients.put(name, model.getParameters().getGradient(name).duplicate());
      }
      for (Map.Entry<String, NDArray> entry : gradients.entrySet()) {
        String name = entry.getKey();
        NDArray direction = entry.getValue();
        double norm = direction.norm().toFloatArray()[0];
        assertTrue(norm > 1e-3, name + " has no gradient");
        direction.divi((float) norm);
        double step = 1e-2;
        double above = lossAt(model, name, direction, step);
        double below = lossAt(model, name, direction, -step);
        assertEquals(norm, (above - below) / (2 * step), 0.02 * norm + 1e-3, name);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BERT", "ROBERTA"})
  void spansOutsideTheTextsAreRefused(ModelFamily family) {
    try (QuestionAnswerer model = model(family)) {
      AnswerSpans outside = new AnswerSpans(List.of(2, 2, 1), List.of(3, 0, 4));
      assertThrows(
          IllegalArgumentException.class,
          () -> model.forwardBackward(manager, BATCH, outside, TrainingPass.weighted(1)));
    }
  }

  /** Returns the loss with a parameter moved along a direction, and moves it back. */
  private double lossAt(QuestionAnswerer model, String name, NDArray direction, double step) {
    NDArray parameter = model.getParameters().get(name);
    float[] before = parameter.toFloatArray();
    float[] moved = before.clone();
    float[] along = direction.toFloatArray();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (step * along[i]);
    }
    parameter.set(moved);
    model.getParameters().markChanged();
    double loss = model.forwardBackward(manager, BATCH, SPANS, TrainingPass.weighted(1)).getLoss();
    parameter.set(before);
    model.getParameters().markChanged();
    return loss;
  }

  private static double nats(float[] logits, int first, int length, int column, int target) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += Math.exp(logits[2 * (first + i) + column]);
    }
    return Math.log(sum) - logits[2 * (first + target) + column];
  }

  private QuestionAnswerer model(ModelFamily family) {
    EncoderConfig config = SmallEncoders.config(family);
    Initialization start = new Initialization(3, 0.3, config.padTokenId());
    return EncoderHeads.questionAnswering(manager, config, Precision.FP32, start);
  }
}
