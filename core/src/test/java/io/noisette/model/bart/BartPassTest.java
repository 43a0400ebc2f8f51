package io.noisette.model.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.Activation;
import io.noisette.model.DropoutRates;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.SmoothingForm;
import io.noisette.model.TrainingLoss;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.Closeness;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.training.TiedSoftmaxPass;
import io.noisette.model.training.WeightCopies;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The written-out backward pass of BART in fp32 against autograd: equal losses, and equal gradients
 * of all parameters and perturbations.
 */
final class BartPassTest {

  private static final TrainingPass PASS = TrainingPass.weighted(0.1);
  private static final BartConfig PLAIN = SmallModels.config(0);
  private static final BartConfig DROPPING =
      SmallModels.config(0.1).withDropout(new DropoutRates(0.1, 0.2, 0.3, 0));

  /** Rounding errors of gradients that cancel, beside gradients of about 1. */
  private static final double FLOOR = 0.1;

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @Test
  void sequencesOfEqualLength() {
    compare(PLAIN, batch(new int[] {8, 8, 8}, new int[] {6, 6, 6}), PASS);
  }

  @Test
  void sequencesOfUnlikeLengths() {
    compare(PLAIN, batch(new int[] {12, 3, 7, 40}, new int[] {6, 20, 9, 33}), PASS);
  }

  @Test
  void sourceEncoderInFront() {
    Seq2SeqBatch batch = batch(new int[] {12, 3, 7, 40}, new int[] {6, 20, 9, 33});
    compare(withSourceEncoder(PLAIN), batch, PASS);
    compare(withSourceEncoder(DROPPING), batch, PASS.withDropout(5));
  }

  @Test
  void sourceEncoderTrainedFirst() {
    Seq2SeqBatch batch = batch(new int[] {12, 3, 7, 40}, new int[] {6, 20, 9, 33});
    BartConfig config = withSourceEncoder(PLAIN);
    try (BartModel model = SmallModels.create(manager, config);
        BartModel other = SmallModels.create(manager, config)) {
      for (BartModel each : List.of(model, other)) {
        each.getParameters().exclude(name -> !BartLayout.isTrainedFirst(name));
      }
      model.forwardBackward(manager, batch, PASS, LabelSmoothing.NONE);
      forwardBackward(other, config, batch, PASS, LabelSmoothing.NONE);
      List<String> trained = model.getParameters().getTrainedNames();
      assertEquals(2 + 2 + 2 * 16 + 6 + 1, trained.size());
      for (String name : trained) {
        Closeness.assertClose(
            name,
            model.getParameters().getGradient(name).toFloatArray(),
            other.getParameters().getGradient(name).toFloatArray(),
            FLOOR);
      }
      assertEquals(0, norm(model.getParameters().getGradient("model.decoder.layers.0.fc1.weight")));
      assertEquals(0, norm(other.getParameters().getGradient("model.decoder.layers.0.fc1.weight")));
      assertEquals(0, norm(other.getParameters().getGradient("model.encoder.layers.1.fc1.weight")));
    }
  }

  @Test
  void oneToken() {
    compare(PLAIN, batch(new int[] {1, 5}, new int[] {2, 1}), PASS);
  }

  @Test
  void dropoutAtEverySite() {
    compare(
        DROPPING, batch(new int[] {12, 3, 7, 40}, new int[] {6, 20, 9, 33}), PASS.withDropout(5));
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void everyActivationFunction(Activation activation) {
    compare(
        PLAIN.with(it -> it.activation(activation)),
        batch(new int[] {12, 3}, new int[] {6, 9}),
        PASS);
  }

  @ParameterizedTest
  @EnumSource(SmoothingForm.class)
  void labelSmoothing(SmoothingForm form) {
    Seq2SeqBatch batch = batch(new int[] {12, 3, 7, 40}, new int[] {6, 20, 9, 33});
    compare(PLAIN, batch, PASS, PASS, new LabelSmoothing(0.3, form));
  }

  /** More words than the products over the vocabulary take at a time, and an odd number of them. */
  @ParameterizedTest
  @EnumSource(SmoothingForm.class)
  void largeVocabulary(SmoothingForm form) {
    BartConfig large = PLAIN.with(it -> it.vocabSize(33_333));
    Seq2SeqBatch batch = batch(new int[] {12, 3}, new int[] {6, 9});
    compare(large, batch, PASS, PASS, new LabelSmoothing(0.3, form));
  }

  @Test
  void perturbationsOfEncoderAndDecoder() {
    Seq2SeqBatch batch = batch(new int[] {12, 3}, new int[] {6, 9});
    NDArray[] expected = perturbations();
    NDArray[] actual = perturbations();
    compare(
        DROPPING,
        batch,
        PASS.withDropout(3).withDelta(expected[0]).withDecoderDelta(expected[1]),
        PASS.withDropout(3).withDelta(actual[0]).withDecoderDelta(actual[1]));
    for (int i = 0; i < 2; i++) {
      Closeness.assertClose(
          "perturbation " + i, expected[i].getGradient(), actual[i].getGradient());
    }
  }

  @Test
  void frozenParametersTakeNoGradient() {
    Seq2SeqBatch batch = batch(new int[] {12, 3}, new int[] {6, 9});
    NDArray[] deltas = perturbations();
    try (BartModel model = SmallModels.create(manager, DROPPING)) {
      TrainingPass pass = PASS.withDelta(deltas[0]).withDecoderDelta(deltas[1]);
      model.getParameters().frozen(() -> backwardFromOnes(model, batch, pass));
      for (String name : model.getParameters().getNames()) {
        assertEquals(0, norm(model.getParameters().getGradient(name)), name);
      }
    }
  }

  private void backwardFromOnes(BartModel model, Seq2SeqBatch batch, TrainingPass pass) {
    DropoutSites sites = DropoutSites.of(DROPPING.getDropoutRates());
    sites.start(null);
    Parameters parameters = model.getParameters();
    WeightCopies copies = WeightCopies.of(manager, parameters);
    try (BartPass own =
        new BartPass(manager, DROPPING, Precision.FP32, parameters, sites, copies)) {
      BartPass.Forward forward = own.forward(manager, batch.source(), batch.decoderInput(), pass);
      forward.backward(manager.ones(new Shape(15, DROPPING.dModel())));
      assertTrue(norm(pass.delta().getGradient()) > 0);
    }
  }

  private NDArray[] perturbations() {
    NDArray[] deltas = {
      manager.arange(15f * 24).reshape(15, 24).sin().mul(0.1),
      manager.arange(15f * 24).reshape(15, 24).cos().mul(0.1)
    };
    for (NDArray delta : deltas) {
      delta.setRequiresGradient(true);
    }
    return deltas;
  }

  private void compare(BartConfig config, Seq2SeqBatch batch, TrainingPass pass) {
    compare(config, batch, pass, pass);
  }

  private void compare(
      BartConfig config, Seq2SeqBatch batch, TrainingPass recorded, TrainingPass written) {
    compare(config, batch, recorded, written, LabelSmoothing.NONE);
  }

  private void compare(
      BartConfig config,
      Seq2SeqBatch batch,
      TrainingPass recorded,
      TrainingPass written,
      LabelSmoothing smoothing) {
    try (BartModel model = SmallModels.create(manager, config);
        BartModel other = SmallModels.create(manager, config)) {
      TrainingLoss expected = model.forwardBackward(manager, batch, recorded, smoothing);
      TrainingLoss actual = forwardBackward(other, config, batch, written, smoothing);
      assertEquals(expected.loss(), actual.loss(), 1e-5 * expected.loss());
      assertEquals(expected.nats(), actual.nats(), 1e-5 * expected.nats());
      for (String name : model.getParameters().getNames()) {
        Closeness.assertClose(
            name,
            model.getParameters().getGradient(name).toFloatArray(),
            other.getParameters().getGradient(name).toFloatArray(),
            FLOOR);
      }
    }
  }

  private TrainingLoss forwardBackward(
      BartModel model,
      BartConfig config,
      Seq2SeqBatch batch,
      TrainingPass pass,
      LabelSmoothing smoothing) {
    DropoutSites sites = DropoutSites.of(config.getDropoutRates());
    sites.start(pass.dropoutSeed());
    Parameters parameters = model.getParameters();
    WeightCopies copies = WeightCopies.of(manager, parameters);
    NDArray bias = model.getLogitsBias();
    try (BartPass own = new BartPass(manager, config, Precision.FP32, parameters, sites, copies);
        TiedSoftmaxPass loss =
            new TiedSoftmaxPass(
                manager, Precision.FP32, parameters, BartLayout.SHARED, bias, copies)) {
      BartPass.Forward forward = own.forward(manager, batch.source(), batch.decoderInput(), pass);
      NDArray labels = batch.labels().toIds(manager);
      TrainingLoss sums =
          loss.forwardBackward(manager, forward.decoder(), labels, pass.weight(), smoothing);
      forward.encoder().backwardFromMemory();
      return sums;
    }
  }

  private static BartConfig withSourceEncoder(BartConfig config) {
    SourceEncoderConfig source =
        SourceEncoderConfig.like(config, 90, 2)
            .with(it -> it.encoderAttentionHeads(4).encoderFfnDim(32).scaleEmbedding(false));
    return config.with(it -> it.sourceEncoder(source));
  }

  private static double norm(NDArray array) {
    return Autograd.paused(() -> array.square().sum()).toFloatArray()[0];
  }

  private static Seq2SeqBatch batch(int[] sources, int[] targets) {
    return Seq2SeqBatch.teacherForced(
        PackedTokens.of(SmallModels.sequences(PLAIN.vocabSize(), 1, sources)),
        PackedTokens.of(SmallModels.sequences(PLAIN.vocabSize(), 2, targets)),
        PLAIN.special().decoderStart());
  }
}
