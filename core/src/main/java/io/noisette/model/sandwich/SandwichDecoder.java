package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import java.util.List;
import java.util.Locale;

/**
 * Incremental decoder of a language model, one token per step for several hypotheses: keys and
 * values of earlier tokens are cached, so that a step computes only the new tokens.
 */
public final class SandwichDecoder implements AutoCloseable {

  private final SandwichConfig config;
  private final SandwichStack stack;
  private final WordSoftmax softmax;
  private final NDManager manager;
  private NDManager cacheOwner;
  private List<NDArray> cache = List.of();
  private int tokens;

  SandwichDecoder(
      NDManager scope, SandwichConfig config, SandwichStack stack, WordSoftmax softmax) {
    this.config = config;
    this.stack = stack;
    this.softmax = softmax;
    manager = scope.newSubManager();
    cacheOwner = manager.newSubManager();
  }

  /** Returns the number of tokens in each hypothesis so far, prompt included. */
  public int getLength() {
    return tokens;
  }

  /**
   * Reads the prompt that all hypotheses share, in one forward pass; must be the first call.
   *
   * @return log-probabilities of the next token, (V)
   * @throws IllegalArgumentException if the prompt is empty or longer than the model's maximum
   */
  public float[] read(int[] prompt) {
    if (tokens > 0) {
      throw new IllegalStateException(
          "read() must be called only once; call step() for each further token");
    }
    if (prompt.length == 0) {
      throw new IllegalArgumentException("prompt must have at least one token");
    }
    requirePositions(prompt.length);
    float[] next = advance(prompt, new int[0]);
    tokens = prompt.length;
    return next;
  }

  /**
   * Appends one token per hypothesis to the hypotheses in {@code parents}, and returns the
   * log-probabilities of the next token.
   *
   * @param ids the appended token of each hypothesis
   * @param parents for each hypothesis, the index of the hypothesis of the step before that it
   *     continues; all 0 in the first step
   * @return log-probabilities of the next token, one row of V per hypothesis
   * @throws IllegalArgumentException if a hypothesis would exceed the model's number of positions
   */
  public float[] step(int[] ids, int[] parents) {
    if (tokens == 0) {
      throw new IllegalStateException("read() must be called with the prompt before step()");
    }
    requirePositions(tokens + 1);
    float[] next = advance(ids, parents);
    tokens++;
    return next;
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    manager.close();
  }

  /**
   * Runs the model on new tokens: those of one text if there are no parents, otherwise one per
   * hypothesis.
   */
  private float[] advance(int[] ids, int[] parents) {
    NDManager nextOwner = manager.newSubManager();
    return Autograd.paused(
        () -> {
          List<NDArray> result =
              parents.length == 0
                  ? stack.readPrompt(nextOwner, ids)
                  : stack.writeToken(nextOwner, ids, parents, tokens, cache);
          cacheOwner.close();
          cacheOwner = nextOwner;
          cache = result.subList(1, result.size());
          try (NDArray hidden = result.get(0);
              NDArray logProbabilities = softmax.logProbabilities(hidden)) {
            return logProbabilities.toFloatArray();
          }
        });
  }

  private void requirePositions(int needed) {
    if (needed > config.maxPositions()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "prompt and generated text would be longer than the model allows (max_positions ="
                  + " %d)",
              config.maxPositions()));
    }
  }
}
