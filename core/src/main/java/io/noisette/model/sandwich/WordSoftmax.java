package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.layer.DropoutSites;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Output softmax with weights tied to the input embeddings: full, or adaptive (Grave et al., 2017),
 * where rare tokens are in tail clusters that are computed only for positions whose target is in
 * them.
 */
final class WordSoftmax implements AutoCloseable {

  /** Maximum number of logits in memory at a time: 64 MiB in fp32. */
  static final long ROOM = 1 << 24;

  private final Kernels kernels;
  private final SandwichConfig config;
  private final DropoutSites sites;
  private final Tables values;
  private final Tables gradients;

  /**
   * Creates the softmax on parameters of a model.
   *
   * @param parent names the device
   * @param parameters those of {@link SandwichLayout}
   * @param sites sources of dropout masks, of which the head's are used; the caller starts them
   */
  WordSoftmax(
      NDManager parent,
      SandwichConfig config,
      Precision precision,
      Parameters parameters,
      DropoutSites sites) {
    this.config = config;
    this.sites = sites;
    Map<String, Object> constants =
        Map.of("bf16", precision.isBf16(), "dropout_scale", sites.head().getScale());
    kernels = Kernels.compile(parent, WordSoftmax.class, "AdaptiveSoftmax", constants);
    values = Tables.of(config, parameters::get);
    gradients = Tables.of(config, parameters::getGradient);
  }

  /**
   * Parameters of the softmax, or their gradients.
   *
   * @param head embedding matrix of the first band and class projection, or the one embedding
   *     matrix
   * @param words embedding matrix of each tail
   * @param projections projection to each tail
   */
  private record Tables(List<NDArray> head, List<NDArray> words, List<NDArray> projections) {

    static Tables of(SandwichConfig config, Function<String, NDArray> find) {
      return new Tables(
          SandwichLayout.softmaxHead(config).stream().map(find).toList(),
          SandwichLayout.tailWords(config).stream().map(find).toList(),
          SandwichLayout.tailProjections(config).stream().map(find).toList());
    }
  }

  /**
   * Loss and gradient of a batch.
   *
   * @param nats sum of -log p over the targets, not weighted
   * @param hiddenGradient gradient of the weighted sum with respect to the hidden states, (targets,
   *     d)
   */
  record Result(double nats, NDArray hiddenGradient) {}

  /**
   * Runs the forward and backward pass; accumulates the gradients of {@code weight * nats} for the
   * parameters, and returns that for the hidden states.
   *
   * @param hidden last hidden states of the tokens that have a target, (targets, d)
   */
  Result forwardBackward(NDArray hidden, Targets targets, double weight) {
    NDManager scope = hidden.getManager();
    SoftmaxLabels labels = SoftmaxLabels.of(scope, config, targets.getWords());
    List<NDArray> masks = SoftmaxLabels.nextMasks(scope, config, targets.getWords(), sites.head());
    List<NDArray> result =
        kernels
            .function("forward_backward")
            .callForList(
                scope,
                hidden,
                labels.head(),
                labels.places(),
                labels.within(),
                masks.get(0),
                masks.subList(1, masks.size()),
                values.head(),
                values.words(),
                values.projections(),
                gradients.head(),
                gradients.words(),
                gradients.projections(),
                weight,
                ROOM);
    return new Result(result.get(0).toDoubleArray()[0], result.get(1));
  }

  /**
   * Returns the log-probabilities of the targets, in nats.
   *
   * @param hidden (targets, d)
   */
  float[] score(NDArray hidden, Targets targets) {
    NDManager scope = hidden.getManager();
    SoftmaxLabels labels = SoftmaxLabels.of(scope, config, targets.getWords());
    return kernels
        .function("score")
        .call(
            scope,
            hidden,
            labels.head(),
            labels.places(),
            labels.within(),
            values.head(),
            values.words(),
            values.projections(),
            ROOM)
        .toFloatArray();
  }

  /**
   * Returns the log-probabilities of every next token, (tokens, V), in nats.
   *
   * @param hidden (tokens, d)
   */
  NDArray logProbabilities(NDArray hidden) {
    return kernels
        .function("log_probabilities")
        .call(hidden.getManager(), hidden, values.head(), values.words(), values.projections());
  }

  @Override
  public void close() {
    kernels.close();
  }
}
