package io.noisette.bart.model;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.TokenLosses;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A BART in pretraining.
 *
 * @param model closed with this one
 * @param objective under which the model is written; null: unknown
 */
public record PretrainedBart(BartModel model, @Nullable String objective)
    implements PretrainedModel {

  @Override
  public BartConfig getConfig() {
    return model.getConfig();
  }

  @Override
  public Parameters getParameters() {
    return model.getParameters();
  }

  @Override
  public double forwardBackward(NDManager scope, ExampleBatch batch, TrainingPass pass) {
    return model.forwardBackward(scope, unwrap(batch), pass);
  }

  @Override
  public TokenLosses evaluate(NDManager scope, ExampleBatch batch) {
    return model.evaluate(scope, unwrap(batch));
  }

  @Override
  public PretrainedModel replicate() {
    return new PretrainedBart(model.replicate(), objective);
  }

  @Override
  public PretrainedModel forObjective(String other) {
    return new PretrainedBart(model, other);
  }

  @Override
  public void write(Path directory) throws IOException {
    BartDirectory files = new BartDirectory(directory);
    if (objective == null) {
      files.write(model);
    } else {
      files.write(model, objective);
    }
  }

  @Override
  public void close() {
    model.close();
  }

  private static Seq2SeqBatch unwrap(ExampleBatch batch) {
    return ((ExampleBatch.OfSeq2Seq) batch).packed();
  }
}
