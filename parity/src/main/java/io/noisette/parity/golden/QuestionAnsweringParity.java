package io.noisette.parity.golden;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.AnswerSpans;
import io.noisette.model.QuestionAnswerer;
import io.noisette.model.TrainingPass;
import io.noisette.model.directory.ModelOptions;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parity check of question answering (kind {@code bart-question-answering}): start and end logits,
 * loss and the gradient of every parameter.
 */
public final class QuestionAnsweringParity implements ParityKind {

  /** Place of an answer that is in no loss. */
  private static final int IGNORED = -1;

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    try (NDManager manager = Torch.newManager("cpu");
        QuestionAnswerer model =
            GoldenModel.of(golden).readQuestionAnswering(manager, ModelOptions.DEFAULT)) {
      addResults(results, manager, model, golden);
    }
    return results;
  }

  /** Adds start and end logits, loss and gradients of a model. */
  static void addResults(
      Map<String, ParityTensor> results,
      NDManager manager,
      QuestionAnswerer model,
      GoldenCase golden) {
    TextCase text = TextCase.of(golden);
    float[] scores = model.logits(manager, text.getBatch()).toFloatArray();
    results.put("expected/start_logits", text.getRows().unpack(column(scores, 0)));
    results.put("expected/end_logits", text.getRows().unpack(column(scores, 1)));
    AnswerSpans spans =
        new AnswerSpans(
            places(golden, text, "start_positions"), places(golden, text, "end_positions"));
    double weight = 1.0 / countInside(spans);
    TrainingPass pass = TrainingPass.weighted(weight);
    double loss = model.forwardBackward(manager, text.getBatch(), spans, pass).getLoss();
    results.put(
        "expected/loss", ParityTensor.ofDoubles(new long[] {1}, new double[] {loss * weight}));
    GoldenModel.addGradients(results, model.getParameters());
  }

  /** As in transformers: what is below 0 is 0, and what is behind the row is ignored. */
  private static List<Integer> places(GoldenCase golden, TextCase text, String input) {
    int width = text.getRows().getWidth();
    return Arrays.stream(golden.getInput(input, text.getRows().getCount()).toLongs())
        .mapToObj(place -> place >= width ? IGNORED : Math.toIntExact(Math.max(0, place)))
        .toList();
  }

  /** Returns over how many texts the loss is a mean. */
  private static long countInside(AnswerSpans spans) {
    long starts = spans.starts().stream().filter(place -> place != IGNORED).count();
    long ends = spans.ends().stream().filter(place -> place != IGNORED).count();
    if (starts != ends || starts == 0) {
      throw new IllegalArgumentException(
          "as many starts as ends must be in the rows, and at least one, not "
              + starts
              + " and "
              + ends);
    }
    return starts;
  }

  private static float[] column(float[] pairs, int column) {
    float[] values = new float[pairs.length / 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = pairs[2 * i + column];
    }
    return values;
  }
}
