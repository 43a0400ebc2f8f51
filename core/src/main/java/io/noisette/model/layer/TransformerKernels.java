package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.Kernels;
import io.noisette.engine.Precision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a stack, of BART, BERT or RoBERTa, one libtorch call each; {@code
 * TransformerKernels.py} has the sums.
 */
public final class TransformerKernels implements AutoCloseable {

  private final Kernels kernels;
  private final KernelConstants constants;
  private final DropoutSites sites;

  /**
   * @param parent names the device
   * @param sites whose masks the layers take; the caller starts them
   */
  public TransformerKernels(
      NDManager parent, KernelConstants constants, DropoutSites sites, Precision precision) {
    this.constants = constants;
    this.sites = sites;
    kernels =
        Kernels.compile(
            parent,
            TransformerKernels.class,
            "TransformerKernels",
            constants.toAttributes(sites, precision));
  }

  /**
   * Embeds tokens.
   *
   * @param ids (tokens)
   * @param positions rows of the position table, (tokens)
   * @param types rows of the table of token types, (tokens); looked at if {@code p} has that table
   * @param delta added to the word vectors, (tokens, d), or null
   * @return (tokens, d)
   */
  public NDArray embed(
      NDArray ids, NDArray positions, NDArray types, @Nullable NDArray delta, List<NDArray> p) {
    NDManager scope = ids.getManager();
    NDArray shift = delta == null ? empty(scope) : delta;
    NDArray mask = sites.hidden().next(scope, ids.size(), p.get(0).getShape().get(1));
    return kernels.call("embed", p, ids, positions, types, shift, mask);
  }

  /** (tokens, d) to (tokens, d). */
  public NDArray encoderLayer(NDArray x, Segments own, List<NDArray> p) {
    return kernels.call(
        "encoder_layer",
        p,
        x,
        own.lengths(),
        attentionMask(x, own, own),
        rowMask(x, sites.hidden(), x.getShape().get(1)),
        rowMask(x, sites.activation(), innerWidth(p, 10)),
        rowMask(x, sites.hidden(), x.getShape().get(1)));
  }

  /** (target tokens, d) and the encoder's (source tokens, d) to (target tokens, d). */
  public NDArray decoderLayer(
      NDArray x, Segments own, NDArray memory, Segments source, List<NDArray> p) {
    long width = x.getShape().get(1);
    return kernels.call(
        "decoder_layer",
        p,
        x,
        memory,
        own.lengths(),
        source.lengths(),
        attentionMask(x, own, own),
        rowMask(x, sites.hidden(), width),
        attentionMask(x, own, source),
        rowMask(x, sites.hidden(), width),
        rowMask(x, sites.activation(), innerWidth(p, 20)),
        rowMask(x, sites.hidden(), width));
  }

  /** The hidden states of some tokens, (tokens, d), made ready for the output words: (rows, d). */
  public NDArray transform(NDArray hidden, long[] rows, List<NDArray> p) {
    return kernels.call("transform", p, hidden, hidden.getManager().create(rows));
  }

  /** (tokens, d) to scores (tokens, V). */
  public NDArray logits(NDArray hidden, NDArray words, NDArray bias) {
    return kernels.plain(hidden.getManager(), "logits", hidden, words, bias).get(0);
  }

  /** What decoding a source starts from: the memory's keys and values in every layer. */
  public List<NDArray> decodeStart(NDManager owner, NDArray memory, List<NDArray> layers) {
    return kernels.plain(owner, "decode_start", memory, layers);
  }

  /** Log-probabilities of the next token, (hypotheses, V), and then the cache as it is now. */
  public List<NDArray> decodeStep(
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

  private NDArray attentionMask(NDArray x, Segments queries, Segments keys) {
    long weights = constants.heads() * queries.tokens().countPairs(keys.tokens());
    return sites.attention().next(x.getManager(), 1, weights);
  }

  private static NDArray rowMask(NDArray x, DropoutMasks masks, long width) {
    return masks.next(x.getManager(), x.getShape().get(0), width);
  }

  private static long innerWidth(List<NDArray> p, int firstProduct) {
    return p.get(firstProduct).getShape().get(0);
  }

  private static NDArray empty(NDManager scope) {
    return scope.create(new Shape(0), DataType.FLOAT32);
  }
}
