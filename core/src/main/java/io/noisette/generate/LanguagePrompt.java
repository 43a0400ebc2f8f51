package io.noisette.generate;

import io.noisette.failure.UsageException;
import io.noisette.text.Words;
import io.noisette.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Encoder of prompts and decoder of generated ids; a text begins with the token that the model
 * expects first.
 */
final class LanguagePrompt {

  /** Maximum number of unknown words named in a warning. */
  private static final int MOST_NAMED = 5;

  private final Tokenizer tokenizer;
  private final Consumer<String> warnings;
  private final int first;
  private final int eos;

  /** What ends a line in a corpus of whole words. */
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  /**
   * Creates an encoder.
   *
   * @param first id of the token that a text begins with
   * @param warnings receives one line about the unknown words of a prompt
   */
  LanguagePrompt(Tokenizer tokenizer, int first, Consumer<String> warnings) {
    this.tokenizer = tokenizer;
    this.first = first;
    this.warnings = warnings;
    eos = tokenizer.getEosId();
  }

  /**
   * Returns the token ids of a prompt. Line breaks become {@code </s>} for a word-level tokenizer
   * and spaces for word pieces, as in corpora.
   *
   * @throws UsageException if a word is unknown and the vocabulary has no {@code <unk>}
   */
  int[] encode(String prompt) {
    IntStream.Builder ids = IntStream.builder().add(first);
    if (tokenizer.isOfWholeWords()) {
      requireKnown(prompt);
      String[] lines = LINE_END.split(Words.toSpaces(prompt), -1);
      for (int i = 0; i < lines.length; i++) {
        Arrays.stream(tokenizer.encode(lines[i])).forEach(ids::add);
        if (i < lines.length - 1) {
          ids.add(eos);
        }
      }
    } else {
      String line = prompt.replaceAll("\\s*\n\\s*", " ").strip();
      Arrays.stream(tokenizer.encode(line)).forEach(ids::add);
    }
    return ids.build().toArray();
  }

  /** Returns the text of token ids that begin with a prompt of {@link #encode}. */
  String decode(int[] ids) {
    List<String> lines = new ArrayList<>();
    int start = 1; // after the first token
    for (int end = 1; end <= ids.length; end++) {
      if (end == ids.length || ids[end] == eos) {
        lines.add(tokenizer.decode(Arrays.copyOfRange(ids, start, end)));
        start = end + 1;
      }
    }
    return String.join("\n", lines);
  }

  /** Excludes tokens that no corpus contains, by setting their scores to minus infinity. */
  void exclude(float[] scores) {
    for (int id = 0; id < scores.length; id++) {
      boolean isText = id < tokenizer.getSize() && !tokenizer.isSpecial(id);
      if (!isText && id != eos && !isUnknownWord(id)) {
        scores[id] = Float.NEGATIVE_INFINITY;
      }
    }
  }

  /**
   * Returns true if a token is {@code <unk>} of a word-level vocabulary, which occurs in corpora
   * like other words.
   */
  private boolean isUnknownWord(int id) {
    return tokenizer.isOfWholeWords() && id < tokenizer.getSize() && id == tokenizer.getUnkId();
  }

  private void requireKnown(String prompt) {
    List<String> unknown = new ArrayList<>();
    Words.forEach(
        prompt,
        word -> {
          if (!tokenizer.hasToken(word)) {
            unknown.add("'" + word + "'");
          }
        });
    if (unknown.isEmpty()) {
      return;
    }
    String named = String.join(", ", unknown.subList(0, Math.min(MOST_NAMED, unknown.size())));
    String words = "the model does not know " + named + (unknown.size() > MOST_NAMED ? ", …" : "");
    if (!tokenizer.hasToken("<unk>")) {
      throw new UsageException(
          "--prompt: %s, and its vocabulary has no <unk> to replace them; use other words"
              .formatted(words));
    }
    warnings.accept(words + "; unknown words become <unk>");
  }
}
