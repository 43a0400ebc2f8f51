package io.noisette.evaluation.answer;

import io.noisette.evaluation.answer.SpanWindow.ContextPart;
import io.noisette.failure.UsageException;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.tokenizer.PairFormat;
import io.noisette.tokenizer.PlacedTokens;
import io.noisette.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Divides question and context into windows of at most so many tokens. */
public final class SpanEncoder {

  private final Tokenizer tokenizer;
  private final PairEncoder pairs;
  private final int maxLength;
  private final WindowSettings settings;

  /**
   * Creates an encoder.
   *
   * @param maxLength maximum number of tokens per window, question and special tokens included
   * @throws UsageException if that leaves no room for context
   */
  public SpanEncoder(
      Tokenizer tokenizer, int maxLength, PairFormat format, WindowSettings settings) {
    this.tokenizer = tokenizer;
    this.maxLength = maxLength;
    this.settings = settings;
    pairs = new PairEncoder(tokenizer, maxLength, format);
    if (maxLength - settings.maxQuestionLength() - pairs.countPairSpecials() < 1) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "max-length %d leaves no room for context beside max-question-length %d and %d"
                  + " special tokens",
              maxLength,
              settings.maxQuestionLength(),
              pairs.countPairSpecials()));
    }
  }

  /** Returns the settings of the windows. */
  public WindowSettings getSettings() {
    return settings;
  }

  /** Returns whether question and context have different token types, as in BERT. */
  boolean hasTypes() {
    return Arrays.stream(pairs.join(new int[1], new int[1]).getTypes()).sum() > 0;
  }

  /** Returns the tokens of a context with their places. */
  PlacedTokens encodeContext(String context) {
    return tokenizer.encodeWithPlaces(context);
  }

  /** Returns the tokens of a question, all of them. */
  int[] encodeQuestion(String question) {
    return tokenizer.encode(question);
  }

  /**
   * Returns the windows of an example.
   *
   * @param number index of the example
   * @param asked tokens of the question, of which a window has {@code maxQuestionLength} at most
   * @param answer tokens of the answer in the context, or null
   */
  List<SpanWindow> divide(
      int number, int[] asked, PlacedTokens context, @Nullable TokenRange answer) {
    int[] kept = Arrays.copyOf(asked, Math.min(asked.length, settings.maxQuestionLength()));
    int room = maxLength - kept.length - pairs.countPairSpecials();
    List<SpanWindow> windows = new ArrayList<>();
    int first = 0;
    while (true) {
      int end = Math.min(first + room, context.getSize());
      windows.add(window(number, kept, context, first, end, answer));
      if (end == context.getSize()) {
        return windows;
      }
      first += Math.min(settings.docStride(), room);
    }
  }

  private SpanWindow window(
      int number,
      int[] question,
      PlacedTokens context,
      int first,
      int end,
      @Nullable TokenRange answer) {
    int[] ids = pairs.join(question, context.getIds(first, end)).getIds();
    ContextPart part = new ContextPart(pairs.getSecondStart(question.length), first, end - first);
    if (answer == null || answer.first() < first || answer.last() >= end) {
      return new SpanWindow(number, ids, part, 0, 0);
    }
    int shift = part.start() - first;
    return new SpanWindow(number, ids, part, answer.first() + shift, answer.last() + shift);
  }
}
