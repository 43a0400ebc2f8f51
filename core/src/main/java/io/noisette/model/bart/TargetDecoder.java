package io.noisette.model.bart;

import java.util.List;

/**
 * Incremental decoder, one token per step, for several hypotheses of each of several sources.
 * Sources may join and leave between steps.
 *
 * <p>The order of the hypotheses is that of the sources in the order in which they joined; each has
 * as many as there are beams.
 */
public interface TargetDecoder extends AutoCloseable {

  /**
   * Encodes sources and adds them behind those that are there.
   *
   * @param sources token ids of each, special tokens included
   * @throws IllegalArgumentException if a source is longer than the model's number of positions
   */
  void add(List<int[]> sources);

  /**
   * Appends one token to each hypothesis and returns the tokens that are most likely to follow.
   *
   * @param ids the appended token of each hypothesis; in the first step of a source the decoder's
   *     start token
   * @param parents for each hypothesis, the index among those of its source of the one that it
   *     continues; its own index in the first step of a source
   * @param banned tokens that must not follow, as (index of the hypothesis) * V + token
   * @param count number of next tokens for each hypothesis
   * @throws IllegalArgumentException if a hypothesis would exceed the model's number of positions
   */
  Candidates step(int[] ids, int[] parents, long[] banned, int count);

  /**
   * Removes sources.
   *
   * @param alive for each source, whether it stays
   */
  void retain(boolean[] alive);

  @Override
  void close();
}
