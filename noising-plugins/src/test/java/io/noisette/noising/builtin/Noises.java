package io.noisette.noising.builtin;

import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.NoiseSpec;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.testing.SmallVocabulary;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The built-in functions, compiled from their specs as users write them. */
public final class Noises {

  public static final Map<String, NoisingFunctionFactory> FACTORIES =
      Stream.of(
              new DeleteTokens(),
              new Infill(),
              new InsertTokens(),
              new MaskTokens(),
              new PermuteSentences(),
              new RotateDocument())
          .collect(Collectors.toMap(NoisingFunctionFactory::getName, Function.identity()));

  private Noises() {}

  public static Noise compile(String spec) {
    return new NoiseCompiler(FACTORIES).compile(NoiseSpec.parse(spec), new SmallVocabulary());
  }

  /** Every token a word, 100 upwards. */
  static TokenizedDocument words(int length, int... sentenceStarts) {
    int[] ids = new int[length];
    for (int i = 0; i < length; i++) {
      ids[i] = 100 + i;
    }
    return TokenizedDocument.of(ids, sentenceStarts);
  }

  static NoiseKey key(int document) {
    return new NoiseKey(42, 0, document, 0, 0);
  }

  /** What comes of a document under many keys, as text. */
  static Set<String> outcomes(String spec, TokenizedDocument document) {
    Noise noise = compile(spec);
    Set<String> outcomes = new TreeSet<>();
    for (int i = 0; i < 2_000; i++) {
      outcomes.add(noise.corrupt(document, key(i)).toString());
    }
    return outcomes;
  }
}
