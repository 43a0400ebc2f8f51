package io.noisette.generate.search;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Constraints on the next token, applied to log-probabilities in the order of Hugging Face
 * transformers: no repeated n-grams, minimum length, forced first and last token.
 */
final class TokenRules {

  private static final float IMPOSSIBLE = Float.NEGATIVE_INFINITY;

  private final GenerationSettings settings;
  private final int eos;

  TokenRules(GenerationSettings settings, int eos) {
    this.settings = settings;
    this.eos = eos;
  }

  /**
   * Changes the scores in place.
   *
   * @param hypotheses hypotheses of equal length
   * @param scores log-probabilities, one row per hypothesis
   */
  void apply(List<Hypothesis> hypotheses, float[] scores) {
    int width = scores.length / hypotheses.size();
    for (int row = 0; row < hypotheses.size(); row++) {
      apply(hypotheses.get(row), scores, row * width, (row + 1) * width);
    }
  }

  private void apply(Hypothesis hypothesis, float[] scores, int from, int to) {
    int length = hypothesis.getLength();
    if (settings.noRepeatNgramSize() > 0) {
      forbidRepetition(hypothesis, scores, from);
    }
    if (length < settings.minNewTokens()) {
      scores[from + eos] = IMPOSSIBLE;
    }
    if (length == 0) {
      force(settings.forcedBosTokenId(), scores, from, to);
    }
    if (length == settings.maxNewTokens() - 1) {
      force(settings.forcedEosTokenId(), scores, from, to);
    }
  }

  /**
   * Forbids tokens that have already followed the newest n - 1 tokens; the start token counts as
   * one of them.
   */
  private void forbidRepetition(Hypothesis hypothesis, float[] scores, int from) {
    int prefix = settings.noRepeatNgramSize() - 1;
    int tokens = hypothesis.getLength() + 1;
    for (int start = 0; start + prefix < tokens; start++) {
      if (isSame(hypothesis, start, tokens - prefix, prefix)) {
        scores[from + hypothesis.getToken(start + prefix)] = IMPOSSIBLE;
      }
    }
  }

  private static boolean isSame(Hypothesis hypothesis, int one, int other, int count) {
    for (int i = 0; i < count; i++) {
      if (hypothesis.getToken(one + i) != hypothesis.getToken(other + i)) {
        return false;
      }
    }
    return true;
  }

  private static void force(@Nullable Integer token, float[] scores, int from, int to) {
    if (token != null) {
      Arrays.fill(scores, from, to, IMPOSSIBLE);
      scores[from + token] = 0;
    }
  }
}
