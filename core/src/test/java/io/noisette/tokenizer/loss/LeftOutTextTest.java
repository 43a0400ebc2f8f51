package io.noisette.tokenizer.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.tokenizer.SmallTokenizers;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftOutTextTest {

  private static final List<String> TEXTS =
      List.of("the dog ö", "<mask>", "", " ünd \uD83D\uDE00 the ö");

  @TempDir Path directory;

  @Test
  void charactersWithoutTokensAreCountedAndTold() throws IOException {
    Path file = withoutBytesAbove127(true);
    assertEquals(
        List.of(
            "the tokenizer has no tokens for 4 of 27 characters (14.81 %) and leaves them out,"
                + " such as 'ö', 'ü', '\uD83D\uDE00'; use a tokenizer with tokens for all bytes,"
                + " such as one of tokenizer-train"),
        tell(file));
    try (Tokenizer tokenizer = Tokenizer.load(file)) {
      assertEquals("the dog ", tokenizer.decode(tokenizer.encode("the dog ö")));
    }
  }

  @Test
  void aTokenForUnknownTextLosesNothingSilently() throws IOException {
    assertEquals(List.of(), tell(withoutBytesAbove127(false)));
  }

  @Test
  void allBytesAreEnough() throws IOException {
    assertEquals(List.of(), tell(train()));
  }

  private List<String> tell(Path file) throws IOException {
    List<String> told = new ArrayList<>();
    try (Tokenizer tokenizer = Tokenizer.load(file);
        LeftOutText leftOut = new LeftOutText(tokenizer)) {
      leftOut.add(TEXTS);
      leftOut.tell(told::add);
    }
    return told;
  }

  private Path train() throws IOException {
    return SmallTokenizers.train(directory, "the dog and the day\n".repeat(9), 270);
  }

  private Path withoutBytesAbove127(boolean isSilent) throws IOException {
    Path file = train();
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    JsonObject model = json.getAsJsonObject("model");
    JsonObject vocabulary = model.getAsJsonObject("vocab");
    JsonObject kept = new JsonObject();
    vocabulary.entrySet().stream()
        .filter(entry -> entry.getKey().chars().allMatch(c -> c < 128 || c == '\u0120'))
        .forEach(entry -> kept.addProperty(entry.getKey(), kept.size()));
    model.add("vocab", kept);
    model.addProperty("unk_token", isSilent ? null : "<unk>");
    json.getAsJsonArray("added_tokens")
        .forEach(
            added -> {
              JsonObject token = added.getAsJsonObject();
              token.add("id", kept.get(token.get("content").getAsString()));
            });
    return Files.writeString(file, json.toString());
  }
}
