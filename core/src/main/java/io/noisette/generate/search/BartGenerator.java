package io.noisette.generate.search;

import ai.djl.ndarray.NDManager;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.ConditionalModel;
import io.noisette.model.bart.TargetDecoder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Generation of target sequences with a BART or a single stack, by greedy or beam search over
 * several sources at a time.
 *
 * <p>Sources are packed, without padding, and leave the batch when their search is over. What is
 * found for a source does not depend on the other sources, up to rounding in the last digits of the
 * scores.
 *
 * <p>No tensor outlives a call, and native memory does not grow with the number of sources: {@link
 * #DEFAULT_BATCH_TOKENS} bounds those that are decoded together. Results are token ids on the Java
 * heap.
 */
public final class BartGenerator {

  /** Number of source tokens, times beams, that are decoded together unless told otherwise. */
  public static final int DEFAULT_BATCH_TOKENS = 8192;

  private final NDManager manager;
  private final ConditionalModel model;
  private final int batchTokens;

  /**
   * Creates a generator for a model.
   *
   * @param manager names the device; tensors made in a call are released at its end
   */
  public BartGenerator(NDManager manager, ConditionalModel model) {
    this(manager, model, DEFAULT_BATCH_TOKENS);
  }

  /**
   * Creates a generator for a model.
   *
   * @param batchTokens maximum number of source tokens, times beams, that are decoded together; a
   *     longer source is decoded alone
   */
  public BartGenerator(NDManager manager, ConditionalModel model, int batchTokens) {
    if (batchTokens < 1) {
      throw new IllegalArgumentException("batch tokens must be at least 1, not " + batchTokens);
    }
    this.manager = manager;
    this.model = model;
    this.batchTokens = batchTokens;
  }

  /**
   * Returns the most likely target sequences of each source sequence.
   *
   * @param sources token ids of each source, special tokens included
   * @param onFinished called with the number of sources finished so far
   * @return for each source, in the given order, {@code numReturnSequences} hypotheses, best first
   * @throws IllegalArgumentException if a source or target exceeds the model's positions, or a
   *     forced token is not in its vocabulary
   */
  public List<List<Hypothesis>> generate(
      List<int[]> sources, GenerationSettings settings, IntConsumer onFinished) {
    List<List<Hypothesis>> found = new ArrayList<>();
    generate(sources.iterator(), settings, onFinished, found::add, () -> false);
    return found;
  }

  /**
   * Passes on the most likely target sequences of each source sequence as {@link
   * #generate(SourceReader, GenerationSettings, IntConsumer, Consumer, BooleanSupplier)} does,
   * where the sources never have to be waited for.
   */
  public void generate(
      Iterator<int[]> sources,
      GenerationSettings settings,
      IntConsumer onFinished,
      Consumer<List<Hypothesis>> results,
      BooleanSupplier stop) {
    generate(SourceReader.of(sources), settings, onFinished, results, stop);
  }

  /**
   * Passes on the most likely target sequences of each source sequence, in the order of the
   * sources, as soon as they and those of all sources before are found.
   *
   * <p>Sources are read ahead, up to sixteen batches of them, and decoded by falling length, so
   * that those that are decoded together are of similar lengths; fewer if more would have to be
   * waited for.
   *
   * @param sources token ids of each source, special tokens included
   * @param onFinished called with the number of sources finished so far, in any order
   * @param results receives {@code numReturnSequences} hypotheses of each source, best first
   * @param stop asked after each token; true ends the call without the remaining results
   * @throws IllegalArgumentException if a source or target exceeds the model's positions, or a
   *     forced token is not in its vocabulary
   */
  public void generate(
      SourceReader sources,
      GenerationSettings settings,
      IntConsumer onFinished,
      Consumer<List<Hypothesis>> results,
      BooleanSupplier stop) {
    require(settings);
    try (NDManager scope = manager.newSubManager();
        TargetDecoder decoder = model.startDecoding(scope, settings.numBeams())) {
      SourceStream stream =
          new SourceStream(sources, Math.max(1, batchTokens / settings.numBeams()));
      OrderedResults ordered = new OrderedResults(results);
      TargetBatch batch = newBatch(decoder, settings);
      int finished = 0;
      while (!stop.getAsBoolean()) {
        List<SourceText> next = stream.next(batch.getWeight());
        if (!next.isEmpty()) {
          next.forEach(source -> requireRoom(source.getTokens(), settings));
          batch.add(next);
        } else if (batch.isEmpty()) {
          return;
        }
        for (TargetBatch.Result result : batch.step()) {
          onFinished.accept(++finished);
          ordered.add(result.source().getIndex(), result.targets());
        }
      }
    }
  }

  /**
   * Returns the most likely target sequences of one source sequence.
   *
   * @param source token ids, special tokens included
   * @param onToken called after each step with the number of tokens generated so far
   * @return {@code numReturnSequences} hypotheses, best first
   * @throws IllegalArgumentException if source or target exceed the model's positions, or a forced
   *     token is not in its vocabulary
   */
  public List<Hypothesis> generate(int[] source, GenerationSettings settings, IntConsumer onToken) {
    require(settings);
    requireRoom(source, settings);
    try (NDManager scope = manager.newSubManager();
        TargetDecoder decoder = model.startDecoding(scope, settings.numBeams())) {
      TargetBatch batch = newBatch(decoder, settings);
      batch.add(List.of(new SourceText(0, source)));
      for (int tokens = 1; ; tokens++) {
        List<TargetBatch.Result> finished = batch.step();
        onToken.accept(tokens);
        if (!finished.isEmpty()) {
          return finished.get(0).targets();
        }
      }
    }
  }

  private TargetBatch newBatch(TargetDecoder decoder, GenerationSettings settings) {
    BartConfig config = model.getConfig();
    TokenRules rules = new TokenRules(settings, config.special().eos());
    int start = config.special().decoderStart();
    return new TargetBatch(
        decoder,
        source ->
            settings.numBeams() == 1
                ? new GreedySearch(settings, rules, start)
                : new BeamSearch(settings, rules, start),
        rules,
        settings.numBeams(),
        config.vocabSize());
  }

  private void require(GenerationSettings settings) {
    settings.requireTokensBelow(model.getConfig().vocabSize());
    int positions = model.getConfig().maxPositionEmbeddings();
    if (settings.maxNewTokens() > positions) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "max_new_tokens must be at most max_position_embeddings = %d of the model, not %d",
              positions,
              settings.maxNewTokens()));
    }
  }

  private void requireRoom(int[] source, GenerationSettings settings) {
    int most = model.getConfig().getSourcePositions(settings.maxNewTokens());
    if (source.length > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a source of %d tokens and max_new_tokens = %d need more than the model's"
                  + " max_position_embeddings = %d",
              source.length,
              settings.maxNewTokens(),
              model.getConfig().maxPositionEmbeddings()));
    }
  }
}
