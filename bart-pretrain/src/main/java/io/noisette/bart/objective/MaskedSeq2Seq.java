package io.noisette.bart.objective;

import io.noisette.bart.model.ModelKind;
import io.noisette.bart.model.Seq2SeqExample;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.report.ChartSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Masked seq2seq, as in MASS (docs/papers.md 1.6): one span of half of the tokens is masked in the
 * source, token by token, and the decoder predicts the span.
 */
public final class MaskedSeq2Seq implements Objective {

  @Override
  public String getSummary() {
    return "predict a span of half of the tokens, masked in the source (MASS)";
  }

  @Override
  public ModelKind getModelKind() {
    return ModelKind.ENCODER_DECODER;
  }

  @Override
  public double countReadPerTarget(int tokens) {
    return 2; // half of them are predicted
  }

  @Override
  public boolean hasNoise() {
    return false;
  }

  @Override
  public boolean isForInfilling() {
    return false; // the decoder has never seen the text around a span
  }

  @Override
  public List<ChartSpec> getCharts() {
    return TargetFigures.CHARTS;
  }

  @Override
  public Seq2SeqExample toExample(TokenizedDocument text, NoiseKey key, ObjectiveContext context) {
    int[] ids = context.addSpecials(text.toIds());
    int start = 1 + key.stream(0).nextInt(countStarts(text.getLength())); // after bos
    return maskSpan(ids, start, getSpan(text.getLength()), context.vocabulary().getMaskId());
  }

  /** Returns at how many places the span of a text can begin, special tokens not counted. */
  public static int countStarts(int tokens) {
    return tokens - getSpan(tokens) + 1;
  }

  private static int getSpan(int tokens) {
    return (tokens + 1) / 2;
  }

  @Override
  public HeldOutFigures newFigures(ObjectiveContext context, @Nullable UnigramModel unigram) {
    return new TargetFigures(unigram);
  }

  /**
   * Returns an example with a masked span. The decoder input is the token before each predicted
   * one, at the predicted token's position in the text: what BART's decoder reads for these
   * targets, without the rest of the text.
   *
   * @param ids of the text with its special tokens
   * @param start index of the span's first token, at least 1
   * @param length number of tokens in the span
   * @param maskId id of the mask token
   */
  static Seq2SeqExample maskSpan(int[] ids, int start, int length, int maskId) {
    int end = start + length;
    int[] source = ids.clone();
    Arrays.fill(source, start, end, maskId);
    return new Seq2SeqExample(
        source,
        Arrays.copyOfRange(ids, start - 1, end - 1),
        IntStream.range(start, end).toArray(),
        Arrays.copyOfRange(ids, start, end));
  }
}
