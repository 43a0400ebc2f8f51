package io.noisette.evaluation.text;

import io.noisette.text.LowerCase;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Perplexity of target texts per token, per word and per byte, from log-probabilities in nats:
 * added up over texts. The end of a text is a token, a word and a byte of its own, but where a
 * figure says that it leaves it out; a forced {@code <s>} is none.
 */
public final class TargetPerplexity {

  private double sum;
  private double sumOfEnds;
  private long tokens;
  private long words;
  private long dialogueWords;
  private long bytes;
  private long texts;

  /**
   * Adds a text.
   *
   * @param tokenLogProbabilities of its tokens without {@code <s>} and {@code </s>}
   * @param endLogProbability of {@code </s>}
   */
  public void add(String text, double[] tokenLogProbabilities, double endLogProbability) {
    for (double logProbability : tokenLogProbabilities) {
      sum -= logProbability;
    }
    sumOfEnds -= endLogProbability;
    tokens += tokenLogProbabilities.length;
    words += SpacedWords.split(text).size();
    dialogueWords += countDialogueWords(text);
    bytes += text.getBytes(StandardCharsets.UTF_8).length;
    texts++;
  }

  /** Returns the number of tokens, {@code </s>} included. */
  public long getTokens() {
    return tokens + texts;
  }

  /** Returns the number of words between white space. */
  public long getWords() {
    return words;
  }

  /** Returns the number of words of ConvAI2, where marks are words. */
  public long getDialogueWords() {
    return dialogueWords;
  }

  /** Returns the number of bytes in UTF-8. */
  public long getBytes() {
    return bytes;
  }

  /**
   * Returns the figures, lower is better: {@code loss} (nats per token), {@code perplexity}, {@code
   * perplexity_without_end}, {@code word_perplexity}, {@code bits_per_byte}, and {@code
   * convai2_perplexity}, per word of ConvAI2 and without ends, if there is a word.
   */
  public Map<String, Double> getFigures() {
    double all = sum + sumOfEnds;
    double loss = all / (tokens + texts);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("loss", loss);
    figures.put("perplexity", Math.exp(loss));
    figures.put("perplexity_without_end", Math.exp(sum / tokens));
    figures.put("word_perplexity", Math.exp(all / (words + texts)));
    figures.put("bits_per_byte", all / Math.log(2) / (bytes + texts));
    if (dialogueWords > 0) {
      figures.put("convai2_perplexity", Math.exp(sum / dialogueWords));
    }
    return figures;
  }

  private static int countDialogueWords(String text) {
    String lower = LowerCase.of(text);
    return SpacedWords.split(lower.replaceAll("([.,;:!?])", " $1 ")).size();
  }
}
