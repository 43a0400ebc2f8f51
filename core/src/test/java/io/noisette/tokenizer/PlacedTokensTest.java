package io.noisette.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlacedTokensTest {

  private static final String TEXT = "A 😀 café,  naïve \n𝒳 dog";

  @TempDir Path directory;

  @Test
  void wordPiecesStandWhereTheyAreInTheText() throws IOException {
    List<String> words = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    words.addAll(List.of("a", "cafe", ",", "na", "##ive", "dog"));
    Files.write(directory.resolve("vocab.txt"), words);
    assertEquals(
        List.of("A", "😀", "café", ",", "na", "ïve", "𝒳", "dog"), placesOf(directory, TEXT));
  }

  @Test
  void bytesOfOneCharacterShareItsPlaceAndSpacesBelongToNone() throws IOException {
    Path tokenizer = SmallTokenizers.train(directory, "A cat and a dog, a dog.\n", 270);
    List<String> places = placesOf(tokenizer, TEXT);
    assertEquals("A", places.get(0));
    assertEquals(4, places.stream().filter("😀"::equals).count(), places::toString);
    assertEquals("dog", String.join("", places.subList(places.size() - 1, places.size())).strip());
    places.forEach(place -> assertEquals(place.strip(), place));
  }

  @Test
  void halfOfACharacterIsCountedAsOneCodePoint() throws IOException {
    Path tokenizer = SmallTokenizers.train(directory, "A cat and a dog, a dog.\n", 270);
    List<String> places = placesOf(tokenizer, "a\udc00b \ud83d dog");
    assertEquals("dog", places.get(places.size() - 1));
    assertEquals("b", places.get(places.lastIndexOf("\udc00") + 1));
  }

  private static List<String> placesOf(Path path, String text) throws IOException {
    int[] points = text.codePoints().toArray();
    try (Tokenizer tokenizer = Tokenizer.load(path)) {
      PlacedTokens tokens = tokenizer.encodeWithPlaces(text);
      assertArrayEquals(tokenizer.encode(text), tokens.getIds(0, tokens.getSize()));
      List<String> places = new ArrayList<>();
      for (int i = 0; i < tokens.getSize(); i++) {
        int start = tokens.getStart(i);
        places.add(new String(points, start, tokens.getEnd(i) - start));
      }
      return places;
    }
  }
}
