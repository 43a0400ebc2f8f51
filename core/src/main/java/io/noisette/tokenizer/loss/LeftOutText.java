package io.noisette.tokenizer.loss;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import com.google.gson.JsonObject;
import io.noisette.engine.UseLock;
import io.noisette.tokenizer.Tokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Count of the characters that a tokenizer leaves out of its ids: BPE without a token for unknown
 * characters drops those that its vocabulary lacks. Thread-safe.
 *
 * <p>It encodes with a copy of the tokenizer that has such a token.
 */
public final class LeftOutText implements AutoCloseable {

  private static final int MOST_EXAMPLES = 5;

  private final @Nullable HuggingFaceTokenizer telling; // null: nothing can be left out
  private final UseLock lock = new UseLock("the count of text that is left out");
  private final Set<String> examples = new LinkedHashSet<>();
  private long characters;
  private long leftOut;

  /** Creates a count of texts that {@code tokenizer} encodes; it may be closed afterwards. */
  public LeftOutText(Tokenizer tokenizer) throws IOException {
    JsonObject json = TellingJson.parse(tokenizer.getFileBytes());
    telling = TellingJson.canLeaveOut(json) ? load(TellingJson.of(json)) : null;
  }

  private static HuggingFaceTokenizer load(String json) throws IOException {
    return HuggingFaceTokenizer.newInstance(
        new ByteArrayInputStream(json.getBytes(UTF_8)),
        Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
  }

  /**
   * Counts the characters of texts.
   *
   * @throws IllegalStateException if this count is closed
   */
  public synchronized void add(List<String> texts) {
    HuggingFaceTokenizer open = telling;
    if (open != null) {
      lock.use(
          () -> {
            add(texts, open);
            return texts;
          });
    }
  }

  private void add(List<String> texts, HuggingFaceTokenizer open) {
    long[] encodings =
        TokenizersLibrary.LIB.batchEncode(open.getHandle(), texts.toArray(String[]::new), false);
    for (int i = 0; i < encodings.length; i++) {
      try {
        add(texts.get(i), encodings[i]);
      } finally {
        TokenizersLibrary.LIB.deleteEncoding(encodings[i]);
      }
    }
  }

  private void add(String text, long encoding) {
    int length = text.codePointCount(0, text.length());
    characters += length;
    long[] ids = TokenizersLibrary.LIB.getTokenIds(encoding);
    CharSpan[] spans = null;
    int last = -1; // several bytes of a character may be left out
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == TellingJson.LEFT_OUT_ID) {
        spans = spans == null ? TokenizersLibrary.LIB.getTokenCharSpans(encoding) : spans;
        CharSpan span = spans[i];
        if (span != null && span.getStart() != last) {
          last = span.getStart();
          leftOut++;
          addExample(text, last);
        }
      }
    }
  }

  private void addExample(String text, int character) {
    if (examples.size() < MOST_EXAMPLES) {
      int start = text.offsetByCodePoints(0, character);
      examples.add("'" + Character.toString(text.codePointAt(start)) + "'");
    }
  }

  /** Gives one line about what was left out, if anything was. */
  public synchronized void tell(Consumer<String> warnings) {
    if (leftOut > 0) {
      warnings.accept(
          String.format(
              Locale.ROOT,
              "the tokenizer has no tokens for %,d of %,d characters (%.2f %%) and leaves them"
                  + " out, such as %s; use a tokenizer with tokens for all bytes, such as one of"
                  + " tokenizer-train",
              leftOut,
              characters,
              100.0 * leftOut / characters,
              String.join(", ", examples)));
    }
  }

  /** Frees the native memory. */
  @Override
  public void close() {
    if (telling != null) {
      lock.close(telling::close);
    }
  }
}
