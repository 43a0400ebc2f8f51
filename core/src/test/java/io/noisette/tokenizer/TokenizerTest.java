package io.noisette.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.digest.Sha256;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {

  private static final String TEXT = "the day and the night and the day\n".repeat(5);

  @TempDir Path directory;

  /** Each of these ended the JVM, or might: native code does not check. */
  @Test
  void nullAndHalfCharactersDoNotReachNativeCode() throws IOException {
    Path file = SmallTokenizers.train(directory, "the day and the night\n".repeat(5), 270);
    List<String> withNull = Arrays.asList("a", null);
    try (Tokenizer tokenizer = Tokenizer.load(file)) {
      PairEncoder pairs = new PairEncoder(tokenizer, 20);
      List<Executable> calls =
          List.of(
              () -> tokenizer.encode((String) null),
              () -> tokenizer.encode((List<String>) null),
              () -> tokenizer.encode(withNull),
              () -> tokenizer.encodeMarked(null),
              () -> tokenizer.encodeDocument(null),
              () -> tokenizer.encodeDocument(withNull),
              () -> tokenizer.encodeDocuments(List.of(withNull)),
              () -> tokenizer.encodeDocuments(Arrays.asList(List.of("a"), null)),
              () -> tokenizer.decode(null),
              () -> pairs.encode(null),
              () -> pairs.encode("a", null),
              () -> pairs.encode(null, "a"));
      calls.forEach(call -> assertThrows(NullPointerException.class, call));
      for (String odd : List.of("\ud800", "\udc00a", "a\u0000b", "\uffff", "")) {
        assertNotNull(tokenizer.decode(tokenizer.encode(odd)));
      }
      assertNotNull(tokenizer.decode(new int[] {-1, 1 << 30, Integer.MIN_VALUE}));
    }
  }

  @Test
  void aClosedTokenizerRefuses() throws IOException {
    Path file = SmallTokenizers.train(directory, "the day and the night\n".repeat(5), 270);
    Tokenizer tokenizer = Tokenizer.load(file);
    tokenizer.close();
    tokenizer.close();
    assertThrows(IllegalStateException.class, () -> tokenizer.encode("a"));
    assertThrows(IllegalStateException.class, () -> tokenizer.encode(List.of("a")));
    assertThrows(IllegalStateException.class, () -> tokenizer.decode(new int[] {1}));
  }

  @Test
  void idsGoToTextAndBack() throws IOException {
    try (Tokenizer tokenizer = train()) {
      for (String text : List.of("the day", " Ünïcödé \uD83D\uDE00 中", "", "a\u0000b\u2028c")) {
        assertEquals(text, tokenizer.decode(tokenizer.encode(text)));
      }
    }
  }

  @Test
  void aBatchHasTheIdsOfEachText() throws IOException {
    List<String> texts = List.of("the night", "", " and day");
    try (Tokenizer tokenizer = train()) {
      int[][] ids = tokenizer.encode(texts);
      for (int i = 0; i < ids.length; i++) {
        assertArrayEquals(tokenizer.encode(texts.get(i)), ids[i]);
      }
    }
  }

  @Test
  void specialTokensAreRobertas() throws IOException {
    try (Tokenizer tokenizer = train()) {
      assertEquals(270, tokenizer.getSize());
      assertEquals(0, tokenizer.getBosId());
      assertEquals(1, tokenizer.getPadId());
      assertEquals(2, tokenizer.getEosId());
      assertEquals(3, tokenizer.getUnkId());
      assertEquals(269, tokenizer.getMaskId());
      assertTrue(tokenizer.isSpecial(269));
      assertFalse(tokenizer.isSpecial(4));
    }
  }

  @Test
  void namesOfSpecialTokensInTextAreText() throws IOException {
    String text = "the <mask> </s>day";
    try (Tokenizer tokenizer = train()) {
      int[] ids = tokenizer.encode(text);
      assertTrue(Arrays.stream(ids).noneMatch(tokenizer::isSpecial));
      assertEquals(text, tokenizer.decode(ids));
    }
  }

  @Test
  void aMarkedTextHasItsMask() throws IOException {
    try (Tokenizer tokenizer = train()) {
      int[] ids = tokenizer.encodeMarked("the <mask> day");
      assertEquals("the<mask> day", tokenizer.decode(ids)); // the mask takes the space before it
      assertEquals(1, Arrays.stream(ids).filter(id -> id == tokenizer.getMaskId()).count());
    }
  }

  @Test
  void wordsStartWithASpace() throws IOException {
    try (Tokenizer tokenizer = train()) {
      int[] ids = tokenizer.encode(" the day");
      assertEquals("\u0120the", tokenizer.getToken(ids[0]));
      assertTrue(tokenizer.isWordStart(ids[0]));
      assertFalse(tokenizer.isWordStart(tokenizer.encode("e")[0]));
      assertTrue(tokenizer.isWordStart(tokenizer.getMaskId()));
    }
  }

  @Test
  void wordPieceMarksWhatContinues() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("tokenizer.json"),
            """
            {"version":"1.0","added_tokens":[
               {"id":0,"content":"[UNK]","special":true,"single_word":false,"lstrip":false,
                "rstrip":false,"normalized":false}],
             "truncation":{"direction":"Right","max_length":1,"strategy":"LongestFirst","stride":0},
             "padding":null,"normalizer":null,"pre_tokenizer":{"type":"BertPreTokenizer"},
             "post_processor":null,"decoder":{"type":"WordPiece","prefix":"##","cleanup":true},
             "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##",
               "max_input_chars_per_word":100,"vocab":{"[UNK]":0,"to":1,"##day":2,"is":3}}}\
            """);
    try (Tokenizer tokenizer = Tokenizer.load(file)) {
      assertArrayEquals(new int[] {1, 2, 3}, tokenizer.encode("today is"), "no truncation");
      assertTrue(tokenizer.isWordStart(1));
      assertFalse(tokenizer.isWordStart(2));
      assertEquals(0, tokenizer.getUnkId());
      String message = assertThrows(UsageException.class, tokenizer::getMaskId).getMessage();
      assertEquals(file + " must have one of the tokens <mask>, [MASK], but has none", message);
    }
  }

  @Test
  void specialTokensInATextArePlainTextAlsoWhereTheyAreOrdinaryPieces() throws IOException {
    String special =
        """
        {"version":"1.0","added_tokens":[
           {"id":0,"content":"<unk>","special":true,"single_word":false,"lstrip":false,
            "rstrip":false,"normalized":false},
           {"id":1,"content":"<mask>","special":true,"single_word":false,"lstrip":false,
            "rstrip":false,"normalized":false}],
         "truncation":null,"padding":null,"normalizer":null,
         "pre_tokenizer":{"type":"WhitespaceSplit"},"post_processor":null,"decoder":null,"model":
        """;
    for (String model :
        List.of(
            "{\"type\":\"WordPiece\",\"unk_token\":\"<unk>\",\"max_input_chars_per_word\":100,"
                + "\"continuing_subword_prefix\":\"##\",\"vocab\":{\"<unk>\":0,\"<mask>\":1,\"is\":2}}",
            "{\"type\":\"Unigram\",\"unk_id\":0,\"byte_fallback\":false,"
                + "\"vocab\":[[\"<unk>\",0],[\"<mask>\",0],[\"is\",-1]]}")) {
      Path file = Files.writeString(directory.resolve("tokenizer.json"), special + model + "}");
      try (Tokenizer tokenizer = Tokenizer.load(file)) {
        int[] plain = tokenizer.encode("is <mask>");
        assertEquals(2, plain[0]);
        assertTrue(Arrays.stream(plain).noneMatch(id -> id == 1), Arrays.toString(plain));
        assertArrayEquals(new int[] {2, 1}, tokenizer.encodeMarked("is <mask>"));
        assertArrayEquals(new int[] {0}, tokenizer.encode("x"), "unknown");
      }
    }
  }

  /**
   * As in the tokenizers library: an id is a place in the list, and of one name the last counts.
   */
  @Test
  void aUnigramNumbersItsTokensByTheirPlaces() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("tokenizer.json"),
            """
            {"version":"1.0","added_tokens":[],"truncation":null,"padding":null,"normalizer":null,
             "pre_tokenizer":{"type":"WhitespaceSplit"},"post_processor":null,"decoder":null,
             "model":{"type":"Unigram","unk_id":0,"byte_fallback":false,
              "vocab":[["<s>",0],["a",-1],["</s>",-9],["a",-2],["b",-3],["<unk>",0]]}}
            """);
    try (Tokenizer tokenizer = Tokenizer.load(file)) {
      int[] ids = tokenizer.encode("a b");
      assertArrayEquals(new int[] {3, 4}, ids);
      assertEquals("b", tokenizer.getToken(ids[1]));
      assertEquals(6, tokenizer.getSize());
    }
  }

  @Test
  void aWordBeginsWhereTheNormalizerPutsAMark() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("tokenizer.json"),
            """
            {"version":"1.0","added_tokens":[],"truncation":null,"padding":null,
             "normalizer":{"type":"Replace","pattern":{"String":" "},"content":"\u2581"},
             "pre_tokenizer":null,"post_processor":null,"decoder":null,
             "model":{"type":"Unigram","unk_id":0,"byte_fallback":false,
              "vocab":[["<s>",0],["</s>",0],["a",-1],["\u2581b",-1],["<unk>",0]]}}
            """);
    try (Tokenizer tokenizer = Tokenizer.load(file)) {
      assertTrue(tokenizer.isWordStart(3));
      assertFalse(tokenizer.isWordStart(2));
    }
  }

  @Test
  void dropoutOfMergesDoesNotMakeIdsRandom() throws IOException {
    Path file = SmallTokenizers.train(directory, TEXT, 300);
    int[] expected;
    try (Tokenizer tokenizer = Tokenizer.load(file)) {
      expected = tokenizer.encode(TEXT);
    }
    String json = Files.readString(file);
    Files.writeString(file, json.replaceFirst("\"dropout\": *null", "\"dropout\":0.9"));
    assertTrue(Files.readString(file).contains("0.9"));
    try (Tokenizer tokenizer = Tokenizer.load(file)) {
      assertArrayEquals(expected, tokenizer.encode(TEXT));
      assertArrayEquals(expected, tokenizer.encodeMarked(TEXT));
    }
  }

  @Test
  void theDigestIsThatOfTheFile() throws IOException {
    try (Tokenizer tokenizer = train()) {
      assertEquals(Sha256.of(directory.resolve("tokenizer.json")), tokenizer.getDigest());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{\"model\":{\"vocab\":3}}",
        "{\"model\":{\"vocab\":{\"a\":-1}}}",
        "{\"model\":{\"vocab\":{\"a\":2000000000}}}",
        "{\"model\":{\"vocab\":{\"a\":\"b\"}}}",
        "{\"model\":{\"type\":\"Nonesuch\",\"vocab\":{\"a\":0}}}"
      })
  void anotherFileIsNamed(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("tokenizer.json"), content);
    String message =
        assertThrows(CorruptDataException.class, () -> Tokenizer.load(directory)).getMessage();
    assertTrue(message.startsWith(file.toString()), message);
  }

  @Test
  void aMissingFileIsAMistakeOfTheUser() {
    assertThrows(UsageException.class, () -> Tokenizer.load(directory));
  }

  private Tokenizer train() throws IOException {
    return Tokenizer.load(SmallTokenizers.train(directory, TEXT, 270));
  }
}
