package io.noisette.bart.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.bart.model.Seq2SeqExample;
import io.noisette.model.TokenLosses;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenoisingTest {

  private static final NoiseKey KEY = SmallTexts.key(0, 1);
  private final Denoising denoising = new Denoising();

  @Test
  void theEncoderReadsTheNoiseAndTheDecoderPredictsTheText() {
    TokenizedDocument text = SmallTexts.text(5);
    Seq2SeqExample example = denoising.toExample(text, KEY, context("mask-tokens(ratio=1)"));
    int mask = SmallTexts.MASK;
    assertArrayEquals(new int[] {0, mask, mask, mask, mask, mask, 2}, example.source());
    assertArrayEquals(new int[] {0, 10, 11, 12, 13, 14, 2}, example.labels());
    assertArrayEquals(new int[] {2, 0, 10, 11, 12, 13, 14}, example.decoderInput());
    assertNull(example.decoderPositions());
  }

  @Test
  void aSourceThatNoiseHasMadeTooLongIsCutOff() {
    ObjectiveContext context = context("none");
    ObjectiveContext narrow =
        new ObjectiveContext(context.vocabulary(), context.special(), 6, context.noise());
    Seq2SeqExample example = denoising.toExample(SmallTexts.text(9), KEY, narrow);
    assertArrayEquals(new int[] {0, 10, 11, 12, 13, 2}, example.source());
    assertEquals(11, example.labels().length);
  }

  /** docs/papers.md 1.7, check 5: also where noise has removed the whole document. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete-tokens(ratio=1)",
        "infill(ratio=1,replace-length=0)",
        "permute-sentences|rotate-document|mask-tokens(ratio=0.5)|infill(ratio=0.5)"
            + "|insert-tokens(ratio=0.2)|delete-tokens(ratio=0.5)"
      })
  void everySourceBeginsAndEndsWithItsSpecialTokens(String noise) {
    for (int length = 1; length <= 9; length++) {
      int[] source = denoising.toExample(SmallTexts.text(length), KEY, context(noise)).source();
      assertTrue(source.length >= 2, noise);
      assertEquals(0, source[0], noise);
      assertEquals(2, source[source.length - 1], noise);
    }
  }

  @Test
  void hiddenAndCopiedTokensAreMeasuredApart() {
    ObjectiveContext context = context("mask-tokens(ratio=0.4)");
    TokenizedDocument text = SmallTexts.text(10);
    UnigramModel unigram = new UnigramModel(new long[40], 0);
    HeldOutFigures figures = denoising.newFigures(context, unigram);
    Seq2SeqExample example = denoising.toExample(text, KEY, context);
    KeyedExample sequence = new KeyedExample(example, text, KEY);
    TokenLosses losses = SmallTexts.losses(sequence);
    figures.add(sequence, losses, 0);
    assertEquals(
        Map.of("tokens", 12L, "hidden_tokens", 4L, "copied_tokens", 6L), figures.getCounts());
    double nats = 0;
    double hits = 0;
    for (int i = 0; i < example.source().length; i++) {
      if (example.source()[i] == SmallTexts.MASK) {
        nats += losses.nats()[i] / 4;
        hits += losses.hits()[i] / 4;
      }
    }
    Map<String, Double> map = figures.toMap("");
    assertEquals(6.5, map.get("loss"));
    assertEquals(Math.exp(6.5), map.get("perplexity"));
    assertEquals(nats, map.get("hidden_loss"), 1e-12);
    assertEquals(hits, map.get("hidden_accuracy"), 1e-12);
    assertEquals((5 - 4 * hits) / 6, map.get("copy_accuracy"), 1e-12); // the sixth hit is eos
    assertEquals(Math.log(40), map.get("hidden_unigram_loss"), 1e-12);
  }

  @Test
  void whatIsNotHiddenHasNoFigures() {
    HeldOutFigures figures = denoising.newFigures(context("none"), null);
    TokenizedDocument text = SmallTexts.text(4);
    Seq2SeqExample example = denoising.toExample(text, KEY, context("none"));
    KeyedExample sequence = new KeyedExample(example, text, KEY);
    figures.add(sequence, SmallTexts.losses(sequence), 0);
    assertEquals(Set.of("loss", "perplexity", "copy_accuracy"), figures.toMap("").keySet());
  }

  @Test
  void denoisingWithoutNoiseIsAnError() {
    ObjectiveContext context = SmallTexts.context(null);
    TokenizedDocument text = SmallTexts.text(3);
    assertThrows(IllegalStateException.class, () -> denoising.toExample(text, KEY, context));
  }

  private static ObjectiveContext context(String spec) {
    return SmallTexts.context(SmallTexts.noise(spec));
  }
}
