package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.KernelValue;
import io.noisette.engine.Kernels;
import io.noisette.engine.Precision;
import io.noisette.model.training.LayerKernels;
import io.noisette.model.training.LayerPass;
import java.util.List;
import java.util.Map;

/**
 * The output softmax in training, full or adaptive; the computation is in {@code
 * AdaptiveSoftmaxPass.py}.
 */
final class WordSoftmaxPass implements AutoCloseable {

  private final SandwichConfig config;
  private final DropoutMasks masks;
  private final TrainedWords words;
  private final Kernels kernels;

  /**
   * Compiles the softmax.
   *
   * @param parent names the device
   * @param masks source of dropout masks, which the caller starts before each pass
   */
  WordSoftmaxPass(
      NDManager parent,
      SandwichConfig config,
      Precision precision,
      DropoutMasks masks,
      TrainedWords words) {
    this.config = config;
    this.masks = masks;
    this.words = words;
    Map<String, Object> constants =
        Map.of(
            "element", LayerKernels.elementOf(precision),
            "dropout_scale", masks.getScale(),
            "activation_scale", 1.0,
            "norm_epsilon", config.layerNormEps());
    kernels = Kernels.compile(parent, WordSoftmaxPass.class, "AdaptiveSoftmaxPass", constants);
  }

  /**
   * Runs the forward pass from the last hidden states of the tokens that have a target, and the
   * backward pass through all layers; accumulates the gradients of {@code weight * nats}.
   *
   * @return the sum of -log p over the targets, in nats, not weighted
   */
  double forwardBackward(NDManager scope, LayerPass stack, Targets targets, double weight) {
    BandedWords filled = targets.getWords().filled(SandwichPass.ROWS);
    SoftmaxLabels labels = SoftmaxLabels.of(scope, config, filled);
    List<NDArray> all = SoftmaxLabels.nextMasks(scope, config, filled, masks);
    KernelFunction function = kernels.function("forward_backward");
    List<KernelValue> results =
        function.keepEach(
            scope,
            stack.getHidden(),
            labels.head(),
            labels.places(),
            labels.within(),
            all.get(0),
            all.subList(1, all.size()),
            words.getHead(),
            words.getHeadSize(),
            words.getTails(),
            words.getProjections(),
            words.getHeadGradients(),
            words.getTailGradients(),
            words.getProjectionGradients(),
            weight,
            WordSoftmax.ROOM);
    stack.backward(results.get(1));
    return results.get(0).toDouble();
  }

  @Override
  public void close() {
    kernels.close();
  }
}
