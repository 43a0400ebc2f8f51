package io.noisette.parity.golden;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import io.noisette.failure.CorruptDataException;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartModel;
import io.noisette.optim.AdamW;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import io.noisette.schedule.PolynomialSchedule;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;
import io.noisette.train.UpdateRule;
import io.noisette.train.step.Lanes;
import io.noisette.train.step.PlainStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Parity check of training a BART (kind {@code bart-training}, and the cases of {@code
 * seq2seq-training} and {@code bart-translation} that are runs): losses, gradient norms, learning
 * rates and final parameters of a short run.
 */
public final class BartTrainingParity implements ParityKind {

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    CaseOptions options = golden.getOptions();
    try (NDManager manager = Torch.newManager("cpu");
        BartModel model = TrainedBart.read(manager, golden);
        AdamW optimizer = new AdamW(manager, model.getParameters(), settings(options));
        Lanes<BartModel> lanes = Lanes.single(manager, model)) {
      UpdateRule rule =
          new UpdateRule(optimizer, schedule(options), options.getDouble("clip_norm"));
      LabelSmoothing smoothing = LabelSmoothingParity.read(options);
      TrainStep<Seq2SeqBatch> trainStep =
          new PlainStep<>(
              manager,
              lanes,
              Seq2SeqBatch::split,
              (trained, scope, part, pass) ->
                  trained.forwardBackward(scope, part, pass, smoothing).loss());
      List<StepResult> steps = new ArrayList<>();
      for (long step = 1; step <= options.getLong("total_steps"); step++) {
        StepBatch<Seq2SeqBatch> batch = read(golden, step, model.getConfig());
        steps.add(trainStep.take(batch, new StepContext(step, 0, false, rule)));
      }
      return results(steps, model.getParameters());
    }
  }

  private static AdamW.Settings settings(CaseOptions options) {
    List<Double> betas = options.getDoubles("betas", 2);
    return new AdamW.Settings(
        betas.get(0), betas.get(1), options.getDouble("eps"), options.getDouble("weight_decay"));
  }

  private static PolynomialSchedule schedule(CaseOptions options) {
    return new PolynomialSchedule(
        options.getDouble("learning_rate"),
        options.getDouble("end_learning_rate"),
        options.getDouble("power"),
        options.getLong("warmup_steps"),
        options.getLong("total_steps"));
  }

  private static StepBatch<Seq2SeqBatch> read(GoldenCase golden, long step, BartConfig config) {
    List<Seq2SeqBatch> microBatches = new ArrayList<>();
    long targetTokens = 0;
    CaseOptions options = golden.getOptions();
    String prefix = options.has("inputs") ? options.getString("inputs") : "step-";
    for (long micro = 0; micro < options.getLong("accumulation"); micro++) {
      String name = String.format(Locale.ROOT, "%s%02d-%d", prefix, step, micro);
      GoldenCase part = golden.getFile().getCases().get(name);
      if (part == null) {
        throw new CorruptDataException(
            golden.getModelDirectory() + "/cases.safetensors: the case " + name + " is missing");
      }
      Seq2SeqCase seq2seq = Seq2SeqCase.of(part, config);
      microBatches.add(seq2seq.getBatch());
      targetTokens += seq2seq.countTargets();
    }
    return new StepBatch<>(microBatches, targetTokens, 0, Cursor.START, Cursor.START);
  }

  private static Map<String, ParityTensor> results(List<StepResult> steps, Parameters parameters) {
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    results.put("expected/loss", column(steps, StepResult::loss));
    results.put("expected/gradient_norm", column(steps, StepResult::gradientNorm));
    results.put("expected/learning_rate", column(steps, StepResult::learningRate));
    for (String name : parameters.getNames()) {
      results.put("expected/final/" + name, ArrayReader.read(parameters.get(name)));
    }
    return results;
  }

  private static ParityTensor column(List<StepResult> steps, ToDoubleFunction<StepResult> figure) {
    long[] shape = {steps.size()};
    return ParityTensor.ofDoubles(shape, steps.stream().mapToDouble(figure).toArray());
  }
}
