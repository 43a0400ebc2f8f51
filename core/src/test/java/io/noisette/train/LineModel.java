package io.noisette.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.TrainableModel;
import io.noisette.model.TrainingPass;

/** One weight w; the loss of a number x is (w * x)^2 / 2, so that its gradient is w * x^2. */
public final class LineModel implements TrainableModel {

  private static final String WEIGHT = "w";

  private final NDManager manager;
  private final Parameters parameters;

  public LineModel(NDManager parent, float weight) {
    manager = parent.newSubManager();
    parameters = new Parameters(manager);
    parameters.add(WEIGHT, new Shape(1), new float[] {weight});
  }

  private LineModel(LineModel original) {
    manager = original.manager.newSubManager();
    parameters = original.parameters.replicate(manager);
  }

  public LineModel replicate() {
    return new LineModel(this);
  }

  public float weight() {
    return parameters.get(WEIGHT).toFloatArray()[0];
  }

  public float gradient() {
    return parameters.getGradient(WEIGHT).toFloatArray()[0];
  }

  public double forwardBackward(NDManager scope, float[] numbers, TrainingPass pass) {
    return Autograd.recorded(
        () -> {
          NDArray products = scope.create(numbers).mul(parameters.get(WEIGHT));
          NDArray loss = products.mul(products).mul(0.5f).sum();
          Autograd.backward(loss, scope.create((float) pass.weight()));
          return (double) loss.toFloatArray()[0];
        });
  }

  @Override
  public Parameters getParameters() {
    return parameters;
  }

  @Override
  public void close() {
    manager.close();
  }
}
