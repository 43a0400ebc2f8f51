package io.noisette.generate.search;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of beam search, with the names and meanings of {@code generate} in Hugging Face
 * transformers.
 *
 * @param numBeams number of hypotheses kept per step (beam size); 1 is greedy search
 * @param numReturnSequences number of hypotheses to return, at most {@code numBeams}
 * @param lengthPenalty exponent of the length in a score, which is the sum of log-probabilities
 *     divided by length to this power; the length counts the end token, but not the start token
 * @param earlyStopping when the search ends once {@code numBeams} hypotheses are finished
 * @param maxNewTokens maximum length of a target sequence, end token included
 * @param minNewTokens number of tokens before which the end token is forbidden
 * @param noRepeatNgramSize size of n-grams that may occur only once; 0: no such limit
 * @param forcedBosTokenId id of the first token, or null if the model chooses it
 * @param forcedEosTokenId id of the token at {@code maxNewTokens}, or null if the model chooses it
 */
@RecordBuilder
public record GenerationSettings(
    int numBeams,
    int numReturnSequences,
    double lengthPenalty,
    EarlyStopping earlyStopping,
    int maxNewTokens,
    int minNewTokens,
    int noRepeatNgramSize,
    @Nullable Integer forcedBosTokenId,
    @Nullable Integer forcedEosTokenId)
    implements GenerationSettingsBuilder.With {

  /** Defaults of Hugging Face transformers. */
  public static final GenerationSettings DEFAULT =
      new GenerationSettings(1, 1, 1.0, EarlyStopping.FALSE, 20, 0, 0, null, null);

  /** Largest number of beams, which keeps the log-probabilities of a step within memory. */
  private static final int MOST_BEAMS = 1000;

  /** Largest amount of the penalty, with which scores remain finite. */
  private static final double MOST_PENALTY = 10;

  public GenerationSettings {
    requireBeams("num_beams", numBeams);
    requireAtLeast("num_return_sequences", numReturnSequences, 1);
    requireAtLeast("max_new_tokens", maxNewTokens, 1);
    requireAtLeast("min_new_tokens", minNewTokens, 0);
    requireAtLeast("no_repeat_ngram_size", noRepeatNgramSize, 0);
    if (numReturnSequences > numBeams) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "num_return_sequences must be at most num_beams = %d, not %d",
              numBeams,
              numReturnSequences));
    }
    requireLengthPenalty("length_penalty", lengthPenalty);
  }

  /**
   * Checks a number of beams.
   *
   * @throws IllegalArgumentException if it is not in [1, 1000]
   */
  public static void requireBeams(String name, int value) {
    if (value < 1 || value > MOST_BEAMS) {
      throw new IllegalArgumentException(
          name + " must be in [1, " + MOST_BEAMS + "], not " + value);
    }
  }

  /**
   * Checks the exponent of the length.
   *
   * @throws IllegalArgumentException if it is not in [-10, 10]
   */
  public static void requireLengthPenalty(String name, double value) {
    if (!(Math.abs(value) <= MOST_PENALTY)) { // also refuses NaN
      throw new IllegalArgumentException(name + " must be in [-10, 10], not " + value);
    }
  }

  /** Returns a copy in which the model chooses the first token. */
  public GenerationSettings withFreeStart() {
    return new GenerationSettings(
        numBeams,
        numReturnSequences,
        lengthPenalty,
        earlyStopping,
        maxNewTokens,
        minNewTokens,
        noRepeatNgramSize,
        null,
        forcedEosTokenId);
  }

  /**
   * Checks that the forced tokens are in a vocabulary of this size.
   *
   * @throws IllegalArgumentException if one is not
   */
  public void requireTokensBelow(int vocabSize) {
    requireToken("forced_bos_token_id", forcedBosTokenId, vocabSize);
    requireToken("forced_eos_token_id", forcedEosTokenId, vocabSize);
  }

  /** Returns all settings as text, by their names in transformers. */
  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("num_beams", Integer.toString(numBeams));
    map.put("num_return_sequences", Integer.toString(numReturnSequences));
    map.put("length_penalty", Double.toString(lengthPenalty));
    map.put("early_stopping", earlyStopping.toString());
    map.put("max_new_tokens", Integer.toString(maxNewTokens));
    map.put("min_new_tokens", Integer.toString(minNewTokens));
    map.put("no_repeat_ngram_size", Integer.toString(noRepeatNgramSize));
    map.put("forced_bos_token_id", String.valueOf(forcedBosTokenId));
    map.put("forced_eos_token_id", String.valueOf(forcedEosTokenId));
    return map;
  }

  /** Returns a sum of log-probabilities, divided by the length to the power of the penalty. */
  float penalized(float sum, int length) {
    return sum / (float) Math.pow(length, lengthPenalty);
  }

  private static void requireToken(String key, @Nullable Integer id, int vocabSize) {
    if (id != null && (id < 0 || id >= vocabSize)) {
      throw new IllegalArgumentException(
          key + " must be a token of the vocabulary, in [0, " + vocabSize + "), not " + id);
    }
  }
}
