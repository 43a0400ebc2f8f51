package io.noisette.evaluation.text;

import io.noisette.text.LowerCase;
import java.util.List;
import java.util.regex.Pattern;

/** Normalization of short answers before they are compared: lower case, no marks, no articles. */
enum AnswerText {
  /** As the evaluation scripts of SQuAD: punctuation is removed. */
  SQUAD(""),
  /** As ParlAI: punctuation becomes a space. */
  REPLY(" ");

  private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}"); // of ASCII only
  // A combining mark is no word character in Python, which the published scripts run on.
  private static final Pattern ARTICLE =
      Pattern.compile("(?<![\\p{L}\\p{N}_])(?:a|an|the)(?![\\p{L}\\p{N}_])");

  private final String inPlaceOfMarks;

  AnswerText(String inPlaceOfMarks) {
    this.inPlaceOfMarks = inPlaceOfMarks;
  }

  /** Returns the words of an answer that are compared. */
  List<String> toWords(String answer) {
    String lower = LowerCase.of(answer);
    String unmarked = PUNCTUATION.matcher(lower).replaceAll(inPlaceOfMarks);
    return SpacedWords.split(ARTICLE.matcher(unmarked).replaceAll(" "));
  }

  /** Returns the F1 score of the words of two answers, counted with repetition; 0 to 1. */
  static double f1(List<String> prediction, List<String> answer) {
    int shared = SpacedWords.countShared(SpacedWords.count(prediction), SpacedWords.count(answer));
    if (shared == 0) {
      return 0; // also for two empty texts
    }
    double precision = (double) shared / prediction.size();
    double recall = (double) shared / answer.size();
    return 2 * precision * recall / (precision + recall);
  }
}
