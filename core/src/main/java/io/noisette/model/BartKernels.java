package io.noisette.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.Kernels;
import io.noisette.engine.Precision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forward pass of BART, one libtorch call a layer; {@code BartKernels.py} has the sums. */
final class BartKernels implements AutoCloseable {

  private final Kernels kernels;

  BartKernels(NDManager parent, BartConfig config, Precision precision, double dropoutScale) {
    Map<String, Object> constants = new LinkedHashMap<>();
    constants.put("encoder_heads", config.encoderAttentionHeads());
    constants.put("decoder_heads", config.decoderAttentionHeads());
    constants.put("embed_scale", config.scaleEmbedding() ? Math.sqrt(config.dModel()) : 1.0);
    constants.put("dropout_scale", dropoutScale);
    constants.put("bf16", precision.isBf16());
    kernels = Kernels.compile(parent, BartKernels.class, "BartKernels", constants);
  }

  /** (tokens) ids and positions to (tokens, d). */
  NDArray embed(NDArray ids, NDArray positions, int width, DropoutMasks masks, List<NDArray> p) {
    NDArray mask = masks.next(ids.getManager(), ids.size(), width);
    return call("embed", p, ids, positions, mask);
  }

  /** (tokens, d) to (tokens, d). */
  NDArray encoderLayer(NDArray x, NDArray lengths, DropoutMasks masks, List<NDArray> p) {
    return call("encoder_layer", p, x, lengths, mask(x, masks), mask(x, masks));
  }

  /** (target tokens, d) and the encoder's (source tokens, d) to (target tokens, d). */
  NDArray decoderLayer(
      NDArray x,
      NDArray memory,
      NDArray lengths,
      NDArray memoryLengths,
      DropoutMasks masks,
      List<NDArray> p) {
    NDArray[] inputs = {
      x, memory, lengths, memoryLengths, mask(x, masks), mask(x, masks), mask(x, masks)
    };
    return call("decoder_layer", p, inputs);
  }

  /** (tokens, d) to scores (tokens, V). */
  NDArray logits(NDArray hidden, NDArray words, NDArray bias) {
    return kernels.plain(hidden.getManager(), "logits", hidden, words, bias).get(0);
  }

  /** What decoding a source starts from: the memory's keys and values in every layer. */
  List<NDArray> decodeStart(NDManager owner, NDArray memory, List<NDArray> layers) {
    return kernels.plain(owner, "decode_start", memory, layers);
  }

  /** Log-probabilities of the next token, (hypotheses, V), and then the cache as it is now. */
  List<NDArray> decodeStep(
      NDManager owner,
      NDArray ids,
      NDArray parents,
      long position,
      List<NDArray> cache,
      List<NDArray> tables,
      List<NDArray> layers) {
    return kernels.plain(owner, "decode_step", ids, parents, position, cache, tables, layers);
  }

  @Override
  public void close() {
    kernels.close();
  }

  private NDArray call(String method, List<NDArray> parameters, NDArray... inputs) {
    NDList all = new NDList(inputs);
    all.addAll(parameters);
    return kernels.differentiable(method, all).singletonOrThrow();
  }

  private static NDArray mask(NDArray x, DropoutMasks masks) {
    return masks.next(x.getManager(), x.getShape().get(0), x.getShape().get(1));
  }
}
