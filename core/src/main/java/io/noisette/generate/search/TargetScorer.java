package io.noisette.generate.search;

import ai.djl.ndarray.NDManager;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.bart.ConditionalModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Scorer of given targets with a BART or a single stack, by teacher forcing. What a beam search
 * returns has the same scores here, up to rounding.
 *
 * <p>No tensor outlives a call, and pairs are computed in batches of limited size, so that native
 * memory does not grow with their number.
 */
public final class TargetScorer {

  /** Maximum number of source and target tokens in a batch; a longer pair is one alone. */
  private static final int BATCH_TOKENS = 8192;

  private final NDManager manager;
  private final ConditionalModel model;

  /**
   * Creates a scorer.
   *
   * @param manager names the device; tensors made in a call are released at its end
   */
  public TargetScorer(NDManager manager, ConditionalModel model) {
    this.manager = manager;
    this.model = model;
  }

  /**
   * Scores the target of each source.
   *
   * @param sources token ids, special tokens included
   * @param targets token ids, special tokens included, but without the decoder's start token; not
   *     empty
   * @param first what the first token counts
   * @param lengthPenalty exponent of the length in a score
   * @return the score of each pair, in the given order
   * @throws IllegalArgumentException if there is not one target per source, or a sequence is empty
   *     or longer than the model's positions
   */
  public List<TargetScore> score(
      List<int[]> sources, List<int[]> targets, FirstToken first, double lengthPenalty) {
    if (sources.size() != targets.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "each source needs a target: %d sources, %d targets",
              sources.size(),
              targets.size()));
    }
    List<TargetScore> scores = new ArrayList<>();
    int from = 0;
    while (from < sources.size()) {
      int to = from;
      int tokens = 0;
      do {
        tokens += sources.get(to).length + targets.get(to).length;
        to++;
      } while (to < sources.size()
          && tokens + sources.get(to).length + targets.get(to).length <= BATCH_TOKENS);
      List<int[]> batch = targets.subList(from, to);
      float[] nats = losses(sources.subList(from, to), batch);
      int at = 0;
      for (int[] target : batch) {
        scores.add(scoreOf(nats, at, target.length, first, lengthPenalty));
        at += target.length;
      }
      from = to;
    }
    return scores;
  }

  private float[] losses(List<int[]> sources, List<int[]> targets) {
    int start = model.getConfig().special().decoderStart();
    Seq2SeqBatch batch =
        Seq2SeqBatch.teacherForced(PackedTokens.of(sources), PackedTokens.of(targets), start);
    try (NDManager scope = manager.newSubManager()) {
      return model.evaluate(scope, batch).nats();
    }
  }

  private static TargetScore scoreOf(
      float[] nats, int at, int length, FirstToken first, double lengthPenalty) {
    int skipped = first == FirstToken.FORCED ? 1 : 0;
    double[] logProbabilities = new double[length];
    for (int i = skipped; i < length; i++) {
      logProbabilities[i] = -nats[at + i];
    }
    return new TargetScore(logProbabilities, length - skipped, lengthPenalty);
  }
}
