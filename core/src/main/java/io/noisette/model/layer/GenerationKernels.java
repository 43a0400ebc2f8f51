package io.noisette.model.layer;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.KernelValue;
import io.noisette.engine.Kernels;
import io.noisette.engine.Precision;
import io.noisette.model.DropoutRates;
import io.noisette.model.PackedTokens;
import java.util.List;
import java.util.Map;

/**
 * Encoding and step-by-step decoding without gradients, one libtorch call for all layers; the
 * computation is in {@code Generation.py} and {@code StackGeneration.py}.
 *
 * <p>Weights and caches are kept in libtorch. Sources that are decoded in step form a group; the
 * caches are a list of groups, which the functions change in place.
 */
public final class GenerationKernels implements AutoCloseable {

  private final Kernels kernels;

  /**
   * Compiles the TorchScript kernels.
   *
   * @param parent names the device
   * @param precision of the products
   */
  public GenerationKernels(NDManager parent, KernelConstants constants, Precision precision) {
    Map<String, Object> values = constants.toMap(DropoutSites.of(DropoutRates.NONE), precision);
    kernels = compile(parent, values);
  }

  /** Compiles the kernels with oneDNN where libtorch is built with it and computes on the CPU. */
  private static Kernels compile(NDManager parent, Map<String, Object> constants) {
    if (!parent.getDevice().isGpu()) {
      try {
        return Kernels.compile(
            parent, GenerationKernels.class, "OneDnnGenerationKernels", constants);
      } catch (EngineException e) {
        // This libtorch has no oneDNN, whose operators the kernels name.
      }
    }
    return Kernels.compile(parent, GenerationKernels.class, "GenerationKernels", constants);
  }

  /**
   * Returns the weights of an encoder in the precision of the products; in fp32 they share memory
   * with the parameters.
   *
   * @param embedding parameters as {@link TransformerKernels#embed} takes them
   * @param layers parameters as {@link TransformerKernels#encoderLayer} takes them
   */
  public KernelValue encoderWeights(
      NDManager owner, List<NDArray> embedding, List<List<NDArray>> layers) {
    return kernels.function("encoder_weights").keep(owner, embedding, layers);
  }

  /**
   * Returns the weights of a decoder in the precision of the products, in the order in which
   * products read them; in fp32 some share memory with the parameters.
   *
   * @param bias of the logits, (1, V)
   */
  public KernelValue decoderWeights(
      NDManager owner, List<NDArray> embedding, NDArray bias, List<List<NDArray>> layers) {
    return kernels.function("decoder_weights").keep(owner, embedding, bias, layers);
  }

  /**
   * Returns the weights of a single stack in the precision of the products, in the order in which
   * products read them; in fp32 some share memory with the parameters.
   *
   * @param layers parameters as {@link TransformerKernels#encoderLayer} takes them
   * @param bias of the logits, (1, V)
   */
  public KernelValue stackWeights(
      NDManager owner, List<NDArray> embedding, NDArray bias, List<List<NDArray>> layers) {
    return kernels.function("stack_weights").keep(owner, embedding, bias, layers);
  }

  /** Returns the encoder's last hidden states, (source tokens, d). */
  public NDArray encode(
      NDManager scope, PackedTokens sources, int positionOffset, KernelValue weights) {
    return kernels
        .function("encode")
        .call(
            scope,
            sources.toIds(scope),
            sources.toPositions(scope, positionOffset),
            sources.getLengths(),
            weights);
  }

  /** Returns caches without groups. */
  public KernelValue start(NDManager owner) {
    return kernels.function("start").keep(owner);
  }

  /**
   * Adds a group at the end.
   *
   * @param memory the encoder's last hidden states, (source tokens, d)
   * @param lengths number of tokens of each source
   * @param capacity number of target tokens to make room for
   */
  public void addGroup(
      KernelValue groups,
      NDArray memory,
      long[] lengths,
      long beams,
      long capacity,
      KernelValue weights) {
    kernels.function("add_group").execute(groups, memory, lengths, beams, capacity, weights);
  }

  /**
   * Adds a group of sources that a single stack reads in front of their targets, at the end. The
   * last token of each is left to the first step.
   *
   * @param causal whether tokens attend to those before them alone
   * @param capacity number of target tokens to make room for
   */
  public void addSources(
      KernelValue groups,
      NDArray ids,
      NDArray positions,
      long[] lengths,
      boolean causal,
      long beams,
      long capacity,
      KernelValue weights) {
    kernels
        .function("add_sources")
        .execute(groups, ids, positions, lengths, causal, beams, capacity, weights);
  }

  /** Removes a group. */
  public void removeGroup(KernelValue groups, long index) {
    kernels.function("remove_group").execute(groups, index);
  }

  /**
   * Keeps some sources of a group and changes the number of target tokens it has room for.
   *
   * @param sources indices of the sources to keep, in order
   * @param tokens indices of the encoder's tokens to keep; empty: all
   * @param used number of columns of the caches so far
   * @param capacity number of columns to make room for
   */
  public void resizeGroup(
      KernelValue groups,
      long index,
      long[] sources,
      long[] tokens,
      long beams,
      long used,
      long capacity) {
    kernels.function("resize_group").execute(groups, index, sources, tokens, beams, used, capacity);
  }

  /**
   * Appends a token to each hypothesis; returns log-probabilities and ids of the best next tokens,
   * each (hypotheses, count), best first.
   *
   * @param step what is appended to which hypothesis
   * @param banned indices into (hypotheses, V) of tokens that must not follow
   * @param count number of next tokens for each hypothesis
   */
  public List<NDArray> step(
      NDManager owner,
      KernelValue groups,
      DecodingStep step,
      long[] banned,
      long count,
      long beams,
      KernelValue weights) {
    return kernels
        .function("decode_step")
        .callForList(
            owner,
            groups,
            step.ids.build().toArray(),
            step.positions.build().toArray(),
            step.parents.build().toArray(),
            step.moved,
            step.used.build().toArray(),
            step.runs.build().toArray(),
            step.spans.build().toArray(),
            banned,
            count,
            beams,
            weights);
  }

  /**
   * Appends a token to each hypothesis of a single stack, as {@link #step} does.
   *
   * @param query id of the mask token, which stands at the next position and predicts its token; -1
   *     if the newest token does
   * @param seesItself whether a query attends to itself
   */
  public List<NDArray> stepOfStack(
      NDManager owner,
      KernelValue groups,
      DecodingStep step,
      long[] banned,
      long count,
      long beams,
      long query,
      boolean seesItself,
      KernelValue weights) {
    return kernels
        .function("stack_step")
        .callForList(
            owner,
            groups,
            step.ids.build().toArray(),
            step.positions.build().toArray(),
            step.parents.build().toArray(),
            step.moved,
            step.used.build().toArray(),
            step.runs.build().toArray(),
            banned,
            count,
            beams,
            query,
            seesItself,
            weights);
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    kernels.close();
  }
}
