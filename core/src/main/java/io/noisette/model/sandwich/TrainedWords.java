package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.KernelValue;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import io.noisette.model.training.WeightCopies;
import java.util.List;
import java.util.stream.Stream;

/**
 * The embedding matrices of the bands and what belongs to them, which embedding and softmax share,
 * as training passes take them: gradients, and places of rounded parameters in {@link
 * WeightCopies}.
 */
final class TrainedWords {

  private final SandwichConfig config;
  private final Parameters parameters;
  private final WeightCopies copies;
  private final int head;
  private final long headSize;
  private final int tails;
  private final int projections;

  /**
   * Adds the rounded parameters to the copies.
   *
   * @param kernels compiled from {@code SandwichPass.py}
   */
  TrainedWords(SandwichConfig config, Parameters parameters, Kernels kernels, WeightCopies copies) {
    this.config = config;
    this.parameters = parameters;
    this.copies = copies;
    KernelFunction joined = kernels.function("joined");
    KernelFunction tables = kernels.function("tables");
    KernelFunction narrowed = kernels.function("all_narrowed");
    List<NDArray> ofHead = parameters.get(SandwichLayout.softmaxHead(config));
    List<NDArray> ofTails = parameters.get(SandwichLayout.tailWords(config));
    List<NDArray> ofProjections = parameters.get(projectionNames());
    head = copies.add(owner -> joined.keep(owner, ofHead));
    headSize = ofHead.stream().mapToLong(table -> table.getShape().get(0)).sum();
    tails = copies.add(owner -> tables.keep(owner, ofTails));
    projections = copies.add(owner -> narrowed.keep(owner, ofProjections));
  }

  /**
   * Returns the rounded embedding matrix of the first band and the class projection as one, or the
   * one embedding matrix, with rows of zeros at the end.
   */
  KernelValue getHead() {
    return copies.getCurrent().get(head);
  }

  /** Returns how many words and classes {@link #getHead} has. */
  long getHeadSize() {
    return headSize;
  }

  /** Returns the rounded embedding matrices of the tails, with rows of zeros at the end. */
  KernelValue getTails() {
    return copies.getCurrent().get(tails);
  }

  /** Returns the rounded projections of all bands. */
  KernelValue getProjections() {
    return copies.getCurrent().get(projections);
  }

  /** Returns the one embedding matrix of a model without bands, not rounded. */
  NDArray getTable() {
    return parameters.get(SandwichLayout.WORDS);
  }

  /** Returns the gradients of the matrices that {@link #getHead} joins. */
  List<NDArray> getHeadGradients() {
    return parameters.getGradients(SandwichLayout.softmaxHead(config));
  }

  /** Returns the gradients of the embedding matrices of the tails. */
  List<NDArray> getTailGradients() {
    return parameters.getGradients(SandwichLayout.tailWords(config));
  }

  /** Returns the gradients of the embedding matrices of all bands, or of the one. */
  List<NDArray> getWordGradients() {
    return Stream.concat(getHeadGradients().stream().limit(1), getTailGradients().stream())
        .toList();
  }

  /** Returns the gradients of the projections of all bands. */
  List<NDArray> getProjectionGradients() {
    return parameters.getGradients(projectionNames());
  }

  private List<String> projectionNames() {
    return config.isAdaptive() ? SandwichLayout.projections(config) : List.of();
  }
}
