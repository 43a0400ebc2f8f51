package io.noisette.evaluation.answer;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.settings.Setting;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the windows that long contexts are divided into, with the defaults of BERT's script
 * for SQuAD.
 */
public record WindowSettings(
    @Setting(
            help =
                "question answering: number of context tokens between the starts of two windows"
                    + " of a long context",
            byDefault = "128")
        int docStride,
    @Setting(
            help =
                "question answering: maximum number of tokens per question; longer ones are"
                    + " truncated",
            byDefault = "64")
        int maxQuestionLength,
    @Setting(
            help = "question answering: maximum number of tokens per predicted answer",
            byDefault = "30")
        int maxAnswerLength) {

  /** The defaults. */
  public static final WindowSettings DEFAULT = new WindowSettings(128, 64, 30);

  /** Maximum number of tokens per window by default, special tokens and question included. */
  public static final int DEFAULT_MAX_LENGTH = 384;

  public WindowSettings {
    requireUsable(docStride, maxQuestionLength, maxAnswerLength);
  }

  /**
   * Throws an {@link IllegalArgumentException} if a value is out of range; null is one that is not
   * given.
   */
  static void requireUsable(
      @Nullable Integer docStride,
      @Nullable Integer maxQuestionLength,
      @Nullable Integer maxAnswerLength) {
    requirePositive("doc-stride", docStride);
    requirePositive("max-question-length", maxQuestionLength);
    requirePositive("max-answer-length", maxAnswerLength);
  }

  private static void requirePositive(String key, @Nullable Integer value) {
    if (value != null) {
      requireAtLeast(key, value, 1);
    }
  }
}
