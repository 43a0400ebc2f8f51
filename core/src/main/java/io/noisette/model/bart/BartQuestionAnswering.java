package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.SpanBatch;
import io.noisette.model.TextBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.HeadKernels;
import io.noisette.model.layer.LayoutBuilder;
import io.noisette.model.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * BART for question answering: encoder and decoder read question and context, and the decoder's
 * states score each token to be the start and the end of the answer (docs/papers.md 1.5).
 */
public final class BartQuestionAnswering implements AutoCloseable {

  private final BartConfig config;
  private final NDManager manager;
  private final Parameters parameters;
  private final BartStacks stacks;
  private final HeadKernels head;

  public BartQuestionAnswering(
      NDManager parent,
      BartConfig config,
      Precision precision,
      Function<ParameterSpec, float[]> values) {
    this.config = config;
    manager = parent.newSubManager();
    parameters =
        ParameterSpec.create(
            manager, BartLayout.of(config, ModelTask.QUESTION_ANSWERING, 2), values);
    stacks = new BartStacks(manager, config, precision, parameters);
    head = new HeadKernels(manager, 1);
  }

  public BartConfig getConfig() {
    return config;
  }

  public Parameters getParameters() {
    return parameters;
  }

  /** Scores of each token to be start and end, (tokens, 2), without dropout or gradients. */
  public NDArray logits(NDManager scope, TextBatch batch) {
    stacks.start(null);
    return Autograd.paused(() -> scores(scope, batch, TrainingPass.weighted(1)));
  }

  /**
   * Forward and backward pass; gradients of the pass's weight times the result are added up.
   *
   * @param scope owns what the pass leaves behind
   * @return the sum over the texts of the mean of -log p of start and end, in nats
   */
  public double forwardBackward(NDManager scope, SpanBatch batch, TrainingPass pass) {
    if (!batch.hasAnswer()) {
      return 0;
    }
    stacks.start(pass.dropoutSeed());
    return Autograd.recorded(
        () -> {
          NDArray scores = scores(scope, batch.text(), pass);
          NDArray lengths = batch.text().tokens().toLengths(scope);
          NDArray loss = head.spanLoss(scores, lengths, wide(batch.starts()), wide(batch.ends()));
          Autograd.backward(loss, scope.create((float) pass.weight()));
          return (double) loss.toFloatArray()[0];
        });
  }

  /** Writes {@code config.json} and {@code model.safetensors} as transformers does. */
  public void write(Path directory) throws IOException {
    BartConfigFile.write(directory, config, ModelTask.QUESTION_ANSWERING, null);
    StoredWeights.write(directory, parameters);
  }

  @Override
  public void close() {
    stacks.close();
    head.close();
    manager.close();
  }

  private NDArray scores(NDManager scope, TextBatch batch, TrainingPass pass) {
    NDArray hidden = stacks.hiddenOfText(scope, batch.tokens(), pass);
    return head.spans(hidden, parameters.get(LayoutBuilder.pairs(List.of(BartLayout.SPAN_HEAD))));
  }

  private static long[] wide(List<Integer> places) {
    return places.stream().mapToLong(Integer::longValue).toArray();
  }
}
