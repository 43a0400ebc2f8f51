package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.model.AnswerSpans;
import io.noisette.model.LabelScores;
import io.noisette.model.PackedTokens;
import java.util.List;
import java.util.function.Supplier;

/** Span head on the hidden states of all tokens, with its loss. */
public final class SpanHead implements AutoCloseable {

  /** Name of the linear layer in the model classes of transformers. */
  public static final String NAME = "qa_outputs";

  /** Number of logits of each token: start and end. */
  public static final int OUTPUTS = 2;

  private final HeadKernels kernels;
  private final Parameters parameters;

  /** Creates the head of a model, whose parameters include weight and bias of the layer. */
  public SpanHead(NDManager parent, Parameters parameters) {
    kernels = new HeadKernels(parent, 1);
    this.parameters = parameters;
  }

  /** Returns start and end logits, (tokens, 2), from hidden states, (tokens, d). */
  public NDArray logits(NDArray hidden) {
    return kernels.tokens(hidden, kernels.linearOf(NAME, parameters));
  }

  /**
   * Runs the forward and backward pass of a model with this head, and accumulates gradients.
   *
   * @param weight factor of the loss in the gradients
   * @param forward runs the forward pass to the last hidden states
   */
  public LabelScores forwardBackward(
      NDManager scope,
      PackedTokens texts,
      AnswerSpans spans,
      double weight,
      Supplier<HiddenStates> forward) {
    spans.requireInside(texts);
    return Autograd.recorded(
        () -> {
          HiddenStates hidden = forward.get();
          NDArray scores = logits(hidden.states());
          NDArray lengths = texts.toLengths(scope);
          NDArray loss =
              kernels.spanLoss(scores, lengths, wide(spans.starts()), wide(spans.ends()));
          if (spans.hasAnswer()) {
            hidden.backward(loss, weight);
          }
          float[] values = scores.toFloatArray();
          return new LabelScores(loss.toFloatArray()[0], values, OUTPUTS);
        });
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    kernels.close();
  }

  private static long[] wide(List<Integer> places) {
    return places.stream().mapToLong(Integer::longValue).toArray();
  }
}
