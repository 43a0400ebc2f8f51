package io.noisette.evaluation.squad;

/**
 * Answer in a context.
 *
 * @param start where it starts in the context, in Unicode code points, as the file says
 */
public record SquadAnswer(String text, int start) {

  /** Returns whether the context has the text of the answer where it says. */
  public boolean isIn(String context) {
    int characters = context.codePointCount(0, context.length());
    if (start < 0 || start > characters) {
      return false;
    }
    return context.startsWith(text, context.offsetByCodePoints(0, start));
  }
}
