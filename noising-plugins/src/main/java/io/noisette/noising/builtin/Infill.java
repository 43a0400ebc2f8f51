package io.noisette.noising.builtin;

import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * {@code infill(ratio=0.3,lambda=3,random=0,whole-words,replace-length=1)}: BART's text infilling,
 * by fairseq's procedure (docs/papers.md 1.2).
 *
 * <p>Spans may overlap: with a ratio of 0.3 about 26.7 % of the tokens are corrupted. A span of
 * length 0 inserts a mask.
 */
public final class Infill implements NoisingFunctionFactory {

  @Override
  public String getName() {
    return "infill";
  }

  @Override
  public String getDescription() {
    return "replaces random spans, with lengths from a Poisson distribution, by one mask each";
  }

  @Override
  public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
    double ratio =
        arguments.getProbability(
            "ratio",
            0.3,
            "share of tokens to cover with spans, rounded up; default from the paper");
    double lambda =
        arguments.getDouble(
            "lambda",
            3,
            "mean span length, in [0.1, 100]; default from the paper, 3.5 in fairseq's command");
    Replacement replacement = Replacement.of(arguments, vocabulary);
    boolean wholeWords =
        arguments.isFlagSet(
            "whole-words", "count ratio and span lengths in words, and corrupt whole words");
    int replaceLength =
        arguments.getInt(
            "replace-length",
            1,
            "number of masks per span: 1, 0 (deletes the span) or -1 (one per token)");
    if (lambda < 0.1 || lambda > 100) {
      throw arguments.invalid("lambda", "must be in [0.1, 100]");
    }
    if (replaceLength < -1 || replaceLength > 1) {
      throw arguments.invalid("replace-length", "must be -1, 0 or 1");
    }
    return new Spans(ratio, new SpanLengths(lambda), replacement, wholeWords, replaceLength);
  }

  private record Spans(
      double ratio,
      SpanLengths spanLengths,
      Replacement replacement,
      boolean wholeWords,
      int replaceLength)
      implements NoisingFunction {

    // Fates of tokens; other values are the id that replaces the token.
    private static final int KEPT = -1;
    private static final int DELETED = -2;

    @Override
    public TokenizedDocument corrupt(TokenizedDocument document, RandomGenerator random) {
      int[] starts = starts(document);
      int[] lengths = spanLengths.draw(Sampling.share(ratio, starts.length), random);
      int[] fates = new int[document.getLength()];
      Arrays.fill(fates, KEPT);
      int spans = 0;
      for (int length : lengths) {
        if (length > 0) {
          // One step of a Fisher-Yates shuffle: each start is drawn at most once.
          int drawn = spans + random.nextInt(starts.length - spans);
          int start = starts[drawn];
          starts[drawn] = starts[spans++];
          hide(document, start, length, fates, random);
        }
      }
      int insertions = lengths.length - spans;
      return Insertion.insert(write(document, fates), insertions, replacement, random);
    }

    private int[] starts(TokenizedDocument document) {
      int[] starts = new int[document.getLength()];
      int count = 0;
      for (int i = 0; i < starts.length; i++) {
        if (isStart(document, i)) {
          starts[count++] = i;
        }
      }
      return Arrays.copyOf(starts, count);
    }

    private boolean isStart(TokenizedDocument document, int position) {
      return !wholeWords || document.isWordStart(position);
    }

    /**
     * Corrupts {@code length} words with all their pieces, including those that start other spans.
     */
    private void hide(
        TokenizedDocument document, int start, int length, int[] fates, RandomGenerator random) {
      boolean isText = replacement.isTextNext(random);
      if (replaceLength == 0) {
        fates[start] = DELETED;
      } else if (fates[start] != DELETED) {
        fates[start] = replacement.draw(isText, random);
      }
      int rest = length - 1;
      for (int i = start + 1; i < fates.length; i++) {
        if (isStart(document, i) && rest-- == 0) {
          break;
        }
        fates[i] = replaceLength == -1 ? replacement.draw(isText, random) : DELETED;
      }
    }

    private TokenizedDocument write(TokenizedDocument document, int[] fates) {
      TokenizedDocument.Builder written = TokenizedDocument.builder(fates.length);
      for (int sentence = 0; sentence < document.getSentenceCount(); sentence++) {
        written.startSentence();
        int end = document.getSentenceEnd(sentence);
        for (int i = document.getSentenceStart(sentence); i < end; i++) {
          if (fates[i] == KEPT) {
            written.add(document.getId(i), document.isWordStart(i));
          } else if (fates[i] != DELETED) {
            written.add(fates[i], replacement.isWordStart(fates[i]));
          }
        }
      }
      return written.build();
    }
  }
}
