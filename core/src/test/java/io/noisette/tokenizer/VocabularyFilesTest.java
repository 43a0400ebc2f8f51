package io.noisette.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VocabularyFilesTest {

  private static final String WORDS =
      "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nday\nto\n##day\nÉté\nete\n";

  @TempDir Path directory;

  @Test
  void wordPieceIsLowerCasedWithoutAccents() throws IOException {
    write("vocab.txt", WORDS);
    try (Tokenizer tokenizer = Tokenizer.load(directory)) {
      assertArrayEquals(new int[] {6, 7, 9, 1}, tokenizer.encode("ToDay Été x"));
      assertEquals(2, tokenizer.getBosId());
      assertEquals(3, tokenizer.getEosId());
      assertTrue(tokenizer.isSpecial(tokenizer.getMaskId()));
    }
  }

  @Test
  void aVocabularyThatUnpacksWithoutEndIsRefused() throws IOException {
    Path file = directory.resolve("vocab.txt");
    byte[] lines = "x\n".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 65; i++) {
        out.write(lines);
      }
    }
    CorruptDataException thrown =
        assertThrows(CorruptDataException.class, () -> Tokenizer.load(directory));
    assertEquals(
        file + " has more than 4,194,304 lines or 67,108,864 characters, too many for a vocabulary",
        thrown.getMessage());
  }

  @Test
  void theConfigurationMayKeepCaseAndAccents() throws IOException {
    write("vocab.txt", WORDS);
    write("tokenizer_config.json", "{\"do_lower_case\": false, \"strip_accents\": null}");
    try (Tokenizer tokenizer = Tokenizer.load(directory)) {
      assertArrayEquals(new int[] {8, 1}, tokenizer.encode("Été ToDay"));
    }
  }

  @Test
  void byteLevelVocabulariesHaveMerges() throws IOException {
    write("vocab.json", "{\"<s>\":0,\"<pad>\":1,\"</s>\":2,\"a\":3,\"b\":4,\"ab\":5,\"<mask>\":6}");
    write("merges.txt", "#version: 0.2\na b\n");
    try (Tokenizer tokenizer = Tokenizer.load(directory)) {
      assertArrayEquals(new int[] {5, 3}, tokenizer.encode("aba"));
      assertArrayEquals(new int[] {3, 6, 4}, tokenizer.encodeMarked("a<mask>b"));
    }
  }

  /** Otherwise transformers takes the space away again. */
  @Test
  void aSpaceBeforeEveryTextIsToldToTransformers() throws IOException {
    write("vocab.json", "{\"<s>\":0,\"<pad>\":1,\"</s>\":2,\"a\":3,\"b\":4,\"<mask>\":5}");
    write("merges.txt", "#version: 0.2\n");
    for (boolean adds : new boolean[] {false, true}) {
      write("tokenizer_config.json", "{\"add_prefix_space\": " + adds + "}");
      Path written = Files.createDirectory(directory.resolve("written-" + adds));
      try (Tokenizer tokenizer = Tokenizer.load(directory)) {
        tokenizer.write(written);
      }
      String config = Files.readString(written.resolve("tokenizer_config.json"));
      assertEquals(adds, config.contains("\"add_prefix_space\": true"), config);
    }
  }

  @Test
  void aModelOfSentencePieceAloneIsNotRead() throws IOException {
    write("sentencepiece.bpe.model", "");
    String message =
        assertThrows(UsageException.class, () -> Tokenizer.load(directory)).getMessage();
    assertTrue(message.contains("sentencepiece.bpe.model is not read"), message);
    assertTrue(message.contains("save_pretrained"), message);
  }

  @Test
  void theTokenizersOfBertAndBartAreThoseOfTransformers() throws IOException {
    Path bert = SharedFiles.find("data/tokenizers/bert-base-uncased");
    try (Tokenizer tokenizer = Tokenizer.load(bert)) {
      assertArrayEquals(new int[] {7592, 1010, 2088, 999}, tokenizer.encode("Hello, World!"));
    }
    Files.copy(
        SharedFiles.find("data/tokenizers/roberta-bart/vocab.json"),
        directory.resolve("vocab.json"));
    Files.copy(
        SharedFiles.find("data/tokenizers/gpt2-bpe/vocab.bpe"), directory.resolve("merges.txt"));
    try (Tokenizer tokenizer = Tokenizer.load(directory)) {
      assertArrayEquals(new int[] {31414, 232, 328}, tokenizer.encode("Hello world!"));
      assertEquals(50265, tokenizer.getSize());
    }
  }

  @Test
  void whatIsWrittenIsReadWithoutTheVocabulary() throws IOException {
    write("vocab.txt", WORDS);
    Path written = Files.createDirectory(directory.resolve("written"));
    try (Tokenizer tokenizer = Tokenizer.load(directory)) {
      tokenizer.write(written);
    }
    try (Tokenizer tokenizer = Tokenizer.load(written)) {
      assertArrayEquals(new int[] {6, 7}, tokenizer.encode("today"));
    }
    JsonObject config =
        JsonParser.parseString(Files.readString(written.resolve("tokenizer_config.json")))
            .getAsJsonObject();
    assertEquals("[CLS]", config.get("cls_token").getAsString());
    assertFalse(config.has("bos_token"));
    assertEquals(3, config.getAsJsonArray("model_input_names").size());
  }

  @Test
  void addedTokensHaveTheIdsOfTransformers() throws IOException {
    write("vocab.txt", WORDS);
    write("added_tokens.json", "{\"Latte\": 11, \"[NEW]\": 10}");
    write("special_tokens_map.json", "{\"additional_special_tokens\": [\"[NEW]\"]}");
    try (Tokenizer tokenizer = Tokenizer.load(directory)) {
      assertEquals(12, tokenizer.getSize());
      assertArrayEquals(new int[] {5, 11, 6}, tokenizer.encode("day latte to"));
      assertArrayEquals(new int[] {5, 10, 6}, tokenizer.encodeMarked("day [NEW] to"));
      assertTrue(tokenizer.isSpecial(10));
      assertFalse(tokenizer.isSpecial(11));
    }
    write(
        "tokenizer_config.json",
        """
        {"unk_token": {"content": "[UNK]", "lstrip": false}, "tokenizer_class": "BertTokenizer",
         "added_tokens_decoder": {"1": {"content": "[UNK]", "special": true},
           "10": {"content": "Mocha", "normalized": false, "special": false},
           "11": {"content": "[NEW]", "special": true}}}\
        """);
    try (Tokenizer tokenizer = Tokenizer.load(directory)) {
      assertArrayEquals(new int[] {5, 10, 6}, tokenizer.encode("day Mocha to"));
      assertTrue(tokenizer.isSpecial(11));
    }
  }

  @Test
  void alsoThoseOfByteLevelVocabularies() throws IOException {
    write("vocab.json", "{\"<s>\":0,\"<pad>\":1,\"</s>\":2,\"a\":3,\"b\":4,\"ab\":5,\"<mask>\":6}");
    write("merges.txt", "#version: 0.2\na b\n");
    write("config.json", "{\"tokenizer_class\": \"RobertaTokenizerFast\"}");
    write("added_tokens.json", "{\"aab\": 7}");
    try (Tokenizer tokenizer = Tokenizer.load(directory)) {
      assertArrayEquals(new int[] {5, 7, 3}, tokenizer.encode("abaaba"));
      assertArrayEquals(new int[] {3, 6, 4}, tokenizer.encodeMarked("a <mask>b"));
    }
  }

  @Test
  void flagsThatAreGivenWithASpecialTokenHold() throws IOException {
    write("vocab.json", "{\"<s>\":0,\"<pad>\":1,\"</s>\":2,\"a\":3,\"b\":4,\"ab\":5,\"<mask>\":6}");
    write("merges.txt", "#version: 0.2\na b\n");
    String right = "\"mask_token\": {\"content\": \"<mask>\", \"lstrip\": false, \"rstrip\": true}";
    write("tokenizer_config.json", "{" + right + "}");
    JsonObject mask = maskOf(new VocabularyFiles(directory).toTokenizerJson());
    assertTrue(mask.get("rstrip").getAsBoolean(), mask::toString);
    assertFalse(mask.get("lstrip").getAsBoolean(), mask::toString);
    assertTrue(mask.get("special").getAsBoolean(), mask::toString);
    String decoder =
        "\"added_tokens_decoder\": {\"6\": {\"content\": \"<mask>\", \"special\": true}}";
    write("tokenizer_config.json", "{" + right + ", " + decoder + "}");
    mask = maskOf(new VocabularyFiles(directory).toTokenizerJson());
    assertFalse(mask.get("rstrip").getAsBoolean(), "added_tokens_decoder has precedence");
  }

  private static JsonObject maskOf(String tokenizer) {
    return JsonParser.parseString(tokenizer)
        .getAsJsonObject()
        .getAsJsonArray("added_tokens")
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject)
        .filter(token -> token.get("content").getAsString().equals("<mask>"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aVocabularyWithoutOtherFilesIsWrittenAsBefore() throws IOException {
    write("vocab.txt", WORDS);
    String bare = new VocabularyFiles(directory).toTokenizerJson();
    write("special_tokens_map.json", "{\"unk_token\": \"[UNK]\", \"mask_token\": \"[MASK]\"}");
    write("tokenizer_config.json", "{\"tokenizer_class\": \"BertTokenizer\"}");
    assertEquals(bare, new VocabularyFiles(directory).toTokenizerJson());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "tokenizer_config.json|{\"unk_token\": \"<unk>\"}",
        "tokenizer_config.json|{\"unk_token\": {\"content\": \"day\"}}",
        "tokenizer_config.json|{\"bos_token\": \"<s>\"}",
        "tokenizer_config.json|{\"tokenizer_class\": \"BertJapaneseTokenizer\"}",
        "tokenizer_config.json|{\"tokenizer_class\": \"RobertaTokenizer\"}",
        "tokenizer_config.json|{\"tokenizer_class\": \"XLMRobertaTokenizerFast\"}",
        "tokenizer_config.json|{\"do_basic_tokenize\": false}",
        "tokenizer_config.json|{\"additional_special_tokens\": [\"[NEW]\"]}",
        "tokenizer_config.json|{\"extra_special_tokens\": {\"image\": \"[IMG]\"}}",
        "tokenizer_config.json|{\"added_tokens_decoder\": {\"11\": {\"content\": \"x\"}}}",
        "tokenizer_config.json|{\"added_tokens_decoder\": {\"5\": {\"content\": \"to\"}}}",
        "special_tokens_map.json|{\"cls_token\": \"<cls>\"}",
        "added_tokens.json|{\"x\": 12}",
        "config.json|{\"tokenizer_class\": \"CamembertTokenizer\"}",
      })
  void whatTransformersReadsOtherwiseIsRefused(String file, String content) throws IOException {
    write("vocab.txt", WORDS);
    write(file, content);
    String message =
        assertThrows(UsageException.class, () -> Tokenizer.load(directory)).getMessage();
    assertTrue(message.startsWith(directory.toString()), message);
    assertTrue(message.contains("save_pretrained"), message);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "tokenizer_config.json|{\"unk_token\": 7}",
        "tokenizer_config.json|{\"added_tokens_decoder\": []}",
        "tokenizer_config.json|{\"added_tokens_decoder\": {\"x\": {\"content\": \"x\"}}}",
        "tokenizer_config.json|{\"added_tokens_decoder\": {\"10\": \"x\"}}",
        "tokenizer_config.json|[]",
        "added_tokens.json|{\"x\": []}",
        "added_tokens.json|{\"x\": 1e9}",
        "special_tokens_map.json|{",
      })
  void whatIsNoTokenIsNamed(String file, String content) throws IOException {
    write("vocab.txt", WORDS);
    write(file, content);
    assertCorrupt("");
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    assertThrows(UsageException.class, () -> Tokenizer.load(directory));
    write("vocab.txt", "a\nb\n");
    assertCorrupt("vocab.txt has no line with the token [UNK]");
    write("tokenizer_config.json", "{\"do_lower_case\": \"yes\"}");
    assertCorrupt("do_lower_case must be true or false, not \"yes\"");
    write("vocab.json", "{\"a\": \"b\"}");
    write("merges.txt", "");
    assertCorrupt("vocab.json");
    write("vocab.json", "{\"a\": 0}");
    write("merges.txt", "a b c\n");
    assertCorrupt("merges.txt: line 1 must have two tokens with a space between, not 'a b c'");
    write("merges.txt", "a b\n");
    write("tokenizer_config.json", "{}");
    assertCorrupt("is not a tokenizer that this version can read");
    Files.delete(directory.resolve("merges.txt"));
    assertThrows(UsageException.class, () -> Tokenizer.load(directory));
  }

  @Test
  void textThatIsNotUtf8IsFoundByItsLine() throws IOException {
    byte[] latin = "[UNK]\nGr\u00f6\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(directory.resolve("vocab.txt"), latin);
    assertCorrupt("vocab.txt:2: invalid UTF-8 at byte 3 of the line");
  }

  private void assertCorrupt(String part) {
    String message =
        assertThrows(CorruptDataException.class, () -> Tokenizer.load(directory)).getMessage();
    assertTrue(message.contains(part), message);
    assertTrue(message.startsWith(directory.toString()), message);
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content);
  }
}
