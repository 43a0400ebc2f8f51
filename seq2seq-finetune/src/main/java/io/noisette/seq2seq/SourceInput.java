package io.noisette.seq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.adversary.Adversary;
import io.noisette.adversary.PerturbedInput;
import io.noisette.failure.UsageException;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.ConditionalModel;
import io.noisette.seq2seq.data.EncodedPairs;
import java.util.Locale;
import java.util.stream.IntStream;

/** The sources of a batch, which an adversary perturbs; the decoder's input stays as it is. */
final class SourceInput implements PerturbedInput<ConditionalModel, Seq2SeqBatch> {

  /**
   * Checks that an adversary fits the model, and each batch into one micro-batch for FreeAT.
   *
   * @throws UsageException if not
   */
  static void requireFit(Seq2SeqFinetuneConfig config, Seq2SeqData data) {
    Seq2SeqModel model = data.model();
    if (config.adversary().adversary() != Adversary.NONE && model.config().isSingleStack()) {
      throw new UsageException(
          "--adversary perturbs what an encoder reads, but %s is a single stack that reads source"
                  .formatted(model.directory())
              + " and target as one text; give --adversary none");
    }
    requireOneMicroBatch(config, data.train());
  }

  private static void requireOneMicroBatch(Seq2SeqFinetuneConfig config, EncodedPairs train) {
    Seq2SeqTrainingSettings training = config.training();
    Integer batchSize = training.batchSize();
    if (batchSize != null) {
      int longest = IntStream.range(0, train.getSize()).map(train::countTokens).max().orElse(0);
      config.adversary().requireOneMicroBatch(batchSize, longest, training.microBatchTokens());
    } else if (config.adversary().adversary() == Adversary.FREEAT
        && training.tokensPerStep() > training.microBatchTokens()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--adversary freeat updates the weights in every replay, so each batch must fit into"
                  + " one micro-batch: --tokens-per-step is %,d, but --micro-batch-tokens is %,d;"
                  + " increase it or lower --tokens-per-step",
              training.tokensPerStep(),
              training.microBatchTokens()));
    }
  }

  @Override
  public int getWidth(ConditionalModel model) {
    return model.getConfig().dModel();
  }

  @Override
  public PackedTokens getTokens(Seq2SeqBatch batch) {
    return batch.source();
  }

  @Override
  public boolean isSharedWithDecoder(ConditionalModel model) {
    return false;
  }

  @Override
  public void firstLayerBackward(
      ConditionalModel model,
      NDManager scope,
      Seq2SeqBatch batch,
      NDArray gradient,
      TrainingPass pass) {
    if (!(model instanceof BartModel both)) {
      throw new IllegalStateException("a single stack has no layer that reads the source alone");
    }
    both.firstLayerBackward(scope, batch, gradient, pass);
  }
}
