package io.noisette.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.noisette.failure.CorruptDataException;
import io.noisette.nativelib.NativeCache;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer of the native library, which adds no special tokens and neither truncates nor pads.
 * It must not be used after it is closed.
 */
final class NativeTokenizer implements AutoCloseable {

  static {
    // The native library is unpacked from its jar; nothing is downloaded or reported.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
  }

  private static final int REPLACEMENT = 0xFFFD;

  private final HuggingFaceTokenizer tokenizer;

  private NativeTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Loads a tokenizer.
   *
   * @param path file that the JSON is from, for messages
   * @throws CorruptDataException if the library cannot read it
   */
  static NativeTokenizer load(Path path, String json) {
    NativeCache.load("tokenizers", LibUtils::checkStatus);
    try {
      return new NativeTokenizer(
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(json.getBytes(UTF_8)),
              Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false")));
    } catch (IOException
        | RuntimeException e) { // the native library throws plain RuntimeExceptions
      throw new CorruptDataException(
          path + " is not a tokenizer that this version can read: " + e.getMessage(), e);
    }
  }

  int[] encode(String text) {
    return takeIds(TokenizersLibrary.LIB.encode(tokenizer.getHandle(), toUnicode(text), false));
  }

  PlacedTokens encodeWithPlaces(String text) {
    String unicode = toUnicode(text);
    int[] points = unicode.codePoints().toArray();
    long encoding = TokenizersLibrary.LIB.encode(tokenizer.getHandle(), unicode, false);
    CharSpan[] spans = TokenizersLibrary.LIB.getTokenCharSpans(encoding);
    return TokenPlaces.place(takeIds(encoding), spans, points);
  }

  /** Encodes texts in parallel on all cores. */
  int[][] encode(List<String> texts) {
    long[] encodings = encodeAll(texts.toArray(String[]::new));
    return Arrays.stream(encodings).mapToObj(NativeTokenizer::takeIds).toArray(int[][]::new);
  }

  /** Encodes documents in parallel; returns the ids of all their sentences, in order. */
  List<int[]> encodeDocuments(List<List<String>> documents) {
    documents.forEach(sentences -> sentences.forEach(NativeTokenizer::requireText));
    String[] texts = documents.stream().map(parts -> String.join("", parts)).toArray(String[]::new);
    long[] encodings = encodeAll(texts);
    List<int[]> ids = new ArrayList<>();
    for (int i = 0; i < encodings.length; i++) {
      List<String> sentences = documents.get(i);
      if (sentences.size() == 1) {
        ids.add(takeIds(encodings[i]));
      } else {
        CharSpan[] spans = TokenizersLibrary.LIB.getTokenCharSpans(encodings[i]);
        ids.addAll(SentenceIds.split(takeIds(encodings[i]), spans, sentences));
      }
    }
    return ids;
  }

  String decode(int[] ids) {
    long[] wide = Arrays.stream(ids).asLongStream().toArray();
    return TokenizersLibrary.LIB.decode(tokenizer.getHandle(), wide, false);
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private long[] encodeAll(String[] texts) {
    String[] unicode = Arrays.stream(texts).map(NativeTokenizer::toUnicode).toArray(String[]::new);
    return TokenizersLibrary.LIB.batchEncode(tokenizer.getHandle(), unicode, false);
  }

  /** The native library ends the process when it gets null. */
  private static String requireText(@Nullable String text) {
    return Objects.requireNonNull(text, "a text to encode must not be null");
  }

  /**
   * Replaces each surrogate without its other half by U+FFFD, so that the native library counts the
   * same code points.
   */
  private static String toUnicode(@Nullable String text) {
    String given = requireText(text);
    if (given.chars().noneMatch(unit -> Character.isSurrogate((char) unit))) {
      return given;
    }
    int[] points =
        given.codePoints().map(point -> isSurrogate(point) ? REPLACEMENT : point).toArray();
    return new String(points, 0, points.length);
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  /** Copies the ids only, because the library's own Encoding holds an object per token. */
  private static int[] takeIds(long encoding) {
    try {
      long[] ids = TokenizersLibrary.LIB.getTokenIds(encoding);
      int[] narrow = new int[ids.length];
      for (int i = 0; i < ids.length; i++) {
        narrow[i] = (int) ids[i];
      }
      return narrow;
    } finally {
      TokenizersLibrary.LIB.deleteEncoding(encoding);
    }
  }
}
