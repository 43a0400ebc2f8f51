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
 * Incremental decoder with cached keys and values.
 *
 * <p>Keys and values of a source are computed once, and its hypotheses read them as queries of one
 * sequence. Keys and values of target tokens stay where they are written: a hypothesis that
 * continues another one sees what that one saw. The caches hold (2 layers d) numbers per source
 * token, and per target token of each hypothesis.
 */
final class CachedDecoder implements TargetDecoder {

  /** Number of target tokens that there is room for at first; it doubles as they fill it. */
  private static final int FIRST_CAPACITY = 16;

  private final BartConfig config;
  private final GenerationKernels kernels;
  private final NDManager manager;
  private final Layers layers;
  private final KernelValue caches;
  private final List<DecodedGroup> groups = new ArrayList<>();
  private final int beams;

  /**
   * Creates a decoder without sources.
   *
   * @param beams number of hypotheses of each source
   * @param kernels of the decoder
   * @param layers creates the layers; takes the owner of what they keep
   */
  CachedDecoder(
      NDManager scope,
      BartConfig config,
      int beams,
      GenerationKernels kernels,
      Function<NDManager, Layers> layers) {
    this.config = config;
    this.beams = beams;
    this.kernels = kernels;
    manager = scope.newSubManager();
    this.layers = layers.apply(manager);
    caches = kernels.start(manager);
  }

  /** The layers that read sources and append tokens. */
  interface Layers {

    /**
     * Reads sources and adds them to the caches as a group.
     *
     * @param capacity number of target tokens to make room for
     */
    DecodedGroup addGroup(
        NDManager scope, KernelValue caches, List<int[]> sources, int beams, int capacity);

    /** Returns log-probabilities and ids of the best next tokens, each (hypotheses, count). */
    List<NDArray> step(
        NDManager scope,
        KernelValue caches,
        DecodingStep step,
        long[] banned,
        int count,
        int beams);

    /** Returns the number of tokens behind the newest one that a step needs room for. */
    int countAhead();
  }

  @Override
  public void add(List<int[]> sources) {
    PackedTokens.of(sources).requirePositionsBelow(config.getSourcePositions());
    int capacity = Math.min(FIRST_CAPACITY, config.maxPositionEmbeddings());
    try (NDManager scope = manager.newSubManager()) {
      groups.add(layers.addGroup(scope, caches, sources, beams, capacity));
    }
  }

  @Override
  public Candidates step(int[] ids, int[] parents, long[] banned, int count) {
    DecodingStep step = describe(ids, parents);
    try (NDManager scope = manager.newSubManager()) {
      List<NDArray> best = layers.step(scope, caches, step, banned, count, beams);
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
        kernels.removeGroup(caches, i);
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
    int ahead = layers.countAhead();
    if (group.getNextPosition() + ahead >= positions) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the generated sequence would be longer than the model allows"
                  + " (max_position_embeddings = %d)",
              positions));
    }
    if (group.getUsed() + ahead == group.getCapacity()) {
      resize(index, Math.min(2 * group.getCapacity(), positions));
    }
  }

  private void resize(int index, int capacity) {
    DecodedGroup group = groups.get(index);
    kernels.resizeGroup(
        caches,
        index,
        group.liveSources(),
        group.liveTokens(),
        beams,
        group.toColumns(group.getUsed()),
        group.toColumns(capacity));
    group.resized(capacity);
  }
}
