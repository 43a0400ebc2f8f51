package io.noisette.evaluation.answer;

/** Question and a part of its context as the model reads them. */
final class SpanWindow {

  private final int example;
  private final int[] ids;
  private final ContextPart part;
  private final int answerStart;
  private final int answerEnd;

  /**
   * Part of a context.
   *
   * @param start place of its first token among the ids of a window
   * @param firstToken index of that token in the whole context
   * @param tokens number of its tokens
   */
  record ContextPart(int start, int firstToken, int tokens) {

    /** Returns how much context a token has in this part, BERT's measure; -1 if it is outside. */
    double getContextOf(int token) {
      int left = token - firstToken;
      int right = tokens - 1 - left;
      return left < 0 || right < 0 ? -1 : Math.min(left, right) + 0.01 * tokens;
    }
  }

  /**
   * Creates a window.
   *
   * @param example index of the example
   * @param ids token ids with special tokens
   * @param part of the context
   * @param answerStart place of the answer's first token among the ids; 0, the first special token,
   *     if the answer is not in this window
   * @param answerEnd place of the answer's last token
   */
  SpanWindow(int example, int[] ids, ContextPart part, int answerStart, int answerEnd) {
    this.example = example;
    this.ids = ids;
    this.part = part;
    this.answerStart = answerStart;
    this.answerEnd = answerEnd;
  }

  int getExample() {
    return example;
  }

  int getLength() {
    return ids.length;
  }

  int[] getIds() {
    return ids.clone();
  }

  ContextPart getPart() {
    return part;
  }

  int getAnswerStart() {
    return answerStart;
  }

  int getAnswerEnd() {
    return answerEnd;
  }
}
