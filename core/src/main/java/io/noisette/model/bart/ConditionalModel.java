package io.noisette.model.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.TrainableModel;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.TokenLosses;
import io.noisette.model.TrainingLoss;
import io.noisette.model.TrainingPass;

/**
 * A model that predicts the tokens of a target from left to right, given a source: a BART, whose
 * encoder reads the source, or a single stack that reads source and target as one text
 * (docs/objectives.md).
 *
 * <p>Targets begin with {@link BartConfig#getTargetStart} and end with {@code </s>}.
 */
public sealed interface ConditionalModel extends TrainableModel
    permits BartModel, ConditionalStack {

  /** Returns the sizes of the model, with 0 layers for an absent stack. */
  BartConfig getConfig();

  /**
   * Runs the forward and backward pass; accumulates the gradients of the loss times {@code
   * pass.weight()}.
   *
   * @param scope owner of the intermediate tensors
   * @param pass its weight is 1 / (target tokens of the whole optimizer step)
   * @return the sum of -log p over the labels, in nats, not weighted
   */
  default double forwardBackward(NDManager scope, Seq2SeqBatch batch, TrainingPass pass) {
    return forwardBackward(scope, batch, pass, LabelSmoothing.NONE).nats();
  }

  /**
   * Runs the forward and backward pass with label smoothing; accumulates the gradients of the
   * smoothed loss times {@code pass.weight()}.
   *
   * @param scope owner of the intermediate tensors
   * @param pass its weight is 1 / (target tokens of the whole optimizer step)
   */
  TrainingLoss forwardBackward(
      NDManager scope, Seq2SeqBatch batch, TrainingPass pass, LabelSmoothing smoothing);

  /** Computes the losses of the labels with teacher forcing, without dropout or gradients. */
  TokenLosses evaluate(NDManager scope, Seq2SeqBatch batch);

  /**
   * Prepares the weights of decoding, in the order in which products read them, and frees those
   * that only other passes read. After that {@link #startDecoding} works, and whatever else
   * computes throws an {@link IllegalStateException}.
   *
   * @throws IllegalStateException if the model was not read for inference
   */
  void keepForGeneration();

  /**
   * Creates a decoder, to which sources are added.
   *
   * @param scope names the device; the decoder must be closed before it
   * @param beams number of hypotheses of each source
   */
  TargetDecoder startDecoding(NDManager scope, int beams);

  /**
   * Creates a replica for another thread: it shares this model's weights in memory and has its own
   * gradients. It must be closed before this model.
   */
  ConditionalModel replicate();
}
