package io.noisette.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.noisette.text.WhiteSpace;
import org.jspecify.annotations.Nullable;

/** Places of tokens in their text. */
final class TokenPlaces {

  private TokenPlaces() {}

  /**
   * Returns tokens with the places that the native library reports, without white space at their
   * ends, which some tokenizers make part of a token.
   *
   * @param spans in code points; null for a token that stands for no text, which gets an empty
   *     place behind the token before
   */
  static PlacedTokens place(int[] ids, @Nullable CharSpan[] spans, int[] points) {
    int[] starts = new int[ids.length];
    int[] ends = new int[ids.length];
    int before = 0;
    for (int i = 0; i < ids.length; i++) {
      CharSpan span = spans[i];
      int start = span == null ? before : span.getStart();
      int end = span == null ? before : span.getEnd();
      while (start < end && WhiteSpace.isWhiteSpace(points[start])) {
        start++;
      }
      while (end > start && WhiteSpace.isWhiteSpace(points[end - 1])) {
        end--;
      }
      starts[i] = start;
      ends[i] = end;
      before = end;
    }
    return new PlacedTokens(ids, starts, ends);
  }
}
