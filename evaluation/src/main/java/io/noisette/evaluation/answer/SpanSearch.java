package io.noisette.evaluation.answer;

import io.noisette.evaluation.answer.SpanWindow.ContextPart;
import io.noisette.evaluation.squad.SquadExample;
import io.noisette.tokenizer.PlacedTokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Search for the best spans of an example over its windows, as in BERT's script: a token in several
 * windows can start an answer only in the one that has most context for it.
 */
final class SpanSearch {

  /** Number of starts and of ends that are tried in each window. */
  private static final int TRIED = 20;

  private static final Comparator<Span> BEST_FIRST =
      Comparator.comparingDouble((Span span) -> -span.score)
          .thenComparingInt(Span::first)
          .thenComparingInt(Span::last);

  private final List<SpanWindow> windows;
  private final int maxTokens;
  private final List<Span> spans = new ArrayList<>();
  private double nullScore = Double.POSITIVE_INFINITY;

  /**
   * Creates a search.
   *
   * @param windows of the example
   * @param maxTokens maximum number of tokens of an answer
   */
  SpanSearch(List<SpanWindow> windows, int maxTokens) {
    this.windows = windows;
    this.maxTokens = maxTokens;
  }

  /**
   * Adds the logits of a window.
   *
   * @param starts logit as start of each token of the window
   * @param ends logit as end of each token of the window
   */
  void add(SpanWindow window, float[] starts, float[] ends) {
    nullScore = Math.min(nullScore, (double) starts[0] + ends[0]);
    List<Span> found = new ArrayList<>();
    int[] lasts = best(window, ends);
    for (int start : best(window, starts)) {
      int first = start - window.getPart().start() + window.getPart().firstToken();
      if (!hasMostContext(window, first)) {
        continue;
      }
      for (int end : lasts) {
        if (end >= start && end - start < maxTokens) {
          int last = first + end - start;
          found.add(new Span(first, last, (double) starts[start] + ends[end]));
        }
      }
    }
    found.sort(BEST_FIRST);
    spans.addAll(found.subList(0, Math.min(TRIED, found.size())));
  }

  SpanPrediction toPrediction(SquadExample example, PlacedTokens context, int most) {
    int[] offsets = toOffsets(example.context());
    List<Answer> answers =
        spans.stream()
            .sorted(BEST_FIRST)
            .limit(most)
            .map(span -> span.toAnswer(example.context(), offsets, context))
            .toList();
    return new SpanPrediction(example, answers, nullScore);
  }

  /** Returns the places of the highest logits among the context's tokens, highest first. */
  private static int[] best(SpanWindow window, float[] logits) {
    ContextPart part = window.getPart();
    int[] best = new int[Math.min(TRIED, part.tokens())];
    int count = 0;
    for (int i = part.start(); i < part.start() + part.tokens(); i++) {
      int rank = count;
      while (rank > 0 && logits[i] > logits[best[rank - 1]]) {
        rank--;
      }
      if (rank < best.length) {
        count = Math.min(count + 1, best.length);
        System.arraycopy(best, rank, best, rank + 1, count - rank - 1);
        best[rank] = i;
      }
    }
    return best;
  }

  private boolean hasMostContext(SpanWindow window, int token) {
    double own = window.getPart().getContextOf(token);
    for (SpanWindow other : windows) {
      double context = other.getPart().getContextOf(token);
      boolean isEarlier = other.getPart().firstToken() < window.getPart().firstToken();
      if (context > own || (context == own && isEarlier)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the index in UTF-16 of each code point, and the length at the end. */
  private static int[] toOffsets(String text) {
    int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
    int at = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = at;
      at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 0;
    }
    return offsets;
  }

  /** Tokens of the context, inclusive, with the sum of their logits. */
  private record Span(int first, int last, double score) {
    Answer toAnswer(String context, int[] offsets, PlacedTokens tokens) {
      int start = tokens.getStart(first);
      int end = Math.max(start, tokens.getEnd(last));
      return new Answer(context.substring(offsets[start], offsets[end]), start, end, score);
    }
  }
}
