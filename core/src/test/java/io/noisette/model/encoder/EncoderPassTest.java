package io.noisette.model.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.PackedTokens;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.model.SequenceBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.SmallModels;
import io.noisette.model.layer.Closeness;
import io.noisette.model.layer.DropoutSites;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The written-out backward pass of BERT and RoBERTa in fp32 against autograd: equal hidden states,
 * and equal gradients of all parameters and perturbations.
 */
final class EncoderPassTest {

  private static final SequenceBatch BATCH =
      new SequenceBatch(
          PackedTokens.of(SmallModels.sequences(61, 3, 4, 2, 20)),
          PackedTokens.of(List.of(new int[] {0, 0, 1, 1}, new int[] {0, 1}, new int[20])));
  private static final double FLOOR = 0.1;

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @CsvSource({"BERT,", "BERT,4", "ROBERTA,", "ROBERTA,4"})
  void fullPassWithPerturbations(ModelFamily family, @Nullable Long seed) {
    EncoderConfig config = SmallEncoders.config(family);
    Parameters expected = parameters(config);
    Parameters actual = parameters(config);
    TrainingPass recorded = pass(seed);
    TrainingPass written = pass(seed);
    NDArray costate = wave(3);
    try (EncoderStack stack = new EncoderStack(manager, config, Precision.FP32, expected);
        EncoderPass own =
            new EncoderPass(manager, config, Precision.FP32, actual, sites(config, seed))) {
      stack.start(seed);
      NDArray hidden =
          Autograd.recorded(
              () -> {
                NDArray states = stack.hidden(manager, BATCH, recorded);
                Autograd.backward(states, costate);
                return states;
              });
      var pass = own.forward(manager, BATCH, written);
      Closeness.assertClose("hidden states", hidden, pass.copyHidden());
      pass.backward(costate);
    }
    assertSame(expected, actual);
    Closeness.assertClose("delta", recorded.delta().getGradient(), written.delta().getGradient());
    Closeness.assertClose(
        "firstLayerDelta",
        recorded.firstLayerDelta().getGradient(),
        written.firstLayerDelta().getGradient());
  }

  @ParameterizedTest
  @CsvSource({"BERT,", "BERT,4", "ROBERTA,", "ROBERTA,4"})
  void firstLayerAlone(ModelFamily family, @Nullable Long seed) {
    EncoderConfig config = SmallEncoders.config(family);
    Parameters expected = parameters(config);
    Parameters actual = parameters(config);
    TrainingPass recorded = pass(seed);
    TrainingPass written = pass(seed);
    NDArray costate = wave(3);
    try (EncoderStack stack = new EncoderStack(manager, config, Precision.FP32, expected);
        EncoderPass own =
            new EncoderPass(manager, config, Precision.FP32, actual, sites(config, seed))) {
      stack.start(seed);
      stack.trainFirstLayer(manager, BATCH, costate, recorded);
      own.forwardToFirstLayer(manager, BATCH, written).backward(costate);
    }
    assertSame(expected, actual);
    Closeness.assertClose("delta", recorded.delta().getGradient(), written.delta().getGradient());
  }

  @ParameterizedTest
  @CsvSource({"BERT", "ROBERTA"})
  void frozenParametersTakeNoGradient(ModelFamily family) {
    EncoderConfig config = SmallEncoders.config(family);
    Parameters parameters = parameters(config);
    TrainingPass pass = pass(null);
    try (EncoderPass own =
        new EncoderPass(manager, config, Precision.FP32, parameters, sites(config, null))) {
      parameters.frozen(() -> own.forward(manager, BATCH, pass).backward(wave(3)));
    }
    for (String name : parameters.getNames()) {
      assertEquals(0, parameters.getGradient(name).square().sum().toFloatArray()[0], name);
    }
    assertTrue(pass.delta().getGradient().square().sum().toFloatArray()[0] > 0);
  }

  private static void assertSame(Parameters expected, Parameters actual) {
    for (String name : expected.getNames()) {
      Closeness.assertClose(
          name,
          expected.getGradient(name).toFloatArray(),
          actual.getGradient(name).toFloatArray(),
          FLOOR);
    }
  }

  private Parameters parameters(EncoderConfig config) {
    List<ParameterSpec> layout = EncoderLayout.of(config, ModelTask.SEQUENCE_CLASSIFICATION, 2);
    return ParameterSpec.create(manager, layout, ParameterValues.ofArrays(SmallModels::valuesOf));
  }

  private static DropoutSites sites(EncoderConfig config, @Nullable Long seed) {
    DropoutSites sites = DropoutSites.of(config.dropout());
    sites.start(seed);
    return sites;
  }

  private TrainingPass pass(@Nullable Long seed) {
    TrainingPass pass =
        seed == null ? TrainingPass.weighted(1) : TrainingPass.weighted(1).withDropout(seed);
    NDArray delta = wave(1);
    NDArray shift = wave(2);
    delta.setRequiresGradient(true);
    shift.setRequiresGradient(true);
    return pass.withDelta(delta).withFirstLayerDelta(shift);
  }

  private NDArray wave(int frequency) {
    return manager.arange(26f * 24).reshape(26, 24).mul(frequency).sin().mul(0.1);
  }
}
