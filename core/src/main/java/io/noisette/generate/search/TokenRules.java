package io.noisette.generate.search;

import io.noisette.failure.NonFiniteException;
import io.noisette.model.bart.Candidates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Constraints on the next token, with the effect that they have in Hugging Face transformers: no
 * repeated n-grams, minimum length, forced first and last token.
 */
final class TokenRules {

  private static final Comparator<NextToken> BEST_FIRST =
      Comparator.comparing(NextToken::logProbability).reversed().thenComparing(NextToken::token);

  private final GenerationSettings settings;
  private final int eos;

  TokenRules(GenerationSettings settings, int eos) {
    this.settings = settings;
    this.eos = eos;
  }

  /** Passes on the tokens that must not follow a hypothesis, some perhaps more than once. */
  void forEachBanned(Hypothesis hypothesis, IntConsumer action) {
    if (findForced(hypothesis) != null) {
      return;
    }
    if (settings.noRepeatNgramSize() > 0) {
      forEachRepetition(hypothesis, action);
    }
    if (hypothesis.getLength() < settings.minNewTokens()) {
      action.accept(eos);
    }
  }

  /**
   * Returns the tokens that may follow a hypothesis, best first; of equally likely ones the lower
   * id first.
   *
   * @param row index of the hypothesis among the candidates
   * @throws NonFiniteException if a log-probability is NaN
   */
  List<NextToken> continuations(Hypothesis hypothesis, Candidates candidates, int row) {
    Integer forced = findForced(hypothesis);
    if (forced != null) {
      return List.of(new NextToken(forced, 0));
    }
    List<NextToken> tokens = new ArrayList<>();
    for (int rank = 0; rank < candidates.getCount(); rank++) {
      float score = candidates.getLogProbability(row, rank);
      if (Float.isNaN(score)) {
        throw new NonFiniteException(
            "the model's output is NaN or infinite; its weights are damaged, or"
                + " training has diverged");
      }
      tokens.add(new NextToken(candidates.getToken(row, rank), score));
    }
    tokens.sort(BEST_FIRST);
    return tokens;
  }

  /** Returns whether nothing may follow a hypothesis. */
  boolean isEnd(Hypothesis hypothesis) {
    return (hypothesis.getLength() > 0 && hypothesis.getLastToken() == eos)
        || hypothesis.getLength() == settings.maxNewTokens();
  }

  /** Returns whether a hypothesis has ended by itself, and not at the length limit. */
  boolean isComplete(Hypothesis hypothesis) {
    boolean isForced =
        settings.forcedEosTokenId() != null && hypothesis.getLength() == settings.maxNewTokens();
    return hypothesis.getLastToken() == eos && !isForced;
  }

  private @Nullable Integer findForced(Hypothesis hypothesis) {
    int length = hypothesis.getLength();
    if (length == settings.maxNewTokens() - 1 && settings.forcedEosTokenId() != null) {
      return settings.forcedEosTokenId();
    }
    return length == 0 ? settings.forcedBosTokenId() : null;
  }

  /**
   * Passes on the tokens that have already followed the newest n - 1 tokens; the start token counts
   * as one of them.
   */
  private void forEachRepetition(Hypothesis hypothesis, IntConsumer action) {
    int prefix = settings.noRepeatNgramSize() - 1;
    int tokens = hypothesis.getLength() + 1;
    for (int start = 0; start + prefix < tokens; start++) {
      if (isSame(hypothesis, start, tokens - prefix, prefix)) {
        action.accept(hypothesis.getToken(start + prefix));
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
}
