package io.noisette.generate.search;

import ai.djl.ndarray.NDManager;
import io.noisette.model.bart.BartDecoder;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.BartSpecialTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Generation of target sequences with a BART model: the encoder runs once, the decoder once per
 * token.
 */
public final class BartGenerator {

  private final NDManager manager;
  private final BartModel model;

  /**
   * Creates a generator for a BART model.
   *
   * @param manager names the device; tensors made in a call are released at its end
   */
  public BartGenerator(NDManager manager, BartModel model) {
    this.manager = manager;
    this.model = model;
  }

  /**
   * Returns the most likely target sequences of each source sequence, found by beam or greedy
   * search; what is found for a source does not depend on the other sources.
   *
   * <p>No tensor outlives the call, and native memory does not grow with the number of sources: a
   * limited number of them is decoded at a time. The results are token ids on the Java heap.
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
    for (int[] source : sources) {
      found.add(generate(source, settings, tokens -> {}));
      onFinished.accept(found.size());
    }
    return found;
  }

  /**
   * Returns the most likely target sequences of one source sequence, found by beam or greedy
   * search.
   *
   * @param source token ids, special tokens included
   * @param onToken called after each step with the number of tokens generated so far
   * @return {@code numReturnSequences} hypotheses, best first
   * @throws IllegalArgumentException if source or target exceed the model's positions, or a forced
   *     token is not in its vocabulary
   */
  public List<Hypothesis> generate(int[] source, GenerationSettings settings, IntConsumer onToken) {
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
    BartSpecialTokens special = model.getConfig().special();
    try (NDManager scope = manager.newSubManager();
        BartDecoder decoder = model.startDecoding(scope, source)) {
      TokenScorer scorer =
          (tokens, parents) -> {
            float[] scores = decoder.step(tokens, parents);
            onToken.accept(decoder.getLength());
            return scores;
          };
      int start = special.decoderStart();
      return settings.numBeams() == 1
          ? List.of(new GreedySearch(settings, special.eos()).search(scorer, start))
          : new BeamSearch(settings, special.eos()).search(scorer, start);
    }
  }
}
