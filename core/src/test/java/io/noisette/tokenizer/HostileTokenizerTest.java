package io.noisette.tokenizer;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.failure.CorruptDataException;
import io.noisette.testing.HostileFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The native library is only given what would not bring the JVM down. */
final class HostileTokenizerTest {

  @TempDir Path directory;

  @Test
  void aHostileTokenizer() throws IOException {
    Path file = SmallTokenizers.train(directory, "A cat sat on the mat. ☕\n".repeat(9), 280);
    new HostileFile(file)
        .tenThousandTimes()
        .assertNothingElseHappens(
            () -> {
              try (Tokenizer tokenizer = Tokenizer.load(file)) {
                tokenizer.decode(tokenizer.encode("The cat, ☕ and \u0000 \ud83d\ude00."));
                tokenizer.encodeMarked("a <mask> day</s>");
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"vocab.json", "merges.txt", "tokenizer_config.json"})
  void aHostileDirectoryOfAnOlderVocabulary(String name) throws IOException {
    Files.writeString(
        directory.resolve("vocab.json"),
        "{\"<s>\":0,\"<pad>\":1,\"</s>\":2,\"<unk>\":3,\"<mask>\":4,\"a\":5,\"b\":6,\"ab\":7}");
    Files.writeString(directory.resolve("merges.txt"), "#version: 0.2\na b\n");
    Files.writeString(
        directory.resolve("tokenizer_config.json"),
        "{\"tokenizer_class\": \"BartTokenizer\", \"add_prefix_space\": false, \"unk_token\": {"
            + "\"content\": \"<unk>\"}, \"model_max_length\": 1024}");
    new HostileFile(directory.resolve(name), directory.toString())
        .assertNothingElseHappens(
            () -> {
              try (Tokenizer tokenizer = Tokenizer.load(directory)) {
                tokenizer.decode(tokenizer.encode("ab \u0000"));
              }
            });
  }

  /** Parts that other tokenizers have; each mutation may end the process if it is not checked. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        "decoder": {"type": "Sequence", "decoders": [
          {"type": "Replace", "pattern": {"String": "_"}, "content": " "},
          {"type": "ByteFallback"}, {"type": "Fuse"},
          {"type": "Strip", "content": " ", "start": 1, "stop": 0}]}\
        """,
        """
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
          {"type": "Split", "pattern": {"Regex": "[0-9]+"}, "behavior": "Isolated", "invert": false},
          {"type": "FixedLength", "length": 3},
          {"type": "Metaspace", "replacement": "_", "prepend_scheme": "always", "split": true}]}\
        """,
        """
        "normalizer": {"type": "Sequence", "normalizers": [
          {"type": "Precompiled", "precompiled_charsmap": "%s"},
          {"type": "Prepend", "prepend": "_"},
          {"type": "Strip", "strip_left": true, "strip_right": true},
          {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}]}\
        """,
        """
        "added_tokens": [], "model": {"type": "Unigram", "unk_id": 0, "byte_fallback": false,
          "vocab": [["<unk>", 0], ["cat", -1.5], ["a", -2], [" ", -3]]}\
        """,
        """
        "added_tokens": [], "model": {"type": "WordPiece", "unk_token": "[UNK]",
          "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
          "vocab": {"[UNK]": 0, "a": 1, "##t": 2, "c": 3}}\
        """
      })
  void hostilePartsOfAPipeline(String part) throws IOException {
    Path file = SmallTokenizers.train(directory, "A cat sat on the mat.\n".repeat(9), 280);
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    JsonParser.parseString("{" + part.formatted(charsmap()) + "}")
        .getAsJsonObject()
        .entrySet()
        .forEach(entry -> json.add(entry.getKey(), entry.getValue()));
    // Few tokens, so that the mutations find the part.
    Files.writeString(file, json.toString());
    new HostileFile(file)
        .assertNothingElseHappens(
            () -> {
              try (Tokenizer tokenizer = Tokenizer.load(file)) {
                for (String text :
                    new String[] {"The cat  12, \u0000", "", " ", "\ufb01x", "a b"}) {
                  tokenizer.decode(tokenizer.encode(text));
                  tokenizer.encodeMarked(text + "<mask></s>");
                }
                tokenizer.decode(new int[] {5, 6, 7, 5, 0});
              }
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"decoder\": {\"type\": \"Strip\", \"content\": \"\", \"start\": 1, \"stop\": 0}",
        "\"decoder\": {\"type\": \"Strip\", \"content\": \" \", \"start\": 1, \"stop\": 2}",
        "\"decoder\": {\"type\": \"Strip\", \"content\": \" \", \"start\": 1e400, \"stop\": 0}",
        "\"decoder\": {\"type\": \"Replace\", \"pattern\": {\"String\": \"\"}, \"content\": \" \"}",
        "\"decoder\": {\"type\": \"Replace\", \"pattern\": {\"Regex\": \"a*\"}, \"content\": \""
            + " \"}",
        "\"normalizer\": {\"type\": \"Prepend\", \"prepend\": \"\"}",
        "\"normalizer\": {\"type\": \"Replace\", \"pattern\": {\"Regex\": \"\\\\b\"}, \"content\":"
            + " \"x\"}",
        "\"normalizer\": {\"type\": \"Replace\", \"pattern\": {\"Regex\": \"(?<=ing)\"},"
            + " \"content\": \"x\"}",
        "\"normalizer\": {\"type\": \"Replace\", \"pattern\": {\"Regex\": \"(?!x)\"}, \"content\":"
            + " \"x\"}",
        "\"normalizer\": {\"type\": \"Replace\", \"pattern\": {\"Regex\": \"\\\\p{Han}*\"},"
            + " \"content\": \"x\"}",
        "\"pre_tokenizer\": {\"type\": \"FixedLength\", \"length\": 0}",
        "\"normalizer\": {\"type\": \"Precompiled\", \"precompiled_charsmap\": \"AAAA\"}",
        "\"normalizer\": {\"type\": \"Precompiled\", \"precompiled_charsmap\": \"BAAAAP////8A\"}",
        "\"added_tokens\": [{\"id\": 290, \"content\": \"<x>\", \"special\": true}]",
        "\"added_tokens\": [{\"id\": 0, \"content\": \"<x>\", \"special\": true}]",
        "\"version\": 1, \"version\": 2",
        "\"added_tokens\": [], \"model\": {\"type\": \"WordLevel\", \"unk_token\": \"a\","
            + " \"vocab\": {\"a\": 0, \"b\": 0}}",
        "\"added_tokens\": [], \"model\": {\"type\": \"Unigram\", \"vocab\": [[\"a\", 0]]}",
        "\"added_tokens\": [], \"model\": {\"unk_id\": null, \"vocab\": [[\"a\", 0]]}",
      })
  void partsThatWouldEndTheProcessOrShiftIdsAreRefused(String part) throws IOException {
    Path file = SmallTokenizers.train(directory, "A cat sat on the mat.\n".repeat(9), 280);
    String json = Files.readString(file);
    String rest = withoutKey(json, part.split("\"", -1)[1]);
    Files.writeString(
        file,
        "{" + part + "," + (part.contains("\"model\"") ? withoutKey("{" + rest, "model") : rest));
    CorruptDataException failure =
        assertThrows(CorruptDataException.class, () -> Tokenizer.load(file));
    assertTrue(failure.getMessage().startsWith(file + ""), failure::getMessage);
  }

  /** Thousands of them end the process, in the library's own parser of expressions. */
  @Test
  void deepPatternsAreRefused() throws IOException {
    Path file = SmallTokenizers.train(directory, "A cat sat on the mat.\n".repeat(9), 280);
    String rest = withoutKey(Files.readString(file), "normalizer");
    for (String type : new String[] {"Replace", "Split"}) {
      String regex = "(".repeat(20_000) + "a" + ")".repeat(20_000);
      Files.writeString(
          file,
          "{\"normalizer\": {\"type\": \""
              + type
              + "\", \"content\": \"x\", \"pattern\": {\"Regex\": \""
              + regex
              + "\"}},"
              + rest);
      CorruptDataException failure =
          assertThrows(CorruptDataException.class, () -> Tokenizer.load(file));
      assertTrue(
          failure.getMessage().endsWith("has more than 500 parentheses and brackets"),
          failure::getMessage);
    }
  }

  private static String withoutKey(String text, String key) {
    JsonObject json = JsonParser.parseString(text).getAsJsonObject();
    json.remove(key);
    return json.toString().substring(1);
  }

  /** A trie with one state and no transitions. */
  private static String charsmap() {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * 512 + 1).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(4 * 512).putInt(256 << 10);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  @Test
  void hostileTextToLearnFrom() throws IOException {
    Path text = directory.resolve("text.txt");
    Files.writeString(
        text, "A cat sat on the mat. ☕ naïve {\"text\": \"x\"}\n\n = Title =\n".repeat(4));
    new HostileFile(text, "")
        .assertNothingElseHappens(() -> SmallTokenizers.train(directory, text, 270));
  }
}
