package io.noisette.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.KernelValue;
import io.noisette.model.AttentionMask;
import io.noisette.model.MaskedTokens;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One training pass of a batch through an encoder or a decoder. */
public final class StackPass extends LayerPass {

  private final LayerKernels layers;
  private final NDManager scope;
  private final SequenceGroups groups;
  private final List<KernelValue> copies;
  private final boolean isCausal;
  private long width;
  private @Nullable KernelValue memoryGradient;
  private @Nullable KernelValue memoryLayout;

  StackPass(
      LayerKernels layers,
      NDManager scope,
      MaskedTokens masked,
      SequenceGroups groups,
      List<KernelValue> copies) {
    super(layers, scope, masked, groups);
    isCausal = masked.areAll(AttentionMask.CAUSAL);
    this.layers = layers;
    this.scope = scope;
    this.groups = groups;
    this.copies = copies;
  }

  /**
   * Embeds the tokens.
   *
   * @param positions row of the position embedding matrix for each token, (tokens)
   * @param types token types, (tokens), or null
   * @param delta perturbation of the input embeddings, (tokens, d), or null; if it requires a
   *     gradient, the backward pass computes it
   */
  public void embed(
      TransformerPass.Embedding p,
      NDArray positions,
      @Nullable NDArray types,
      @Nullable NDArray delta) {
    NDArray ids = getTokens().toIds(scope);
    NDArray typesOrNone = types == null ? none(DataType.INT64) : types;
    width = p.values().get(0).getShape().get(1);
    NDArray mask = nextHiddenMask(width);
    NDArray shift = delta == null ? none(DataType.FLOAT32) : delta;
    KernelValue kept = forward("embed", ids, positions, typesOrNone, shift, mask, p.values());
    KernelFunction backward = layers.function("embed_backward");
    onBackward(
        gradient -> {
          NDArray ofDelta =
              backward.call(
                  scope,
                  gradient,
                  kept,
                  ids,
                  positions,
                  typesOrNone,
                  p.isFrozen().getAsBoolean(),
                  p.values(),
                  p.gradients());
          kept.close();
          if (delta != null && delta.hasGradient()) {
            Autograd.backward(delta, widened(ofDelta));
          }
          return gradient;
        });
  }

  /**
   * Embeds the tokens with another stack's hidden states in place of word embeddings; the backward
   * pass goes on through that stack.
   *
   * @param positions row of the position embedding matrix for each token, (tokens)
   * @param below pass over the same tokens
   */
  public void embedStates(TransformerPass.Embedding p, NDArray positions, StackPass below) {
    width = p.values().get(0).getShape().get(1);
    NDArray mask = nextHiddenMask(width);
    onBackward(below::backwardThrough);
    KernelValue kept = forward("embed_states", below.getHidden(), positions, mask, p.values());
    onBackward(
        "embed_states_backward",
        kept,
        positions,
        p.isFrozen().getAsBoolean(),
        p.values(),
        p.gradients());
  }

  /** Applies a layer without cross-attention, under the attention masks of the sequences. */
  public void encoderLayer(TransformerPass.Layer p) {
    KernelValue weightMask = nextWeightMask();
    KernelValue weights = copies.get(p.copy());
    KernelValue kept =
        forward(
            "encoder_layer",
            getHidden(),
            getShapes(),
            getLayout(),
            isCausal,
            weightMask,
            nextHiddenMask(width),
            nextInnerMask(p.inner()),
            nextHiddenMask(width),
            weights);
    onBackward(
        "encoder_layer_backward",
        kept,
        getShapes(),
        getLayout(),
        p.isFrozen().getAsBoolean(),
        weights,
        p.gradients());
  }

  /**
   * Applies a decoder layer.
   *
   * @param source the encoder's pass over the sources of the same batch
   */
  public void decoderLayer(TransformerPass.Layer p, StackPass source) {
    KernelValue memory = source.getHidden();
    KernelValue memoryGradients = source.requireMemoryGradient();
    KernelValue sourceLayout = requireLayoutOf(source);
    KernelValue weightMask = nextWeightMask();
    NDArray attentionMask = nextHiddenMask(width);
    KernelValue crossWeightMask = nextWeightMask(source);
    KernelValue weights = copies.get(p.copy());
    KernelValue kept =
        forward(
            "decoder_layer",
            getHidden(),
            memory,
            getShapes(),
            getLayout(),
            source.getShapes(),
            sourceLayout,
            weightMask,
            attentionMask,
            crossWeightMask,
            nextHiddenMask(width),
            nextInnerMask(p.inner()),
            nextHiddenMask(width),
            weights);
    onBackward(
        "decoder_layer_backward",
        kept,
        memory,
        memoryGradients,
        getShapes(),
        getLayout(),
        source.getShapes(),
        sourceLayout,
        p.isFrozen().getAsBoolean(),
        weights,
        p.gradients());
  }

  /**
   * Restricts the hidden states to those of some tokens; {@link FewSizes} says how many times the
   * last one recurs.
   *
   * @param rows indices of the tokens, at least one
   */
  public void select(long[] rows) {
    long all = getTokens().getSize();
    NDArray places = scope.create(FewSizes.fill(rows));
    replaceHidden(layers.function("select").keep(scope, getHidden(), places));
    onBackward(gradient -> layers.function("select_backward").keep(scope, gradient, places, all));
  }

  /**
   * Adds an array to the hidden states, such as a perturbation.
   *
   * @param shift (tokens, d); if it requires a gradient, the backward pass computes it
   */
  public void shift(NDArray shift) {
    replaceHidden(layers.function("shifted").keep(scope, getHidden(), shift));
    onBackward(
        gradient -> {
          if (shift.hasGradient()) {
            Autograd.backward(shift, widened(gradient));
          }
          return gradient;
        });
  }

  /**
   * Runs the backward pass of an encoder, from the gradient that the decoder's backward pass has
   * accumulated.
   */
  public void backwardFromMemory() {
    backward(requireMemoryGradient());
  }

  private KernelValue requireMemoryGradient() {
    if (memoryGradient == null) {
      memoryGradient = layers.function("zeros_like").keep(scope, getHidden());
    }
    return memoryGradient;
  }

  /** Returns the layout of the sources for the attention heads of this decoder. */
  private KernelValue requireLayoutOf(StackPass source) {
    if (memoryLayout == null) {
      int heads = layers.getHeads();
      memoryLayout =
          heads == source.layers.getHeads()
              ? source.getLayout()
              : layOut(GroupedTokens.of(source.getTokens(), groups, heads));
    }
    return memoryLayout;
  }

  private NDArray none(DataType type) {
    return scope.create(new Shape(0), type);
  }
}
