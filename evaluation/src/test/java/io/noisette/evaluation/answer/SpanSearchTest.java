package io.noisette.evaluation.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.evaluation.squad.SquadAnswer;
import io.noisette.evaluation.squad.SquadData;
import io.noisette.evaluation.squad.SquadExample;
import io.noisette.evaluation.task.SmallBert;
import io.noisette.failure.CorruptDataException;
import io.noisette.tokenizer.PairFormat;
import io.noisette.tokenizer.PlacedTokens;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows, targets and best spans, with a tokenizer that knows letters. */
final class SpanSearchTest {

  private static final String CONTEXT = "a b c d e f g h i j k l";

  @TempDir static Path directory;

  private Tokenizer tokenizer;

  @BeforeEach
  void loadTokenizer() throws IOException {
    tokenizer = Tokenizer.load(SmallBert.writeVocabulary(directory));
  }

  @AfterEach
  void closeTokenizer() {
    tokenizer.close();
  }

  @Test
  void windowsOverlapAndReachTheEnd() {
    List<SpanWindow> windows = divide(CONTEXT, null);
    assertEquals(
        List.of(0, 2, 4, 6),
        windows.stream().map(window -> window.getPart().firstToken()).toList());
    for (SpanWindow window : windows) {
      assertEquals(6, window.getPart().tokens()); // 10 less question and three special tokens
      assertEquals(3, window.getPart().start());
      assertEquals(10, window.getLength());
    }
    assertEquals(1, divide("a b c", null).size());
    assertEquals(1, divide("", null).size());
  }

  @Test
  void theTargetIsInTheWindowsThatHoldTheWholeAnswer() {
    TokenRange answer = TokenRange.of(new SquadAnswer("e f", 8), encode(CONTEXT));
    assertEquals(new TokenRange(4, 5, true), answer);
    List<SpanWindow> windows = divide(CONTEXT, answer);
    assertEquals(List.of(7, 5, 3, 0), windows.stream().map(SpanWindow::getAnswerStart).toList());
    assertEquals(List.of(8, 6, 4, 0), windows.stream().map(SpanWindow::getAnswerEnd).toList());
  }

  @Test
  void answersThatBreakTokensAreWidened() {
    PlacedTokens tokens = encode("x y-zoo 😀 w");
    assertTrue(Objects.requireNonNull(TokenRange.of(new SquadAnswer(" y ", 1), tokens)).exact());
    TokenRange emoji = Objects.requireNonNull(TokenRange.of(new SquadAnswer("😀 w", 8), tokens));
    assertTrue(emoji.exact());
    PlacedTokens unknown = encode("ßß x"); // one unknown token
    TokenRange half = Objects.requireNonNull(TokenRange.of(new SquadAnswer("ß", 1), unknown));
    assertFalse(half.exact());
    assertEquals(null, TokenRange.of(new SquadAnswer(" ", 2), unknown));
  }

  @Test
  void theBestSpanIsFoundInTheWindowWithMostContext() {
    List<SpanWindow> windows = divide(CONTEXT, null);
    SpanSearch search = new SpanSearch(windows, 3);
    for (int w = 0; w < windows.size(); w++) {
      SpanWindow window = windows.get(w);
      float[] starts = new float[window.getLength()];
      float[] ends = new float[window.getLength()];
      int e = 4 - window.getPart().firstToken(); // the token e, with a score that tells the window
      if (e >= 0 && e < window.getPart().tokens()) {
        starts[3 + e] = 10 + w;
      }
      int f = 5 - window.getPart().firstToken();
      if (f >= 0 && f < window.getPart().tokens()) {
        ends[3 + f] = 5;
      }
      starts[0] = 1 + w; // the null score is the lowest
      starts[1] = 99; // the question's, which is no answer
      search.add(window, starts, ends);
    }
    SpanPrediction found = search.toPrediction(example(CONTEXT), encode(CONTEXT), 5);
    assertEquals(new Answer("e f", 8, 11, 16), found.answers().get(0)); // window 1: c d e f g h
    assertEquals(1, found.nullScore());
    assertEquals(5, found.answers().size());
    assertTrue(found.answers().stream().allMatch(it -> it.text().length() <= 5), found::toString);
    assertEquals(1 / (1 + Math.exp(15)), found.getNoAnswerProbability(), 1e-12);
    List<Double> all = found.getProbabilities(true);
    assertEquals(1, all.stream().mapToDouble(p -> p).sum(), 1e-9);
  }

  @Test
  void offsetsThatDoNotFitAreCountedAndNamed() {
    SquadExample good = example(CONTEXT, new SquadAnswer("c", 4));
    SquadExample bad = example(CONTEXT, new SquadAnswer("c", 5));
    SquadData data = data(good, bad);
    SpanEncoder encoder = encoder();
    assertEquals(
        "squad.json: 1 of 2 answers are not in the context where answer_start says, which counts"
            + " Unicode code points; the first is 'c' at 5 of article 'letters', question q;"
            + " correct answer_start, or remove these questions",
        assertThrows(
                CorruptDataException.class,
                () -> SpanExamples.forTraining(data, encoder, notice -> {}))
            .getMessage());
  }

  @Test
  void questionsThatLoseTheirEndsAreCounted() {
    List<String> told = new ArrayList<>();
    SquadExample fits = new SquadExample("letters", "1", CONTEXT, "q", List.of());
    SquadExample cut = new SquadExample("letters", "2", CONTEXT, "a b c", List.of());
    SpanExamples.of(List.of(fits, cut), encoder(), told::add);
    assertEquals(
        List.of(
            "1 of 2 questions are longer than 1 tokens, and lose their ends; the first is 'a b c';"
                + " --max-question-length allows more"),
        told);
  }

  @Test
  void answersThatAreNotWholeTokensAreCounted() {
    SquadExample whole = example("7b c d", new SquadAnswer("c", 3));
    SquadExample within = example("7b c d", new SquadAnswer("b", 1)); // 7b is one unknown word
    SquadExample space = example("7b  c d", new SquadAnswer(" ", 2));
    List<String> told = new ArrayList<>();
    SpanExamples.forTraining(data(whole, within, space), encoder(), told::add);
    assertEquals(2, told.size(), told::toString);
    assertTrue(told.get(0).startsWith("1 of 3 first answers begin or end within a token"));
    assertTrue(told.get(1).startsWith("1 of 3 first answers contain no token"), told::toString);
    told.clear();
    SpanExamples.of(List.of(whole, within, space), encoder(), told::add);
    assertEquals(1, told.size(), told::toString);
    assertTrue(told.get(0).startsWith("2 of 3 first answers are not whole tokens"));
  }

  private SpanEncoder encoder() {
    return new SpanEncoder(tokenizer, 10, PairFormat.TRANSFORMERS, new WindowSettings(2, 1, 3));
  }

  private List<SpanWindow> divide(String context, @Nullable TokenRange answer) {
    return encoder().divide(0, tokenizer.encode("q r"), encode(context), answer);
  }

  private PlacedTokens encode(String context) {
    return tokenizer.encodeWithPlaces(context);
  }

  private static SquadExample example(String context, SquadAnswer... answers) {
    return new SquadExample("letters", "q", context, "q", List.of(answers));
  }

  private static SquadData data(SquadExample... examples) {
    return new SquadData(Path.of("squad.json"), "1.1", List.of(examples), "");
  }
}
