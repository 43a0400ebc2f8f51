package io.noisette.sandwich;

import io.noisette.command.StopSignal;
import io.noisette.corpus.StreamWindows;
import io.noisette.corpus.TokenStream;
import io.noisette.model.sandwich.StreamScorer;
import io.noisette.train.Validator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * Validator that measures the perplexity of held-out text in non-overlapping blocks, as {@code
 * evaluate} does.
 */
final class LanguageValidator implements Validator {

  private final StreamScorer scorer;
  private final TokenStream stream;
  private final StreamWindows blocks;

  /**
   * Creates a validator.
   *
   * @param blockLength number of tokens per block
   * @param mostTokens maximum number of predicted tokens, from the start of the stream; 0: all
   */
  LanguageValidator(StreamScorer scorer, TokenStream stream, int blockLength, long mostTokens) {
    this.scorer = scorer;
    this.stream = stream;
    blocks = blocksOf(stream, blockLength, mostTokens);
  }

  /** Returns the blocks that a validation evaluates. */
  static StreamWindows blocksOf(TokenStream stream, int blockLength, long mostTokens) {
    long length = stream.getLength();
    long read = mostTokens == 0 ? length : Math.min(length, mostTokens + 1);
    return new StreamWindows(read, blockLength, blockLength);
  }

  @Override
  public Map<String, Double> validate(StopSignal stop, DoubleConsumer progress) {
    double loss =
        scorer
            .measure(
                stream,
                blocks,
                score -> {
                  progress.accept((double) score.tokens() / blocks.getScored());
                  return !stop.isRequested();
                })
            .loss();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(LOSS, loss);
    figures.put("validation_perplexity", Math.exp(loss));
    return figures;
  }
}
