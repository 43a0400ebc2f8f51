package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.KernelValue;
import io.noisette.model.PackedTokens;
import io.noisette.model.layer.DecodingStep;
import io.noisette.model.layer.GenerationKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Incremental decoder of a BART.
 *
 * <p>Sources are packed, without padding. Keys and values of a source are computed once, and its
 * hypotheses read them as queries of one sequence. Keys and values of target tokens stay where they
 * are written: a hypothesis that continues another one sees what that one saw. The caches hold (2
 * layers d) numbers per source token, and per target token of each hypothesis.
 */
public final class BartDecoder implements TargetDecoder {

  /** Number of target tokens that there is room for at first; it doubles as they fill it. */
  private static final int FIRST_CAPACITY = 16;

  private final BartConfig config;
  private final GenerationKernels decoding;
  private final NDManager manager;
  private final SourceEncoding encoding;
  private final KernelValue decoder;
  private final KernelValue caches;
  private final List<DecodedGroup> groups = new ArrayList<>();
  private final int beams;

  /**
   * Creates a decoder without sources.
   *
   * @param beams number of hypotheses of each source
   * @param encoding creates the encoder; takes the owner of what it keeps
   * @param decoding kernels of the decoder
   * @param weights parameters of the decoder, as the kernels take them
   */
  BartDecoder(
      NDManager scope,
      BartConfig config,
      int beams,
      Function<NDManager, SourceEncoding> encoding,
      GenerationKernels decoding,
      Weights weights) {
    this.config = config;
    this.beams = beams;
    this.decoding = decoding;
    manager = scope.newSubManager();
    this.encoding = encoding.apply(manager);
    decoder =
        decoding.decoderWeights(manager, weights.embedding(), weights.bias(), weights.layers());
    caches = decoding.start(manager);
  }

  /** Encoder of the sources, without gradients. */
  @FunctionalInterface
  interface SourceEncoding {
    /** Returns the encoder's last hidden states, (source tokens, d). */
    NDArray encode(NDManager scope, PackedTokens sources);
  }

  /** Parameters of the decoder; {@code bias} is that of the logits, (1, V). */
  record Weights(List<NDArray> embedding, List<List<NDArray>> layers, NDArray bias) {}

  @Override
  public void add(List<int[]> sources) {
    PackedTokens packed = PackedTokens.of(sources);
    packed.requirePositionsBelow(config.getSourcePositions());
    int capacity = Math.min(FIRST_CAPACITY, config.maxPositionEmbeddings());
    try (NDManager scope = manager.newSubManager()) {
      NDArray memory = encoding.encode(scope, packed);
      decoding.addGroup(caches, memory, sources.size(), beams, capacity, decoder);
    }
    groups.add(new DecodedGroup(sources, beams, capacity));
  }

  @Override
  public Candidates step(int[] ids, int[] parents, long[] banned, int count) {
    DecodingStep step = describe(ids, parents);
    try (NDManager scope = manager.newSubManager()) {
      List<NDArray> best = decoding.step(scope, caches, step, banned, count, beams, decoder);
      groups.forEach(DecodedGroup::advance);
      int found = (int) best.get(0).getShape().get(1);
      return new Candidates(found, best.get(0).toFloatArray(), best.get(1).toLongArray());
    }
  }

  @Override
  public void retain(boolean[] alive) {
    int at = 0;
    for (int i = 0; i < groups.size(); ) {
      DecodedGroup group = groups.get(i);
      int sources = group.countLive();
      group.retain(alive, at);
      at += sources;
      if (group.countLive() == 0) {
        decoding.removeGroup(caches, i);
        groups.remove(i);
      } else {
        if (group.isMostlyDead()) {
          resize(i, group.getCapacity());
        }
        i++;
      }
    }
  }

  @Override
  public void close() {
    manager.close();
  }

  private DecodingStep describe(int[] ids, int[] parents) {
    DecodingStep step = new DecodingStep();
    int at = 0;
    for (int i = 0; i < groups.size(); i++) {
      makeRoom(i);
      DecodedGroup group = groups.get(i);
      group.addTo(step, i, ids, parents, at);
      at += group.countLive() * beams;
    }
    return step;
  }

  private void makeRoom(int index) {
    DecodedGroup group = groups.get(index);
    int positions = config.maxPositionEmbeddings();
    if (group.getUsed() == positions) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the generated sequence would be longer than the model allows"
                  + " (max_position_embeddings = %d)",
              positions));
    }
    if (group.getUsed() == group.getCapacity()) {
      resize(index, Math.min(2 * group.getCapacity(), positions));
    }
  }

  private void resize(int index, int capacity) {
    DecodedGroup group = groups.get(index);
    decoding.resizeGroup(
        caches, index, group.liveSources(), group.liveTokens(), beams, group.getUsed(), capacity);
    group.resized(capacity);
  }
}
