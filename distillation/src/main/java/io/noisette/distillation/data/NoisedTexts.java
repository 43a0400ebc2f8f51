package io.noisette.distillation.data;

import io.noisette.evaluation.task.TaskExample;
import io.noisette.noise.NoiseDigests;
import io.noisette.noise.NoiseSetting;
import io.noisette.noise.TokenizerTokens;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.text.Document;
import io.noisette.tokenizer.EncodedText;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts as tokens of a model, which noise corrupts. What it returns depends on the arguments alone.
 */
final class NoisedTexts {

  private final PairEncoder encoder;
  private final List<Map.Entry<View, Noise>> noises;
  private final List<Tokens> texts;

  /** Both texts of a pair, or one text. */
  private record Tokens(TokenizedDocument first, @Nullable TokenizedDocument second) {}

  /**
   * Tokenizes texts, and compiles the noise of views for the vocabulary.
   *
   * @throws io.noisette.failure.UsageException for an unknown noise
   */
  NoisedTexts(
      Tokenizer tokenizer,
      PairEncoder encoder,
      List<View> views,
      NoiseCompiler compiler,
      List<TaskExample> examples) {
    this.encoder = encoder;
    TokenizerTokens tokens = new TokenizerTokens(tokenizer);
    noises = new ArrayList<>();
    for (View view : views) {
      noises.add(Map.entry(view, compile(view, tokens, compiler)));
    }
    // One after the other: the splitter of sentences is not thread-safe.
    texts = examples.stream().map(example -> tokenize(example, tokens)).toList();
  }

  /** Returns the digests of the noising functions that are not built in, by name. */
  static Map<String, String> readDigests(
      Tokenizer tokenizer, List<View> views, NoiseCompiler compiler) throws IOException {
    TokenizerTokens tokens = new TokenizerTokens(tokenizer);
    Map<String, String> digests = new LinkedHashMap<>();
    for (View view : views) {
      Noise noise = compile(view, tokens, compiler);
      digests.putAll(NoiseDigests.of(noise, compiler, tokens.getVocabulary()));
    }
    return digests;
  }

  /**
   * Returns a text as a view shows it; null if the noise leaves no token of it, or of one of a
   * pair.
   *
   * @param view number of the view
   * @param epoch distinguishes several times that a text is corrupted
   * @param text number of the text
   */
  @Nullable EncodedText corrupt(int view, long seed, long epoch, int text) {
    Noise noise = noises.get(view).getValue();
    long own = noises.get(view).getKey().toSeed(seed);
    Tokens tokens = texts.get(text);
    TokenizedDocument first =
        NoiseSetting.corrupt(noise, tokens.first(), new NoiseKey(own, epoch, text, 0, 0));
    TokenizedDocument second = tokens.second();
    if (second == null) {
      return first.getLength() == 0 ? null : encoder.encodeIds(first.toIds());
    }
    second = NoiseSetting.corrupt(noise, second, new NoiseKey(own, epoch, text, 1, 0));
    return first.getLength() == 0 || second.getLength() == 0
        ? null
        : encoder.encodeIds(first.toIds(), second.toIds());
  }

  /** Returns a text as it is. */
  EncodedText encode(int text) {
    Tokens tokens = texts.get(text);
    TokenizedDocument second = tokens.second();
    return second == null
        ? encoder.encodeIds(tokens.first().toIds())
        : encoder.encodeIds(tokens.first().toIds(), second.toIds());
  }

  /** Returns the number of views. */
  int getViewCount() {
    return noises.size();
  }

  private static Noise compile(View view, TokenizerTokens tokens, NoiseCompiler compiler) {
    return NoiseSetting.compile(view.spec().toString(), compiler, tokens.getVocabulary());
  }

  private static Tokens tokenize(TaskExample example, TokenizerTokens tokens) {
    String second = example.second();
    return new Tokens(
        tokens.encode(new Document(example.text(), 0)),
        second == null ? null : tokens.encode(new Document(second, 0)));
  }
}
