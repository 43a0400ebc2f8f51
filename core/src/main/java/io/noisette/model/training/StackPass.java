package io.noisette.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.KernelValue;
import io.noisette.model.PackedTokens;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One training pass of a batch through an encoder or a decoder: layer by layer forward, then back
 * through all of them. Hidden states are (tokens, d).
 */
public final class StackPass {

  private final TransformerPass layers;
  private final NDManager scope;
  private final SequenceGroups groups;
  private final GroupedTokens tokens;
  private final List<KernelValue> copies;
  private final boolean isFrozen;
  private final KernelValue layout;
  private final Tape tape = new Tape();
  private long width;
  private @Nullable KernelValue hidden;
  private @Nullable KernelValue memoryGradient;
  private @Nullable KernelValue memoryLayout;

  StackPass(
      TransformerPass layers,
      NDManager scope,
      PackedTokens packed,
      SequenceGroups groups,
      List<KernelValue> copies,
      boolean isFrozen) {
    this.layers = layers;
    this.scope = scope;
    this.groups = groups;
    tokens = GroupedTokens.of(packed, groups, layers.getHeads());
    this.copies = copies;
    this.isFrozen = isFrozen;
    layout = layOut(tokens);
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
    NDArray ids = tokens.getPacked().toIds(scope);
    NDArray typesOrNone = types == null ? none(DataType.INT64) : types;
    width = p.values().get(0).getShape().get(1);
    NDArray mask = layers.getSites().hidden().next(scope, tokens.getPacked().getSize(), width);
    NDArray shift = delta == null ? none(DataType.FLOAT32) : delta;
    KernelValue kept = forward("embed", ids, positions, typesOrNone, shift, mask, p.values());
    KernelFunction backward = layers.function("embed_backward");
    tape.add(
        gradient -> {
          NDArray ofDelta =
              backward.call(
                  scope,
                  gradient,
                  kept,
                  ids,
                  positions,
                  typesOrNone,
                  isFrozen,
                  p.values(),
                  p.gradients());
          kept.close();
          if (delta != null && delta.hasGradient()) {
            Autograd.backward(delta, ofDelta.duplicate());
          }
          return gradient;
        });
  }

  /** Applies an encoder layer. */
  public void encoderLayer(TransformerPass.Layer p) {
    KernelValue weightMask = weightMask(this);
    KernelValue weights = copies.get(p.copy());
    KernelValue kept =
        forward(
            "encoder_layer",
            getHidden(),
            tokens.getShapes(),
            layout,
            weightMask,
            hiddenMask(),
            innerMask(p),
            hiddenMask(),
            weights);
    KernelFunction backward = layers.function("encoder_layer_backward");
    tape.add(
        gradient -> {
          KernelValue next =
              backward.keep(
                  scope,
                  gradient,
                  kept,
                  tokens.getShapes(),
                  layout,
                  isFrozen,
                  weights,
                  p.gradients());
          kept.close();
          return next;
        });
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
    KernelValue weightMask = weightMask(this);
    NDArray attentionMask = hiddenMask();
    KernelValue crossWeightMask = weightMask(source);
    KernelValue weights = copies.get(p.copy());
    KernelValue kept =
        forward(
            "decoder_layer",
            getHidden(),
            memory,
            tokens.getShapes(),
            layout,
            source.tokens.getShapes(),
            sourceLayout,
            weightMask,
            attentionMask,
            crossWeightMask,
            hiddenMask(),
            innerMask(p),
            hiddenMask(),
            weights);
    KernelFunction backward = layers.function("decoder_layer_backward");
    tape.add(
        gradient -> {
          KernelValue next =
              backward.keep(
                  scope,
                  gradient,
                  memory,
                  memoryGradients,
                  kept,
                  tokens.getShapes(),
                  layout,
                  source.tokens.getShapes(),
                  sourceLayout,
                  isFrozen,
                  weights,
                  p.gradients());
          kept.close();
          return next;
        });
  }

  /**
   * Adds an array to the hidden states, such as a perturbation.
   *
   * @param shift (tokens, d); if it requires a gradient, the backward pass computes it
   */
  public void shift(NDArray shift) {
    hidden = layers.function("shifted").keep(scope, getHidden(), shift);
    tape.add(
        gradient -> {
          if (shift.hasGradient()) {
            Autograd.backward(shift, widened(gradient));
          }
          return gradient;
        });
  }

  /** Returns the hidden states after the layers so far. */
  public KernelValue getHidden() {
    if (hidden == null) {
      throw new IllegalStateException("embed() must be called before the hidden states are read");
    }
    return hidden;
  }

  /** Returns a copy of the hidden states in fp32, (tokens, d), which requires a gradient. */
  public NDArray copyHidden() {
    NDArray copy = widened(getHidden());
    copy.setRequiresGradient(true);
    return copy;
  }

  /**
   * Runs the backward pass through all layers.
   *
   * @param gradient gradient of the hidden states
   */
  public void backward(KernelValue gradient) {
    tape.backward(gradient).close();
  }

  /**
   * Runs the backward pass through all layers.
   *
   * @param gradient gradient of the hidden states, (tokens, d)
   */
  public void backward(NDArray gradient) {
    backward(layers.function("narrowed").keep(scope, gradient));
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
              ? source.layout
              : layOut(GroupedTokens.of(source.tokens.getPacked(), groups, heads));
    }
    return memoryLayout;
  }

  private KernelValue layOut(GroupedTokens grouped) {
    List<NDArray> places = grouped.toArrays(scope);
    return layers
        .function("lay_out")
        .keep(
            scope, places.get(0), places.get(1), places.get(2), places.get(3), grouped.getShapes());
  }

  private NDArray widened(KernelValue x) {
    try (NDArray wide = layers.function("widened").call(scope, x)) {
      return wide.duplicate(); // what a kernel returns cannot enter a graph
    }
  }

  /** Calls a layer; the hidden states become its result. Returns what its backward pass needs. */
  private KernelValue forward(String function, Object... arguments) {
    List<KernelValue> results = layers.function(function).keepEach(scope, arguments);
    hidden = results.get(0);
    return results.get(1);
  }

  private KernelValue weightMask(StackPass keys) {
    int heads = layers.getHeads();
    long weights = heads * tokens.getPacked().countPairs(keys.tokens.getPacked());
    NDArray bytes = layers.getSites().attention().next(scope, 1, weights);
    return layers
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

  private NDArray hiddenMask() {
    return layers.getSites().hidden().next(scope, tokens.getPacked().getSize(), width);
  }

  private NDArray innerMask(TransformerPass.Layer p) {
    return layers.getSites().activation().next(scope, tokens.getPacked().getSize(), p.inner());
  }

  private NDArray none(DataType type) {
    return scope.create(new Shape(0), type);
  }
}
