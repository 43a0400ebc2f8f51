package io.noisette.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.text.SentenceSplitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ids of the sentences of a document, joined, are those of the document. */
final class SentenceIdsTest {

  private static final List<String> DOCUMENTS =
      List.of(
          "Hi.Yes. No?Maybe!  Well.",
          "你好。再见。我们走吧！好的。",
          "\uD83D\uDE00 Smile! \uD83D\uDE00\uD83D\uDE00 Again. Ünïcödé.Ä b.",
          "= Title = He said \"Stop.\" She did.\u00a0Then…Later.\u2028End",
          "One (two.) 3.Four ﬁve.ﬀ six. ｗｉｄｅ。ｙｅｓ",
          "No end",
          "a\u0301.\u0301b. C\u0000d.E");

  private static final String BYTE_LEVEL =
      "{\"type\":\"ByteLevel\",\"add_prefix_space\":%s,\"trim_offsets\":true,\"use_regex\":%s}";

  /** The pre-tokenizer of GPT-4, which joins a full stop with the word behind it. */
  private static final String SPLIT =
      """
      {"type":"Sequence","pretokenizers":[{"type":"Split","behavior":"Isolated","invert":false,
        "pattern":{"Regex":"[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|\\\\p{N}{1,3}|.[^\\\\s\\\\p{L}\\\\p{N}]*|\\\\s+"}},
        %s]}\
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{\"type\":\"NFKC\"}",
        "{\"type\":\"Prepend\",\"prepend\":\"a\"}",
        "{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"Lowercase\"},{\"type\":\"Strip\","
            + "\"strip_left\":true,\"strip_right\":true}]}"
      })
  void whateverNormalizesAndSplitsTheText(String normalizer) throws IOException {
    for (String preTokenizer :
        List.of(
            BYTE_LEVEL.formatted(false, true),
            BYTE_LEVEL.formatted(true, true),
            BYTE_LEVEL.formatted(false, false),
            SPLIT.formatted(BYTE_LEVEL.formatted(false, false)))) {
      JsonObject json = trained();
      json.add("normalizer", JsonParser.parseString(normalizer));
      json.add("pre_tokenizer", JsonParser.parseString(preTokenizer));
      assertJoined(json);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"Metaspace\",\"replacement\":\"▁\",\"prepend_scheme\":\"always\",\"split\":true}",
        "{\"type\":\"Metaspace\",\"replacement\":\"▁\",\"prepend_scheme\":\"first\",\"split\":false}",
        "{\"type\":\"WhitespaceSplit\"}",
        "{\"type\":\"Whitespace\"}",
        "null"
      })
  void alsoForSentencePieceAndWords(String preTokenizer) throws IOException {
    JsonObject json = trained();
    json.add("pre_tokenizer", JsonParser.parseString(preTokenizer));
    json.add("decoder", null);
    json.add("added_tokens", new JsonArray());
    json.add(
        "model",
        JsonParser.parseString(
            "{\"type\":\"Unigram\",\"unk_id\":0,\"byte_fallback\":false,\"vocab\":[[\"<unk>\",0],"
                + "[\"▁\",-1],[\"Hi\",-2],[\"Yes\",-2],[\".\",-2],[\"▁Yes\",-2],[\"你好\",-2]]}"));
    assertJoined(json);
  }

  @Test
  void eachSentenceHasItsOwnText() throws IOException {
    JsonObject json = trained();
    json.add("normalizer", JsonParser.parseString("{\"type\":\"NFC\"}"));
    List<String> sentences =
        List.of("\uD83D\uDE00 Smile!", " \uD83D\uDE00\uD83D\uDE00 中Again.", "你好。", "Ende");
    try (Tokenizer tokenizer = write(json)) {
      assertFalse(tokenizer.hasIndependentSentences());
      assertEquals(
          sentences, tokenizer.encodeDocument(sentences).stream().map(tokenizer::decode).toList());
    }
  }

  @Test
  void aTokenMayLieInTwoSentences() throws IOException {
    JsonObject json = trained();
    JsonObject added = TokenizerJson.addedToken(290, "Hi.Yes", false);
    added.addProperty("special", false);
    json.getAsJsonArray("added_tokens").add(added);
    assertJoined(json);
  }

  @Test
  void sentencesOfBartAndBertAreEncodedAlone() throws IOException {
    try (Tokenizer tokenizer = write(trained())) {
      assertTrue(tokenizer.hasIndependentSentences());
    }
    Path bert = Files.createDirectory(directory.resolve("bert"));
    Files.writeString(
        bert.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhi\nyes\n.\n你\n好\n。\n");
    try (Tokenizer tokenizer = Tokenizer.load(bert)) {
      assertTrue(tokenizer.hasIndependentSentences());
      assertJoined(tokenizer);
    }
  }

  private JsonObject trained() throws IOException {
    Path file =
        SmallTokenizers.train(directory, "Hi. Yes. No? the end. 你好。再见。 Well\n".repeat(3), 300);
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private Tokenizer write(JsonElement json) throws IOException {
    return Tokenizer.load(Files.writeString(directory.resolve("changed.json"), json.toString()));
  }

  private void assertJoined(JsonObject json) throws IOException {
    try (Tokenizer tokenizer = write(json)) {
      assertJoined(tokenizer);
    }
  }

  private static void assertJoined(Tokenizer tokenizer) {
    SentenceSplitter splitter = new SentenceSplitter("en");
    List<List<String>> documents = DOCUMENTS.stream().map(splitter::split).toList();
    int sentences = documents.stream().mapToInt(List::size).sum();
    assertEquals(sentences, tokenizer.encodeDocuments(documents).size());
    for (int i = 0; i < documents.size(); i++) {
      List<int[]> ids = tokenizer.encodeDocument(documents.get(i));
      assertEquals(documents.get(i).size(), ids.size());
      int[] joined = ids.stream().flatMapToInt(IntStream::of).toArray();
      assertArrayEquals(tokenizer.encode(DOCUMENTS.get(i)), joined, DOCUMENTS.get(i));
    }
    List<int[]> first = tokenizer.encodeDocument(documents.get(0));
    assertTrue(first.stream().filter(part -> part.length > 0).count() > 1, "sentences are divided");
  }
}
