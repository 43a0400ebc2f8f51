package io.noisette.generate;

import io.noisette.text.Document;
import io.noisette.text.DocumentFormat;
import io.noisette.text.DocumentReader;
import io.noisette.text.SentenceSplitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Deterministic choice of sentences of a text, and of words to mask in them. */
public final class Gaps {

  private static final int MOST_DOCUMENTS = 1000;
  private static final int LINE = 66; // characters that fit into 80 columns next to a score
  private static final int MOST_CHARACTERS = 300;

  private Gaps() {}

  /**
   * Chooses sentences spread evenly over a text file, and masks one or two words in each, in
   * alternation.
   *
   * @param count number of sentences wanted; fewer are returned if the text has no more suitable
   *     ones
   */
  public static List<Gap> choose(Path text, DocumentFormat format, int count) throws IOException {
    return choose(readSentences(text, format), count);
  }

  /**
   * Chooses sentences spread evenly over a list, and masks one or two words in each, in
   * alternation.
   */
  public static List<Gap> choose(List<String> sentences, int count) {
    List<String> usable =
        sentences.stream()
            .filter(sentence -> Gap.inTheMiddle(sentence, 2) != null)
            .filter(Gaps::isWhole)
            .toList();
    List<String> pool = new ArrayList<>(usable.stream().filter(Gaps::fitsALine).toList());
    if (pool.size() < count) {
      pool = usable.stream().sorted(Comparator.comparingInt(String::length)).limit(count).toList();
    }
    int chosen = Math.min(count, pool.size());
    List<Gap> gaps = new ArrayList<>();
    for (int i = 0; i < chosen; i++) {
      String sentence = pool.get((int) ((long) i * pool.size() / chosen));
      Gap gap = Gap.inTheMiddle(sentence, 1 + i % 2);
      if (gap != null) {
        gaps.add(gap);
      }
    }
    return gaps;
  }

  private static List<String> readSentences(Path text, DocumentFormat format) throws IOException {
    SentenceSplitter splitter = new SentenceSplitter("en");
    List<String> sentences = new ArrayList<>();
    try (DocumentReader reader = DocumentReader.open(text, format)) {
      int documents = 0;
      for (Document read = reader.read(); read != null; read = reader.read()) {
        String body = read.text().substring(read.titleLength());
        splitter.split(body).forEach(sentence -> sentences.add(sentence.strip()));
        documents++;
        if (documents == MOST_DOCUMENTS) {
          break;
        }
      }
    }
    return sentences;
  }

  /**
   * Returns true unless a sentence is too long, a heading, or the rest of a sentence that was cut.
   */
  private static boolean isWhole(String sentence) {
    return sentence.length() <= MOST_CHARACTERS
        && Character.isLetter(sentence.codePointAt(0))
        && !Character.isLowerCase(sentence.codePointAt(0))
        && !Character.isLetterOrDigit(sentence.codePointBefore(sentence.length()));
  }

  private static boolean fitsALine(String sentence) {
    return sentence.length() <= LINE;
  }
}
