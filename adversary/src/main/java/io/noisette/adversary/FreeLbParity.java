package io.noisette.adversary;

import ai.djl.ndarray.NDManager;
import io.noisette.adversary.perturbation.Ball;
import io.noisette.adversary.perturbation.PerturbationSampler;
import io.noisette.engine.Torch;
import io.noisette.failure.CorruptDataException;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.directory.ModelOptions;
import io.noisette.parity.CaseOptions;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import io.noisette.parity.golden.ArrayReader;
import io.noisette.parity.golden.GoldenModel;
import io.noisette.parity.golden.TextCase;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.UpdateRule;
import io.noisette.train.step.Lanes;
import io.noisette.train.step.PlainStep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Parity check of adversarial training (kind {@code freelb}): one batch, whose random initial
 * perturbation comes from the reference file.
 */
public final class FreeLbParity implements ParityKind {

  @Override
  public Map<String, ParityTensor> compute(GoldenCase golden) throws IOException {
    AdversarySettings settings = settings(golden.getOptions());
    TextCase text = TextCase.of(golden);
    float[] targets = text.getTargets();
    PassRecorder recorder = new PassRecorder(text.getRows(), targets.length);
    try (NDManager manager = Torch.newManager("cpu");
        SequenceClassifier model =
            GoldenModel.of(golden).readClassifier(manager, ModelOptions.DEFAULT);
        DescentRecorder descent = new DescentRecorder(manager, model.getParameters());
        PerturbationSampler sampler =
            new PerturbationSampler(
                manager, ball(golden, settings), model.getWidth(), draws(golden, text))) {
      LabelledBatch<float[]> texts = new LabelledBatch<>(text.getBatch(), targets);
      StepBatch<LabelledBatch<float[]>> batch =
          new StepBatch<>(List.of(texts), 0, targets.length, Cursor.START, Cursor.START);
      double rate = golden.getOptions().getDouble("learning_rate", 0);
      StepContext context = new StepContext(1, 0, false, new UpdateRule(descent, step -> rate, 0));
      PlainStep<SequenceClassifier, LabelledBatch<float[]>> plain =
          new PlainStep<>(
              manager,
              Lanes.single(manager, model),
              StepBatch::sequences,
              (whole, parts) -> List.of(whole),
              (own, scope, part, pass) ->
                  recorder.record(
                      own.forwardBackward(scope, part.sequences(), part.targets(), pass)));
      StepResult result =
          new FineTuningStep<>(
                  settings,
                  plain,
                  new Perturbers<>(
                      manager,
                      plain,
                      new TextInput<>(LabelledBatch::sequences),
                      List.of(sampler),
                      settings.toDropoutSharing(),
                      recorder))
              .take(batch, context);
      Map<String, ParityTensor> results = new LinkedHashMap<>(recorder.getResults());
      results.put("expected/loss", scalar(result.loss()));
      addGradients(results, descent);
      return results;
    }
  }

  static ParityTensor scalar(double value) {
    return ParityTensor.ofDoubles(new long[] {1}, new double[] {value});
  }

  /** Adds the gradients before the last update, and the parameters after it. */
  private static void addGradients(Map<String, ParityTensor> results, DescentRecorder descent) {
    descent
        .getLast()
        .forEach(
            (name, gradient) -> {
              ParityTensor after = ArrayReader.read(descent.getParameter(name));
              results.put("grad/" + name, ParityTensor.ofFloats(after.getShape(), gradient));
              results.put("expected/final/" + name, after);
            });
  }

  private static AdversarySettings settings(CaseOptions options) {
    Map<String, Object> values =
        Map.of(
            "adversary", options.getString("adversary"),
            "adv-steps", options.getLong("adv_steps"),
            "adv-lr", options.getDouble("adv_lr"),
            "adv-init-mag", options.getDouble("init_mag"),
            "adv-max-norm", options.getDouble("max_norm"),
            "adv-norm", options.getString("norm"),
            "adv-variant", options.getString("variant"));
    return SettingsSchema.of(AdversarySettings.class).read(GivenValue.ofAll(values), Map.of());
  }

  /**
   * Returns the limits of the perturbation; a file may specify the lower bound of the gradient norm
   * itself.
   */
  private static Ball ball(GoldenCase golden, AdversarySettings settings) {
    Ball ball = settings.toBall();
    double floor = golden.getOptions().getDouble("floor", ball.floor());
    return new Ball(ball.norm(), ball.initMagnitude(), ball.maxNorm(), floor);
  }

  private static PerturbationSampler.Draws draws(GoldenCase golden, TextCase text) {
    return (count, seed) -> {
      float[] draws = text.getRows().packFloats(golden, "uniform");
      if (draws.length != count) {
        throw new CorruptDataException(
            String.format(
                Locale.ROOT,
                "%s: case %s: the tensor 'uniform' of the reference values must have %d random"
                    + " numbers, not %d",
                golden.getModelDirectory(),
                golden.getName(),
                count,
                draws.length));
      }
      ByteBuffer bytes =
          ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder());
      bytes.asFloatBuffer().put(draws);
      return bytes;
    };
  }
}
