package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import java.util.List;

/**
 * Writes texts with a language model, a token at a time for several hypotheses: keys and values of
 * the tokens so far are kept, so that a step costs what its own tokens need.
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

  /** Tokens of each hypothesis so far, those of the prompt included. */
  public int getLength() {
    return tokens;
  }

  /**
   * Reads what all hypotheses begin with, in one pass; the first call.
   *
   * @return log-probabilities of what comes next, (V)
   * @throws IllegalArgumentException if the prompt is empty or longer than the model's positions
   */
  public float[] read(int[] prompt) {
    if (tokens > 0) {
      throw new IllegalStateException("a prompt comes first");
    }
    if (prompt.length == 0) {
      throw new IllegalArgumentException("a prompt has at least one token");
    }
    requirePositions(prompt.length);
    float[] next = advance(prompt, new int[0]);
    tokens = prompt.length;
    return next;
  }

  /**
   * Adds a token to each hypothesis.
   *
   * @param ids the token of each
   * @param parents which hypothesis of the step before each continues; all 0 in the first step
   * @return log-probabilities of what comes next, a row of V for each hypothesis
   * @throws IllegalArgumentException if the model has no position left
   */
  public float[] step(int[] ids, int[] parents) {
    if (tokens == 0) {
      throw new IllegalStateException("a prompt comes first");
    }
    requirePositions(tokens + 1);
    float[] next = advance(ids, parents);
    tokens++;
    return next;
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Without parents the ids are those of one text, otherwise each is of a text of its own. */
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
          "a text of more than max_positions = %d tokens".formatted(config.maxPositions()));
    }
  }
}
