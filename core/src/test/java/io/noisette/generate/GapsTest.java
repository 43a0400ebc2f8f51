package io.noisette.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.noisette.text.DocumentFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GapsTest {

  private static final String SENTENCE = "We must now vote on the whole report.";

  @Test
  void theMiddleIsTakenOut() {
    assertEquals(
        List.of("We must now <mask> on the whole report.", "We must now <mask> the whole report."),
        IntStream.of(1, 2).mapToObj(count -> masked(SENTENCE, count)).toList());
    assertEquals(new Gap(SENTENCE, 12, 19), Gap.inTheMiddle(SENTENCE, 2));
    assertEquals("vote on", new Gap(SENTENCE, 12, 19).getWords());
  }

  @Test
  void wordsWithMarksOrDigitsStay() {
    assertEquals(
        "On 1 <mask> 2004, 10 countries joined.", masked("On 1 May 2004, 10 countries joined.", 1));
    assertNull(Gap.inTheMiddle("We saw 1, 2, 3 and 4.", 2));
  }

  @Test
  void aShortSentenceHasNoGap() {
    assertNull(Gap.inTheMiddle("That is all for now.", 1));
    assertNull(Gap.inTheMiddle("", 1));
  }

  @Test
  void sentencesAreSpreadOverTheText() {
    List<String> sentences =
        IntStream.range(0, 10)
            .mapToObj(i -> (char) ('A' + i) + " is not a nice day for us.")
            .toList();
    assertEquals(
        List.of(
            "A is not <mask> nice day for us.",
            "D is not <mask> day for us.",
            "G is not <mask> nice day for us."),
        Gaps.choose(sentences, 3).stream().map(Gap::getMasked).toList());
  }

  @Test
  void fewerSentencesThanWantedAreAllTaken() {
    List<String> two = List.of(SENTENCE, "We must then go home at once.");
    assertEquals(two, Gaps.choose(two, 5).stream().map(Gap::sentence).sorted().toList());
  }

  @Test
  void longSentencesAreTakenOnlyIfThereAreNoOthers() {
    String longer = "This one is " + "very ".repeat(12) + "long.";
    List<Gap> gaps = Gaps.choose(List.of(longer, SENTENCE), 2);
    assertEquals(List.of(SENTENCE, longer), gaps.stream().map(Gap::sentence).toList());
    gaps = Gaps.choose(List.of(longer, SENTENCE), 1);
    assertEquals(List.of(SENTENCE), gaps.stream().map(Gap::sentence).toList());
  }

  @Test
  void restsOfSentencesAndHeadingsAreLeftOut() {
    assertEquals(
        List.of(),
        Gaps.choose(
            List.of("which we must now vote on this.", "A heading without any mark at all"), 5));
  }

  @Test
  void titlesAreNoSentencesToGuess(@TempDir Path directory) throws Exception {
    Path text = directory.resolve("valid.txt");
    Files.writeString(text, "= A Title Of Seven Words. =\n" + SENTENCE + " It was so.\n");
    List<Gap> gaps = Gaps.choose(text, DocumentFormat.TITLE, 5);
    assertEquals(List.of(SENTENCE), gaps.stream().map(Gap::sentence).toList());
  }

  private static String masked(String sentence, int count) {
    Gap gap = Gap.inTheMiddle(sentence, count);
    return gap == null ? "no gap" : gap.getMasked();
  }
}
