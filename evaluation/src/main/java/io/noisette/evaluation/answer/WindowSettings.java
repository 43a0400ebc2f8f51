package io.noisette.evaluation.answer;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.settings.Setting;

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
    requireAtLeast("doc-stride", docStride, 1);
    requireAtLeast("max-question-length", maxQuestionLength, 1);
    requireAtLeast("max-answer-length", maxAnswerLength, 1);
  }
}
