package io.noisette.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.KernelValue;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.TrainingLoss;
import io.noisette.model.layer.TiedSoftmaxLoss;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cross-entropy over the vocabulary in training, with an output layer tied to the embedding matrix;
 * the computation is in {@code TiedSoftmaxPass.py}.
 */
public final class TiedSoftmaxPass implements AutoCloseable {

  private final NDManager manager;
  private final Kernels kernels;
  private final KernelFunction forwardBackward;
  private final Parameters parameters;
  private final String name;
  private final NDArray none;
  private final WeightCopies copies;
  private final int words;
  private final int bias;

  /**
   * Compiles the TorchScript kernels of the loss.
   *
   * @param parent names the device
   * @param name name of the embedding matrix, (V, d)
   * @param logitsBias added to the logits, (V) or (1, V), not trained; null: none
   * @param copies copies of the model's parameters, to which those of the loss are added
   */
  public TiedSoftmaxPass(
      NDManager parent,
      Precision precision,
      Parameters parameters,
      String name,
      @Nullable NDArray logitsBias,
      WeightCopies copies) {
    manager = parent.newSubManager();
    Map<String, Object> constants = Map.of("element", LayerKernels.elementOf(precision));
    kernels = Kernels.compile(manager, TiedSoftmaxPass.class, "TiedSoftmaxPass", constants);
    forwardBackward = kernels.function("forward_backward");
    KernelFunction narrowed = kernels.function("narrowed");
    NDArray matrix = parameters.get(name);
    this.parameters = parameters;
    this.name = name;
    none = manager.create(new Shape(0), DataType.FLOAT32);
    NDArray ofLogits = logitsBias == null ? none : logitsBias;
    this.copies = copies;
    KernelFunction table = kernels.function("table");
    words = copies.add(owner -> table.keep(owner, matrix));
    bias = copies.add(owner -> narrowed.keep(owner, ofLogits));
  }

  /**
   * Runs the forward pass from a stack's hidden states and the backward pass through the stack;
   * accumulates the gradients of {@code weight * loss}.
   *
   * @param labels token ids, (tokens), negative where ignored
   * @return the losses of the labels that are not negative
   */
  public TrainingLoss forwardBackward(
      NDManager scope, LayerPass stack, NDArray labels, double weight, LabelSmoothing smoothing) {
    List<KernelValue> current = copies.getCurrent();
    NDArray wordsGradient = parameters.findGradient(name);
    List<KernelValue> results =
        forwardBackward.keepEach(
            scope,
            stack.getHidden(),
            current.get(words),
            parameters.get(name).getShape().get(0),
            current.get(bias),
            labels,
            wordsGradient == null ? none : wordsGradient,
            weight,
            TiedSoftmaxLoss.CHUNK,
            smoothing.toUniform(parameters.get(name).getShape().get(0)));
    TrainingLoss loss = new TrainingLoss(results.get(0).toDouble(), results.get(1).toDouble());
    stack.backward(results.get(2));
    return loss;
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    kernels.close();
    manager.close();
  }
}
