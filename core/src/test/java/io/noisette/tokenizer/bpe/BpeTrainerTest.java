package io.noisette.tokenizer.bpe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.UsageException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BpeTrainerTest {

  @Test
  void theMostFrequentPairComesFirst() {
    assertEquals("a b, c d, ab c", merges(264, "abab", "abab", "cd", "cd", "cd", "abc", "abc"));
  }

  @Test
  void ofEquallyFrequentPairsTheSmallerIdsComeFirst() {
    assertEquals("a b, c d", merges(263, "cd", "ab", "ab", "cd"));
  }

  @Test
  void pairsThatOccurOnceAreNotMerged() {
    assertEquals("a b", merges(300, "ab", "abc"));
  }

  @Test
  void theVocabularyBeginsWithRobertasSpecialTokensAndTheBytes() {
    BpeModel model = train(261, "x");
    assertEquals(260, model.tokens().size());
    assertEquals(List.of("<s>", "<pad>", "</s>", "<unk>", "!"), model.tokens().subList(0, 5));
    assertEquals("\u0143", model.tokens().get(259));
    assertEquals(List.of(), model.merges());
  }

  /** The same text through tokenizers 0.23 in Python. */
  @Test
  void mergesAreThoseOfThePythonTrainer() {
    assertEquals(PYTHON_MERGES, merges(275, PYTHON_TEXT.split("\n")));
  }

  @Test
  void theLengthOfSegmentsHasNoEffect() {
    Random random = new Random(5);
    for (int trial = 0; trial < 200; trial++) {
      WordCounts counts = new WordCounts();
      int kinds = 1 + random.nextInt(4);
      for (int word = 0; word < 1 + trial % 4; word++) {
        counts.add(
            random
                .ints(1 + random.nextInt(150), 'a', 'a' + kinds)
                .mapToObj(Character::toString)
                .collect(Collectors.joining()));
      }
      BpeModel whole = BpeTrainer.train(counts, 290, 1000, size -> {});
      for (int symbols : new int[] {1, 2, 3, 8, 50}) {
        assertEquals(whole, BpeTrainer.train(counts, 290, symbols, size -> {}), "trial " + trial);
      }
    }
  }

  @Test
  void aVocabularyTooSmallForTheBytesIsAnError() {
    String message = assertThrows(UsageException.class, () -> train(260, "x")).getMessage();
    assertTrue(message.startsWith("vocab-size must be at least 261"), message);
  }

  private static final String PYTHON_TEXT =
      """
      babbbbbba
      abaababaabb
      abbbabbbaaa
      babbabaaaaabaa
      babbabab
      abbabaaaab
      aaaaaabbaa
      bbbbbababbaaa
      baababbaaaaaaa
      aaba""";
  private static final String PYTHON_MERGES =
      "a a, b b, b a, b aa, ba bb, a baa, aa aa, a bb, aa a, bb bb, abaa aa";

  private static String merges(int vocabularySize, String... lines) {
    return train(vocabularySize, lines).merges().stream()
        .map(merge -> merge.first() + " " + merge.second())
        .collect(Collectors.joining(", "));
  }

  private static BpeModel train(int vocabularySize, String... lines) {
    WordCounts counts = new WordCounts();
    for (String line : lines) {
      counts.addLine(line);
    }
    return BpeTrainer.train(counts, vocabularySize, size -> {});
  }
}
