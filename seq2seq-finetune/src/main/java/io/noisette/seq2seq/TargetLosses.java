package io.noisette.seq2seq;

import ai.djl.ndarray.NDManager;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.text.TargetPerplexity;
import io.noisette.model.TokenLosses;
import io.noisette.model.bart.ConditionalModel;
import io.noisette.seq2seq.data.EncodedPairs;
import io.noisette.seq2seq.generation.RowGenerator;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures the losses of given targets with teacher forcing. The {@code <s>} that every target of a
 * BART begins with counts in no figure, because generation forces it.
 */
final class TargetLosses {

  private final NDManager manager;
  private final ConditionalModel model;
  private final RowGenerator texts;
  private final int microBatchTokens;

  /**
   * Creates a measurement.
   *
   * @param texts decodes the targets, whose words and bytes are counted
   * @param microBatchTokens maximum number of tokens per forward pass
   */
  TargetLosses(
      NDManager manager, ConditionalModel model, RowGenerator texts, int microBatchTokens) {
    this.manager = manager;
    this.model = model;
    this.texts = texts;
    this.microBatchTokens = microBatchTokens;
  }

  /**
   * Measures all targets.
   *
   * @param onDone called with the number of targets done so far
   * @return the figures, or null if a stop was requested
   */
  @Nullable TargetPerplexity measure(EncodedPairs pairs, StopSignal stop, LongConsumer onDone) {
    TargetPerplexity perplexity = new TargetPerplexity();
    int[] all = IntStream.range(0, pairs.getSize()).toArray();
    long done = 0;
    for (int[] examples : Seq2SeqBatches.divide(pairs, all, microBatchTokens)) {
      if (stop.isRequested()) {
        return null;
      }
      measure(pairs, examples, perplexity);
      done += examples.length;
      onDone.accept(done);
    }
    return perplexity;
  }

  private void measure(EncodedPairs pairs, int[] examples, TargetPerplexity perplexity) {
    try (NDManager scope = manager.newSubManager()) {
      int start = model.getConfig().special().decoderStart();
      TokenLosses losses = model.evaluate(scope, pairs.toBatch(examples, start));
      int forced = model.getConfig().getTargetStart() == null ? 0 : 1;
      int first = 0;
      for (int example : examples) {
        int length = pairs.countTargets(example);
        double[] words = new double[length - forced - 1]; // without </s>
        for (int i = 0; i < words.length; i++) {
          words[i] = -losses.nats()[first + forced + i];
        }
        String text = texts.decode(pairs.readTarget(example));
        perplexity.add(text, words, -losses.nats()[first + length - 1]);
        first += length;
      }
    }
  }
}
