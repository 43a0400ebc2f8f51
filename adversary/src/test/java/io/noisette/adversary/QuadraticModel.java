package io.noisette.adversary;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.model.LabelScores;
import io.noisette.model.Labels;
import io.noisette.model.LogitLoss;
import io.noisette.model.ModelFamily;
import io.noisette.model.SequenceBatch;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingPass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Texts of one token at x; the loss is scale * (theta . (x + delta))^2 / 2, a scale each text. */
final class QuadraticModel implements SequenceClassifier {

  final List<Double> losses = new ArrayList<>();
  final List<float[]> deltas = new ArrayList<>();

  private final Parameters parameters;
  private final NDArray x;
  private final NDArray scales;

  QuadraticModel(NDManager manager, float[] theta, float[] x, float... scales) {
    parameters = new Parameters(manager);
    parameters.add("theta", new Shape(theta.length, 1), theta);
    this.x = manager.create(x, new Shape(scales.length, theta.length));
    this.scales = manager.create(scales, new Shape(scales.length, 1));
  }

  @Override
  public LabelScores forwardBackward(
      NDManager scope, SequenceBatch batch, float[] targets, TrainingPass pass) {
    return Autograd.recorded(
        () -> {
          NDArray delta = pass.delta() == null ? x.zerosLike() : pass.delta();
          NDArray score = x.add(delta).matMul(parameters.get("theta"));
          NDArray loss = score.mul(score).mul(0.5f).mul(scales).sum();
          Autograd.backward(loss, scope.create((float) pass.weight()));
          losses.add((double) loss.toFloatArray()[0]);
          deltas.add(delta.toFloatArray());
          return new LabelScores(loss.toFloatArray()[0], score.toFloatArray(), 1);
        });
  }

  @Override
  public LabelScores forwardBackward(
      NDManager scope, SequenceBatch batch, TrainingPass pass, LogitLoss loss) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ModelFamily getFamily() {
    return ModelFamily.BERT;
  }

  @Override
  public Labels getLabels() {
    return Labels.numbered(1);
  }

  @Override
  public Parameters getParameters() {
    return parameters;
  }

  @Override
  public int getWidth() {
    return Math.toIntExact(x.getShape().get(1));
  }

  @Override
  public int getMaxLength() {
    return 1;
  }

  @Override
  public NDArray logits(NDManager scope, SequenceBatch batch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void firstLayerBackward(
      NDManager scope, SequenceBatch batch, NDArray gradient, TrainingPass pass) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void write(Path directory) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
