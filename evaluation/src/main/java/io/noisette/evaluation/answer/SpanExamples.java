package io.noisette.evaluation.answer;

import io.noisette.evaluation.TokenBatches;
import io.noisette.evaluation.squad.SquadData;
import io.noisette.evaluation.squad.SquadExample;
import io.noisette.model.AnswerSpans;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.text.Excerpt;
import io.noisette.tokenizer.PlacedTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Examples of question answering, tokenized and divided into windows, which are what a model reads
 * and is trained on.
 */
public final class SpanExamples {

  private final List<SquadExample> examples;
  private final List<PlacedTokens> contexts; // of each example; those of a paragraph are shared
  private final List<SpanWindow> windows;
  private final boolean hasTypes;

  private SpanExamples(
      List<SquadExample> examples,
      List<PlacedTokens> contexts,
      List<SpanWindow> windows,
      boolean hasTypes) {
    this.examples = examples;
    this.contexts = contexts;
    this.windows = windows;
    this.hasTypes = hasTypes;
  }

  /**
   * Tokenizes all examples of a data set, for prediction. The first answer is the target of the
   * loss.
   *
   * @param notices receives one line for each kind of fault, with the first example: questions that
   *     are too long, and answers that are not whole tokens
   */
  public static SpanExamples of(
      List<SquadExample> examples, SpanEncoder encoder, Consumer<String> notices) {
    Builder builder = new Builder(encoder).addAll(examples);
    builder.boundaries.tellOfMeasurement(notices);
    return builder.build(notices);
  }

  /**
   * Tokenizes examples for training on their first answers. Answers that begin or end within a
   * token are widened to whole tokens; a question whose answer contains no token is learned as one
   * without an answer.
   *
   * @param notices receives one line for each kind of fault, with the first example
   * @throws io.noisette.failure.CorruptDataException if an answer is empty, or is not in the
   *     context where the file says
   */
  public static SpanExamples forTraining(
      SquadData data, SpanEncoder encoder, Consumer<String> notices) {
    TrainingAnswers.check(data);
    Builder builder = new Builder(encoder).addAll(data.examples());
    builder.boundaries.tellOfTraining(notices);
    return builder.build(notices);
  }

  /** Returns the number of windows. */
  public int getSize() {
    return windows.size();
  }

  /** Returns the examples. */
  public List<SquadExample> getExamples() {
    return examples;
  }

  /** Returns the number of tokens of a window, special tokens included. */
  public int getLength(int window) {
    return windows.get(window).getLength();
  }

  /** Packs selected windows into a batch, without padding. */
  public SequenceBatch toBatch(int[] chosen) {
    PackedTokens tokens =
        PackedTokens.of(Arrays.stream(chosen).mapToObj(i -> windows.get(i).getIds()).toList());
    return hasTypes
        ? new SequenceBatch(
            tokens, PackedTokens.of(Arrays.stream(chosen).mapToObj(this::typesOf).toList()))
        : SequenceBatch.of(tokens);
  }

  /** Returns the places of the answers in selected windows; the first token if it is in none. */
  public AnswerSpans getTargets(int[] chosen) {
    return new AnswerSpans(
        Arrays.stream(chosen).mapToObj(i -> windows.get(i).getAnswerStart()).toList(),
        Arrays.stream(chosen).mapToObj(i -> windows.get(i).getAnswerEnd()).toList());
  }

  /** Returns a line on the number of questions and windows. */
  public String getDescription() {
    return String.format(
        Locale.ROOT, "%,d questions in %,d windows", examples.size(), windows.size());
  }

  SpanWindow getWindow(int window) {
    return windows.get(window);
  }

  PlacedTokens getContext(int example) {
    return contexts.get(example);
  }

  /** Divides all windows into batches of at most so many tokens, longest windows first. */
  List<int[]> toBatches(int mostTokens) {
    return TokenBatches.longestFirst(getSize(), mostTokens, this::getLength);
  }

  private int[] typesOf(int window) {
    SpanWindow own = windows.get(window);
    int[] types = new int[own.getLength()];
    Arrays.fill(types, own.getPart().start(), types.length, 1);
    return types;
  }

  /** Tokenizes examples one after the other; a context only once for all of its questions. */
  private static final class Builder {

    private static final int MOST_SHOWN = 60; // characters of a question

    private final SpanEncoder encoder;
    private final List<SquadExample> examples = new ArrayList<>();
    private final List<PlacedTokens> contexts = new ArrayList<>();
    private final List<SpanWindow> windows = new ArrayList<>();
    private final AnswerBoundaries boundaries = new AnswerBoundaries();
    private long cut; // questions
    private @Nullable String firstCut;

    Builder(SpanEncoder encoder) {
      this.encoder = encoder;
    }

    Builder addAll(List<SquadExample> all) {
      all.forEach(this::add);
      return this;
    }

    SpanExamples build(Consumer<String> notices) {
      if (firstCut != null) {
        notices.accept(
            String.format(
                Locale.ROOT,
                "%,d of %,d questions are longer than %,d tokens, and lose their ends; the first is"
                    + " '%s'; --max-question-length allows more",
                cut,
                examples.size(),
                encoder.getSettings().maxQuestionLength(),
                Excerpt.of(firstCut, MOST_SHOWN)));
      }
      return new SpanExamples(
          List.copyOf(examples), List.copyOf(contexts), windows, encoder.hasTypes());
    }

    private void add(SquadExample example) {
      int number = examples.size();
      boolean sameContext =
          number > 0 && examples.get(number - 1).context().equals(example.context());
      PlacedTokens context =
          sameContext ? contexts.get(number - 1) : encoder.encodeContext(example.context());
      TokenRange answer =
          example.answers().isEmpty() ? null : TokenRange.of(example.answers().get(0), context);
      boundaries.add(example, answer);
      examples.add(example);
      contexts.add(context);
      int[] asked = encoder.encodeQuestion(example.question());
      if (asked.length > encoder.getSettings().maxQuestionLength()) {
        cut++;
        firstCut = firstCut == null ? example.question() : firstCut;
      }
      windows.addAll(encoder.divide(number, asked, context, answer));
    }
  }
}
