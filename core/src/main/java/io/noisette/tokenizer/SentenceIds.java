package io.noisette.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Division of the token ids of a document among its sentences, by where each token starts. */
final class SentenceIds {

  private SentenceIds() {}

  /**
   * Returns the ids of each sentence; joined, they are {@code ids}.
   *
   * @param spans position of each token in code points; null for one that stands for no text
   */
  static List<int[]> split(int[] ids, @Nullable CharSpan[] spans, List<String> sentences) {
    List<int[]> divided = new ArrayList<>();
    int first = 0;
    long end = 0; // of the sentence, in code points from the start of the document
    for (String sentence : sentences) {
      end += sentence.codePointCount(0, sentence.length());
      int next = first;
      while (next < ids.length && startsBefore(end, spans[next])) {
        next++;
      }
      int last = divided.size() == sentences.size() - 1 ? ids.length : next;
      divided.add(Arrays.copyOfRange(ids, first, last));
      first = last;
    }
    return divided;
  }

  private static boolean startsBefore(long end, @Nullable CharSpan span) {
    return span == null || span.getStart() < end;
  }
}
