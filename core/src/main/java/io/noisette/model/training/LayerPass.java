package io.noisette.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.KernelValue;
import io.noisette.model.AttentionMask;
import io.noisette.model.MaskedTokens;
import io.noisette.model.PackedTokens;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One training pass of a batch through the layers of a model: layer by layer forward, then back
 * through all of them. Hidden states are (tokens, d).
 */
public class LayerPass {

  private final LayerKernels kernels;
  private final NDManager scope;
  private final GroupedTokens tokens;
  private final KernelValue layout;
  private final Tape tape = new Tape();
  private @Nullable KernelValue hidden;

  /**
   * Starts a pass over the sequences of a batch.
   *
   * @param scope owner of what the pass keeps
   * @param groups groups of similar lengths
   */
  public LayerPass(
      LayerKernels kernels, NDManager scope, PackedTokens packed, SequenceGroups groups) {
    this(kernels, scope, MaskedTokens.of(packed, AttentionMask.FULL), groups);
  }

  /**
   * Starts a pass over the sequences of a batch, under the attention mask of each of them.
   *
   * @param scope owner of what the pass keeps
   * @param groups groups of similar lengths
   */
  LayerPass(LayerKernels kernels, NDManager scope, MaskedTokens masked, SequenceGroups groups) {
    this.kernels = kernels;
    this.scope = scope;
    tokens = GroupedTokens.of(masked.packed(), groups, kernels.getHeads());
    layout = layOut(tokens, tokens.toPairBias(masked));
  }

  /** Returns the hidden states after the layers so far. */
  public final KernelValue getHidden() {
    if (hidden == null) {
      throw new IllegalStateException("embed() must be called before the hidden states are read");
    }
    return hidden;
  }

  /**
   * Returns a copy of the hidden states in fp32, (tokens, d), which requires a gradient; without
   * those of the tokens that {@link FewSizes} has added.
   */
  public final NDArray copyHidden() {
    NDArray copy = widened(getHidden());
    copy.setRequiresGradient(true);
    return copy;
  }

  /**
   * Runs the backward pass through all layers.
   *
   * @param gradient gradient of the hidden states
   */
  public final void backward(KernelValue gradient) {
    backwardThrough(gradient).close();
  }

  /**
   * Runs the backward pass through all layers.
   *
   * @param gradient gradient of the hidden states, (tokens, d), as {@link #copyHidden} returns them
   */
  public final void backward(NDArray gradient) {
    long rows = tokens.getPacked().getSize();
    backward(kernels.function("narrowed_rows").keep(scope, gradient, rows));
  }

  /**
   * Calls the forward function of a layer; the hidden states become its result.
   *
   * @param function name of a function that returns the result of the layer and its tape
   * @return the tape: what the backward function needs
   */
  public final KernelValue forward(String function, Object... arguments) {
    List<KernelValue> results = kernels.function(function).keepEach(scope, arguments);
    hidden = results.get(0);
    return results.get(1);
  }

  /**
   * Records the backward function of the layer that was called last.
   *
   * @param function name of a function that takes the gradient of the layer's result, {@code kept}
   *     and {@code arguments}, and returns the gradient of its input
   * @param kept the layer's tape, which is closed after the call
   */
  public final void onBackward(String function, KernelValue kept, Object... arguments) {
    Object[] all = new Object[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    onBackward(
        gradient -> {
          all[0] = gradient;
          all[1] = kept;
          KernelValue next = kernels.function(function).keep(scope, all);
          kept.close();
          return next;
        });
  }

  /** Returns the number of sequences of each group and their padded length, one after the other. */
  public final long[] getShapes() {
    return tokens.getShapes();
  }

  /** Returns the places of the tokens in the groups, a {@code Layout} of the kernels. */
  public final KernelValue getLayout() {
    return layout;
  }

  /** Returns the next dropout mask of the attention weights within each sequence. */
  public final KernelValue nextWeightMask() {
    return nextWeightMask(this);
  }

  /**
   * Returns the next dropout mask of hidden states.
   *
   * @param width dimension d of the hidden states
   */
  public final NDArray nextHiddenMask(long width) {
    return kernels.getSites().hidden().next(scope, tokens.getPacked().getSize(), width);
  }

  /**
   * Returns the next dropout mask inside of a feed-forward layer.
   *
   * @param width inner dimension of the layer
   */
  public final NDArray nextInnerMask(long width) {
    return kernels.getSites().activation().next(scope, tokens.getPacked().getSize(), width);
  }

  final KernelValue nextWeightMask(LayerPass keys) {
    int heads = kernels.getHeads();
    long weights = heads * tokens.getPacked().countPairs(keys.tokens.getPacked());
    NDArray bytes = kernels.getSites().attention().next(scope, 1, weights);
    return kernels
        .function("padded_mask")
        .keep(
            scope,
            bytes,
            tokens.getShapes(),
            keys.tokens.getShapes(),
            tokens.findMasks(keys.tokens.getPacked(), heads),
            tokens.getLengths(),
            keys.tokens.getLengths());
  }

  /** Runs the backward pass through all layers, and returns the gradient of the first's input. */
  final KernelValue backwardThrough(KernelValue gradient) {
    return tape.backward(gradient);
  }

  final void onBackward(UnaryOperator<KernelValue> backward) {
    tape.add(backward);
  }

  final void replaceHidden(KernelValue next) {
    hidden = next;
  }

  final PackedTokens getTokens() {
    return tokens.getPacked();
  }

  final KernelValue layOut(GroupedTokens grouped) {
    return layOut(grouped, new float[0]);
  }

  private KernelValue layOut(GroupedTokens grouped, float[] pairBias) {
    List<NDArray> places = grouped.toArrays(scope);
    return kernels
        .function("lay_out")
        .keep(
            scope,
            places.get(0),
            places.get(1),
            places.get(2),
            places.get(3),
            scope.create(pairBias),
            grouped.getShapes());
  }

  /** Returns a copy in fp32, without the rows of tokens that {@link FewSizes} has added. */
  final NDArray widened(Object x) {
    long rows = tokens.getPacked().countGiven();
    try (NDArray wide = kernels.function("widened_rows").call(scope, x, rows)) {
      return wide.duplicate(); // what a kernel returns cannot enter a graph
    }
  }
}
