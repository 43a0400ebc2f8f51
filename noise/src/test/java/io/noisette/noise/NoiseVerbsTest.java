package io.noisette.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.inject.Guice;
import com.google.inject.Injector;
import io.noisette.command.OutputFormat;
import io.noisette.failure.UsageException;
import io.noisette.testing.RecordingConsole;
import io.noisette.text.Document;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseVerbsTest {

  private static final PluginSettings NO_PLUGINS = new PluginSettings(null);
  private static final String TEXT = "It rains. \"We stay in!\" she said. Is it late?";

  private final RecordingConsole console = new RecordingConsole();
  private final Injector injector = Guice.createInjector(new NoiseModule());

  @TempDir private Path directory;

  @Test
  void theListShowsFunctionsArgumentsAndDefaults() throws IOException {
    injector.getInstance(NoiseListCommand.class).execute(new NoiseListConfig(NO_PLUGINS), console);
    List<String> lines = console.text().lines().toList();
    assertTrue(
        lines.contains("delete-tokens           removes random tokens and leaves no mask"),
        lines::toString);
    assertTrue(lines.stream().anyMatch(l -> l.startsWith("  lambda=3   ")), lines::toString);
  }

  @Test
  void aTextWithoutTokensHasStatisticsToo(@TempDir Path vocabulary) throws IOException {
    Files.write(
        vocabulary.resolve("vocab.txt"),
        List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a"));
    JsonObject statistics =
        previewJson("infill(ratio=0.3)", "\u200b", null, vocabulary).getAsJsonObject("statistics");
    assertEquals(0, statistics.get("tokens").getAsDouble());
    assertEquals(0, statistics.get("hidden").getAsDouble());
    assertEquals(1, statistics.get("length_ratio").getAsDouble());
  }

  @Test
  void withoutATokenizerAWordIsAToken() throws IOException {
    JsonObject preview = previewJson("mask-tokens(ratio=0.4)", TEXT, null, null);
    JsonObject document = preview.getAsJsonArray("documents").get(0).getAsJsonObject();
    assertEquals(List.of(TEXT.split(" ", -1)), strings(document.getAsJsonArray("original")));
    List<String> noised = strings(document.getAsJsonArray("noised"));
    assertEquals(4, noised.stream().filter("<mask>"::equals).count());
    JsonObject statistics = document.getAsJsonObject("statistics");
    assertEquals("mask-tokens(ratio=0.4)", preview.get("noise").getAsString());
    assertEquals("10", statistics.get("tokens").getAsString());
    assertEquals(0.4, statistics.get("hidden").getAsDouble());
    assertEquals(1, statistics.get("length_ratio").getAsDouble());
    assertEquals("4", statistics.get("masks").getAsString());
    assertTrue(statistics.get("spans").getAsInt() <= 4);
    assertEquals(statistics.keySet(), preview.getAsJsonObject("statistics").keySet());
  }

  @Test
  void aSentenceEndsAtAMarkEvenBeforeAQuote() {
    assertEquals(
        "[1 2 / 3 4 5 / 6 7 / 8 9 10]",
        new WordTokens(List.of()).encode(new Document(TEXT, 0)).toString());
  }

  @Test
  void documentsOfAFileAreDividedAsByPrepare() throws IOException {
    Path file = directory.resolve("text.txt");
    Files.writeString(file, "One two.\nThree.\n\nFour five six seven.\n");
    JsonObject preview = previewJson("none", null, file, null);
    JsonArray documents = preview.getAsJsonArray("documents");
    assertEquals(2, documents.size());
    assertEquals(
        List.of("One", "two.", "Three."),
        strings(documents.get(0).getAsJsonObject().getAsJsonArray("noised")));
    assertEquals(3.5, preview.getAsJsonObject("statistics").get("tokens").getAsDouble());
    assertEquals(0, preview.getAsJsonObject("statistics").get("hidden").getAsDouble());
  }

  @Test
  void aTitleIsASentence() {
    WordTokens tokens = new WordTokens(List.of());
    assertEquals("[1 2 1 / 3 4]", tokens.encode(new Document("= Title = It rains.", 9)).toString());
  }

  @Test
  void theSeedDecides() throws IOException {
    Set<List<String>> outcomes = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      List<String> noised = noised("infill", seed);
      assertEquals(noised, noised("infill", seed));
      outcomes.add(noised);
    }
    assertTrue(outcomes.size() > 5, () -> outcomes.size() + " of 20");
  }

  @Test
  void textShowsBeforeAndAfter() throws IOException {
    preview(
        new NoisePreviewConfig(
            "infill(ratio=1,lambda=100)", "a b", null, null, 1, OutputFormat.TEXT, NO_PLUGINS));
    String text = console.text();
    assertTrue(text.startsWith("before  a b\nafter   "), text);
    assertTrue(text.contains("<mask>"), text);
    assertTrue(text.contains("1 masks in 1 spans"), text);
  }

  @Test
  void aTokenizerDividesWordsIntoPieces() throws Exception {
    URL resource = Objects.requireNonNull(getClass().getResource("tokenizer.json"));
    Path tokenizer = Path.of(resource.toURI());
    String text = "It rains. It rains.";
    JsonObject preview =
        previewJson("infill(ratio=1,lambda=0.1,whole-words)", text, null, tokenizer);
    JsonObject document = preview.getAsJsonArray("documents").get(0).getAsJsonObject();
    List<String> original = strings(document.getAsJsonArray("original"));
    assertEquals(
        List.of("I", "t", "Ġra", "i", "n", "s", ".", "Ġ", "I", "t", "Ġra", "i", "n", "s", "."),
        original);
    Set<String> noised = Set.copyOf(strings(document.getAsJsonArray("noised")));
    assertEquals(Set.of("<mask>"), noised);
  }

  @Test
  void whatIsWrongWithANoiseSpecIsTheUsersToMend() {
    var error = assertThrows(UsageException.class, () -> previewJson("infil", TEXT, null, null));
    assertTrue(error.getMessage().contains("did you mean 'infill'?"), error.getMessage());
  }

  @Test
  void thereMustBeTextFromOnePlace() {
    assertThrows(UsageException.class, () -> previewJson("infill", null, null, null));
    assertThrows(UsageException.class, () -> previewJson("infill", TEXT, directory, null));
    assertThrows(UsageException.class, () -> previewJson("infill", " \n", null, null));
  }

  private List<String> noised(String noise, long seed) throws IOException {
    RecordingConsole own = new RecordingConsole();
    injector
        .getInstance(NoisePreviewCommand.class)
        .execute(
            new NoisePreviewConfig(noise, TEXT, null, null, seed, OutputFormat.JSON, NO_PLUGINS),
            own);
    JsonObject preview = JsonParser.parseString(own.text()).getAsJsonObject();
    JsonObject document = preview.getAsJsonArray("documents").get(0).getAsJsonObject();
    return strings(document.getAsJsonArray("noised"));
  }

  private JsonObject previewJson(
      String noise, @Nullable String text, @Nullable Path file, @Nullable Path tokenizer)
      throws IOException {
    preview(new NoisePreviewConfig(noise, text, file, tokenizer, 1, OutputFormat.JSON, NO_PLUGINS));
    return JsonParser.parseString(console.text()).getAsJsonObject();
  }

  private void preview(NoisePreviewConfig settings) throws IOException {
    injector.getInstance(NoisePreviewCommand.class).execute(settings, console);
  }

  private static List<String> strings(JsonArray array) {
    return array.asList().stream().map(e -> e.getAsString()).toList();
  }
}
