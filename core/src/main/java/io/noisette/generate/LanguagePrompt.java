package io.noisette.generate;

import io.noisette.failure.UsageException;
import io.noisette.text.Words;
import io.noisette.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Text as a language model reads it, and back: it begins with {@code </s>}, as a corpus does. */
final class LanguagePrompt {

  /** Unknown words that a warning names. */
  private static final int MOST_NAMED = 5;

  private final Tokenizer tokenizer;
  private final Consumer<String> warnings;
  private final int eos;

  LanguagePrompt(Tokenizer tokenizer, Consumer<String> warnings) {
    this.tokenizer = tokenizer;
    this.warnings = warnings;
    eos = tokenizer.getEosId();
  }

  /**
   * The ids of a prompt. Line breaks are {@code </s>} to whole words, and spaces to word pieces, as
   * in their corpora.
   *
   * @throws UsageException if a word is unknown and there is no {@code <unk>} either
   */
  int[] encode(String prompt) {
    IntStream.Builder ids = IntStream.builder().add(eos);
    if (tokenizer.isOfWholeWords()) {
      requireKnown(prompt);
      String[] lines = prompt.split("\n", -1);
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

  /** Text of ids that {@link #encode} began. */
  String decode(int[] ids) {
    List<String> lines = new ArrayList<>();
    int start = 1; // behind the first </s>
    for (int end = 1; end <= ids.length; end++) {
      if (end == ids.length || ids[end] == eos) {
        lines.add(tokenizer.decode(Arrays.copyOfRange(ids, start, end)));
        start = end + 1;
      }
    }
    return String.join("\n", lines);
  }

  /** Rules out what no corpus has. */
  void exclude(float[] scores) {
    for (int id = 0; id < scores.length; id++) {
      boolean isText = id < tokenizer.getSize() && !tokenizer.isSpecial(id);
      if (!isText && id != eos && !isUnknownWord(id)) {
        scores[id] = Float.NEGATIVE_INFINITY;
      }
    }
  }

  /** {@code <unk>} is a word of such corpora like any other. */
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
    String words =
        String.format(
            Locale.ROOT,
            "the model does not know %s%s",
            named,
            unknown.size() > MOST_NAMED ? ", …" : "");
    if (!tokenizer.hasToken("<unk>")) {
      throw new UsageException(words + ", and its vocabulary has no <unk> to stand for them");
    }
    warnings.accept(words + ": read as <unk>");
  }
}
