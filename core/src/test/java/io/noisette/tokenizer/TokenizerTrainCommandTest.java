package io.noisette.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.UsageException;
import io.noisette.testing.RecordingConsole;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTrainCommandTest {

  @TempDir Path directory;
  private final RecordingConsole console = new RecordingConsole();

  @Test
  void jsonLinesGiveTheVocabularyOfTheirTexts() throws IOException {
    String plain = train("a day\nno day\n", 265);
    Files.delete(directory.resolve("out/tokenizer.json"));
    String json = train("{\"text\":\"a day\\nno day\"}\n", 265);
    assertEquals(plain, json);
  }

  @Test
  void aTokenizerIsNotOverwritten() throws IOException {
    String before = train("a day\nno day\n", 265);
    String message = assertThrows(UsageException.class, () -> train("a\n", 262)).getMessage();
    assertTrue(message.endsWith("exists; choose another name, or delete it"), message);
    assertEquals(before, Files.readString(directory.resolve("out/tokenizer.json")));
  }

  @Test
  void aTextTooSmallForTheVocabularyIsTold() throws IOException {
    train("abab\n", 300);
    assertEquals(
        List.of(
            "the vocabulary has 262 tokens, not 300: no other pair of tokens occurs twice in the"
                + " text"),
        console.messages());
  }

  @Test
  void aTextWithoutWordsIsAnError() {
    String message = assertThrows(UsageException.class, () -> train(" \n\n", 300)).getMessage();
    assertTrue(message.startsWith("there is no text"), message);
    assertFalse(Files.exists(directory.resolve("out/tokenizer.json")));
  }

  @Test
  void aPlaceThatCannotBeWrittenIsToldBeforeTheTextIsRead() throws IOException {
    Files.writeString(directory.resolve("out"), "a file");
    String message = assertThrows(UsageException.class, () -> train(" \n\n", 300)).getMessage();
    assertTrue(message.endsWith(directory.resolve("out") + " is a file, not a directory"), message);
  }

  @Test
  void wikipediaFillsAVocabulary() throws IOException {
    Path text = SharedFiles.find("data/wikipedia-en-2021/valid.txt.gz");
    try (Tokenizer tokenizer = Tokenizer.load(SmallTokenizers.train(directory, text, 4096))) {
      assertEquals(4096, tokenizer.getSize());
      String sentence = "The school was founded in London before the war.";
      assertEquals(sentence, tokenizer.decode(tokenizer.encode(sentence)));
      assertTrue(tokenizer.encode(sentence).length <= 12, "words of this text are tokens");
    }
  }

  private String train(String text, int vocabSize) throws IOException {
    Path input = Files.writeString(directory.resolve("text"), text);
    Path output = directory.resolve("out/tokenizer.json");
    new TokenizerTrainCommand()
        .execute(new TokenizerTrainConfig(List.of(input), vocabSize, output), console);
    return Files.readString(output);
  }
}
