package io.noisette.generate;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How targets are searched for, with the names and meanings of transformers' {@code generate}.
 *
 * @param numBeams hypotheses followed at a time; 1 is greedy
 * @param numReturnSequences how many to give back, at most {@code numBeams}
 * @param lengthPenalty a score is the sum of log p divided by length to this power, where the
 *     length counts the end token but not the start token
 * @param earlyStopping whether to stop once {@code numBeams} have ended; otherwise the search goes
 *     on while the best open one could still overtake the worst of them
 * @param maxNewTokens longest target, end token included
 * @param minNewTokens before so many the end token cannot come
 * @param noRepeatNgramSize no sequence of so many tokens comes twice; 0: any may
 * @param forcedBosTokenId the first token, or null if the model chooses
 * @param forcedEosTokenId the token at {@code maxNewTokens}, or null if the model chooses
 */
@RecordBuilder
public record GenerationSettings(
    int numBeams,
    int numReturnSequences,
    double lengthPenalty,
    boolean earlyStopping,
    int maxNewTokens,
    int minNewTokens,
    int noRepeatNgramSize,
    @Nullable Integer forcedBosTokenId,
    @Nullable Integer forcedEosTokenId)
    implements GenerationSettingsBuilder.With {

  /** What transformers does when nothing is said. */
  public static final GenerationSettings DEFAULT =
      new GenerationSettings(1, 1, 1.0, false, 20, 0, 0, null, null);

  public GenerationSettings {
    requireAtLeast(1, "num_beams", numBeams);
    requireAtLeast(1, "num_return_sequences", numReturnSequences);
    requireAtLeast(1, "max_new_tokens", maxNewTokens);
    requireAtLeast(0, "min_new_tokens", minNewTokens);
    requireAtLeast(0, "no_repeat_ngram_size", noRepeatNgramSize);
    if (numReturnSequences > numBeams) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "num_return_sequences must be at most num_beams = %d, not %d",
              numBeams,
              numReturnSequences));
    }
    if (!Double.isFinite(lengthPenalty)) {
      throw new IllegalArgumentException("length_penalty must be finite, not " + lengthPenalty);
    }
  }

  /** Refuses forced tokens that a vocabulary of this size does not have. */
  void requireTokensBelow(int vocabSize) {
    requireToken("forced_bos_token_id", forcedBosTokenId, vocabSize);
    requireToken("forced_eos_token_id", forcedEosTokenId, vocabSize);
  }

  private static void requireToken(String key, @Nullable Integer id, int vocabSize) {
    if (id != null && (id < 0 || id >= vocabSize)) {
      throw new IllegalArgumentException(
          key + " must be a token of the vocabulary, in [0, " + vocabSize + "), not " + id);
    }
  }

  private static void requireAtLeast(int least, String key, int value) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", not " + value);
    }
  }
}
