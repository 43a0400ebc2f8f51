package io.noisette.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.AttentionMask;
import io.noisette.model.MaskedTokens;
import io.noisette.model.PackedTokens;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.KernelConstants;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Layers of BART, BERT and RoBERTa in training: each runs its forward pass in one libtorch call,
 * and puts its backward pass, another call, on a {@link Tape}; the computation is in {@code
 * TransformerPass.py}.
 *
 * <p>A dropout mask is identified by its position in the order in which masks of its kind are
 * requested, which is the order of {@code TransformerKernels}.
 */
public final class TransformerPass implements AutoCloseable {

  private final NDManager manager;
  private final LayerKernels layers;

  /**
   * Compiles the TorchScript kernels of the layers.
   *
   * @param parent names the device
   * @param pad row of the embedding matrix that receives no gradient from its lookups
   * @param sites sources of the layers' dropout masks, which the caller starts before each pass
   * @param precision of everything between the layers; sums of gradients are in fp32
   */
  public TransformerPass(
      NDManager parent,
      KernelConstants constants,
      int pad,
      DropoutSites sites,
      Precision precision) {
    manager = parent.newSubManager();
    Map<String, Object> own = Map.of("pad", pad);
    layers =
        LayerKernels.compile(
            parent, TransformerPass.class, "TransformerPass", constants, own, sites, precision);
  }

  /**
   * Parameters of an embedding and their gradients, in the order in which the kernel takes them.
   *
   * @param values embedding matrices, which are not rounded
   * @param isFrozen tells before each pass whether the gradients are left as they are
   */
  public record Embedding(
      List<NDArray> values, List<NDArray> gradients, BooleanSupplier isFrozen) {}

  /**
   * A layer for training: index of its parameters in {@link WeightCopies}, their gradients, and the
   * width of its feed-forward layer.
   *
   * @param inner width of the feed-forward layer inside
   * @param isFrozen tells before each pass whether the gradients are left as they are
   */
  public record Layer(int copy, List<NDArray> gradients, int inner, BooleanSupplier isFrozen) {}

  /**
   * Returns the parameters of an embedding and their gradients.
   *
   * @param names parameter name by the kernel's name; without {@code types} there are no token
   *     types
   */
  public Embedding embedding(Map<String, String> names, Parameters parameters) {
    Map<String, String> all = new LinkedHashMap<>(names);
    all.putIfAbsent("types", "");
    List<String> ordered = layers.function("embed").order("p", all);
    NDArray none = manager.create(new Shape(0), DataType.FLOAT32);
    return new Embedding(
        orNone(ordered, parameters::get, none),
        orNone(ordered, parameters::getGradient, none),
        () -> parameters.areFrozen(names.values()));
  }

  /**
   * Returns the parameters, and their gradients, of an embedding whose word embeddings are the
   * hidden states of another stack.
   *
   * @param names parameter name by the kernel's name
   */
  public Embedding placedEmbedding(Map<String, String> names, Parameters parameters) {
    List<String> ordered = layers.function("embed_states").order("p", names);
    return new Embedding(
        parameters.get(ordered),
        parameters.getGradients(ordered),
        () -> parameters.areFrozen(ordered));
  }

  /** Returns an encoder layer, after adding its parameters to {@code copies}. */
  public Layer encoderLayer(Map<String, String> names, Parameters parameters, WeightCopies copies) {
    return layer("encoder_block", names, parameters, copies);
  }

  /** Returns a decoder layer, after adding its parameters to {@code copies}. */
  public Layer decoderLayer(Map<String, String> names, Parameters parameters, WeightCopies copies) {
    return layer("decoder_block", names, parameters, copies);
  }

  /**
   * Starts a pass over the sequences of a batch.
   *
   * @param scope owner of what the pass keeps
   * @param groups groups of similar lengths
   * @param copies rounded parameters of all layers
   */
  public StackPass start(
      NDManager scope, PackedTokens tokens, SequenceGroups groups, WeightCopies copies) {
    return start(scope, MaskedTokens.of(tokens, AttentionMask.FULL), groups, copies);
  }

  /**
   * Starts a pass over the sequences of a batch, under the attention mask of each of them.
   *
   * @param scope owner of what the pass keeps
   * @param groups groups of similar lengths
   * @param copies rounded parameters of all layers
   */
  public StackPass start(
      NDManager scope, MaskedTokens tokens, SequenceGroups groups, WeightCopies copies) {
    return new StackPass(layers, scope, tokens, groups, copies.getCurrent());
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    layers.close();
    manager.close();
  }

  private static List<NDArray> orNone(
      List<String> names, Function<String, NDArray> find, NDArray none) {
    return names.stream().map(name -> name.isEmpty() ? none : find.apply(name)).toList();
  }

  private Layer layer(
      String function, Map<String, String> names, Parameters parameters, WeightCopies copies) {
    KernelFunction block = layers.function(function);
    List<String> ordered = block.order("p", names);
    List<NDArray> values = parameters.get(ordered);
    int copy = copies.add(owner -> block.keep(owner, values));
    long inner = values.get(block.getPosition("p", "fc1.bias")).size();
    return new Layer(
        copy,
        parameters.getGradients(ordered),
        Math.toIntExact(inner),
        () -> parameters.areFrozen(ordered));
  }
}
