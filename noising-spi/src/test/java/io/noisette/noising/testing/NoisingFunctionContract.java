package io.noisette.noising.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.noising.spi.NoiseArgument;
import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.TokenizedDocument;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Contract tests for a noising function. A subclass provides a factory and, if the function has
 * arguments, values to try; every test runs with all of them.
 */
public abstract class NoisingFunctionContract {

  private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
  private static final int TRIALS = 100;
  private static final int THREADS = 4;
  private static final int LONG_DOCUMENT = 20_000;

  private final SmallVocabulary vocabulary = new SmallVocabulary();

  protected abstract NoisingFunctionFactory getFactory();

  /** Returns the arguments to try, each a map from name to text; the text of a flag is empty. */
  protected List<Map<String, String>> getArguments() {
    return List.of(Map.of());
  }

  @Test
  void aSpecCanSayTheName() {
    String name = getFactory().getName();
    assertTrue(name.matches(NAME) && !name.equals("none"), name);
  }

  @Test
  void aListingLearnsTheArgumentsWhateverTheirValues() {
    List<NoiseArgument> listed = declare(Map.of());
    List<String> names = listed.stream().map(NoiseArgument::name).toList();
    assertEquals(names.size(), new HashSet<>(names).size(), () -> "asked for twice: " + names);
    for (NoiseArgument argument : listed) {
      assertTrue(argument.name().matches(NAME), argument::name);
      assertFalse(argument.meaning().isBlank(), () -> argument.name() + " is not explained");
    }
    for (Map<String, String> arguments : getArguments()) {
      assertEquals(listed, declare(arguments), arguments::toString);
    }
  }

  @Test
  void unknownArgumentsAreRefused() {
    List<String> names = declare(Map.of()).stream().map(NoiseArgument::name).toList();
    for (Map<String, String> arguments : getArguments()) {
      assertTrue(names.containsAll(arguments.keySet()), () -> arguments + " are not " + names);
    }
    assertEquals(declare(Map.of()), declare(Map.of("no-such-argument", "1")));
  }

  @Test
  void valuesThatMakeNoSenseAreRefused() {
    for (NoiseArgument argument : declare(Map.of())) {
      assertThrows(
          IllegalArgumentException.class,
          () -> create(Map.of(argument.name(), "nonsense")),
          argument::name);
    }
  }

  @Test
  void oneStreamMakesOneNoise() {
    for (Map<String, String> arguments : getArguments()) {
      NoisingFunction function = create(arguments);
      NoisingFunction another = create(arguments);
      for (int trial = 0; trial < TRIALS; trial++) {
        TokenizedDocument document = draw(60, trial);
        assertEquals(corrupt(function, document, trial), corrupt(another, document, trial));
      }
    }
  }

  @Test
  void aDocumentIsNotTouched() {
    for (NoisingFunction function : everyFunction()) {
      TokenizedDocument document = draw(120, 1);
      var unused = corrupt(function, document, 1);
      assertEquals(draw(120, 1), document);
    }
  }

  @Test
  void shortDocumentsAreSafe() {
    for (NoisingFunction function : everyFunction()) {
      for (int trial = 0; trial < 4 * TRIALS; trial++) {
        requireSound(corrupt(function, draw(trial % 4, trial), trial));
      }
    }
  }

  @Test
  void longDocumentsAreSafe() {
    for (NoisingFunction function : everyFunction()) {
      requireSound(corrupt(function, draw(LONG_DOCUMENT, 1), 1));
    }
  }

  /**
   * Checks that ids are in the vocabulary, that the mask is the only special token, and that word
   * starts are consistent with the vocabulary.
   */
  @Test
  void documentsStayDocumentsOfTheVocabulary() {
    for (NoisingFunction function : everyFunction()) {
      for (int trial = 0; trial < TRIALS; trial++) {
        requireSound(corrupt(function, draw(100, trial), trial));
      }
    }
  }

  @Test
  void threadsMakeTheNoiseOfOne() {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (NoisingFunction function : everyFunction()) {
        IntFunction<TokenizedDocument> trial = i -> corrupt(function, draw(60, i), i);
        List<CompletableFuture<TokenizedDocument>> parallel =
            IntStream.range(0, 2 * TRIALS)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> trial.apply(i), threads))
                .toList();
        assertEquals(
            IntStream.range(0, 2 * TRIALS).mapToObj(trial).toList(),
            parallel.stream().map(CompletableFuture::join).toList());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private List<NoisingFunction> everyFunction() {
    return getArguments().stream().map(this::create).toList();
  }

  private NoisingFunction create(Map<String, String> arguments) {
    return getFactory().create(new NoiseArguments(arguments), vocabulary);
  }

  private List<NoiseArgument> declare(Map<String, String> values) {
    NoiseArguments arguments = new NoiseArguments(values);
    var unused = getFactory().create(arguments, vocabulary);
    return arguments.getDeclared();
  }

  private TokenizedDocument draw(int length, long seed) {
    return vocabulary.drawDocument(length, new Random(seed));
  }

  private static TokenizedDocument corrupt(
      NoisingFunction function, TokenizedDocument document, long seed) {
    return function.corrupt(document, new Random(~seed));
  }

  private void requireSound(TokenizedDocument noised) {
    for (int i = 0; i < noised.getLength(); i++) {
      int id = noised.getId(i);
      int position = i;
      assertTrue(
          id >= 0 && id < vocabulary.getSize(),
          () -> "token %d is not in the vocabulary of %d".formatted(id, vocabulary.getSize()));
      assertTrue(
          id == vocabulary.getMaskId() || !vocabulary.isSpecial(id),
          () -> "token %d is special and not the mask".formatted(id));
      assertEquals(
          vocabulary.isWordStart(id),
          noised.isWordStart(i),
          () -> "whether token %d at %d starts a word".formatted(id, position));
    }
    for (int sentence = 0; sentence < noised.getSentenceCount(); sentence++) {
      int start = noised.getSentenceStart(sentence);
      assertTrue(start < noised.getSentenceEnd(sentence), "sentence %d".formatted(sentence));
    }
    assertEquals(noised.getLength() > 0, noised.getSentenceCount() > 0, "tokens have sentences");
  }
}
