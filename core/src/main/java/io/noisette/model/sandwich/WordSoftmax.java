package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.layer.DropoutSites;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Output softmax with weights tied to the input embeddings: full, or adaptive (Grave et al. 2017),
 * where rare tokens are in tail clusters that are computed only for positions whose target is in
 * them.
 */
final class WordSoftmax implements AutoCloseable {

  /** Maximum number of logits in memory at a time: 64 MiB in fp32. */
  static final long ROOM = 1 << 24;

  private final Kernels kernels;
  private final SandwichConfig config;
  private final DropoutSites sites;
  private final List<NDArray> tables;
  private final List<NDArray> gradients;

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
    Map<String, Object> constants = new LinkedHashMap<>();
    constants.put("bf16", precision.isBf16());
    constants.put("dropout_scale", sites.head().getScale());
    kernels = Kernels.compile(parent, WordSoftmax.class, "AdaptiveSoftmax", constants);
    List<String> names = SandwichLayout.softmax(config);
    tables = parameters.get(names);
    gradients = names.stream().map(parameters::getGradient).toList();
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
    List<NDArray> result =
        kernels.plain(
            scope,
            "forward_backward",
            hidden,
            labels(scope, targets.getWords()),
            masks(scope, targets.getWords()),
            tables,
            gradients,
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
    List<NDArray> labels = labels(scope, targets.getWords());
    return kernels.plain(scope, "score", hidden, labels, tables, ROOM).get(0).toFloatArray();
  }

  /**
   * Returns the log-probabilities of every next token, (tokens, V), in nats.
   *
   * @param hidden (tokens, d)
   */
  NDArray logProbabilities(NDArray hidden) {
    return kernels.plain(hidden.getManager(), "log_probabilities", hidden, tables).get(0);
  }

  @Override
  public void close() {
    kernels.close();
  }

  /**
   * Returns the labels for the kernel: those of the head, then positions and labels of each tail.
   * The head's label of a token in a tail is the class of that tail.
   */
  private List<NDArray> labels(NDManager scope, BandedWords words) {
    int frequent = config.bands().get(0).size();
    long[] head = new long[words.getSize()];
    List<NDArray> labels = new ArrayList<>();
    for (int band = 0; band <= config.cutoffs().size(); band++) {
      long[] places = words.getPlaces(band);
      long[] within = words.getWithin(band);
      for (int i = 0; i < places.length; i++) {
        head[(int) places[i]] = band == 0 ? within[i] : frequent + band - 1;
      }
      if (band > 0) {
        labels.add(scope.create(places));
        labels.add(scope.create(within));
      }
    }
    labels.add(0, scope.create(head));
    return labels;
  }

  private List<NDArray> masks(NDManager scope, BandedWords words) {
    if (!config.isAdaptive()) {
      return List.of(scope.create(new Shape(0), DataType.UINT8));
    }
    List<NDArray> masks = new ArrayList<>();
    List<SandwichConfig.Band> bands = config.bands();
    masks.add(sites.head().next(scope, words.getSize(), config.hiddenSize()));
    for (int band = 1; band < bands.size(); band++) {
      masks.add(sites.head().next(scope, words.getSizes()[band], bands.get(band).width()));
    }
    return masks;
  }
}
