package io.noisette.bart.model;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.model.TokenLosses;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.SingleStackDirectory;
import io.noisette.model.bart.SingleStackModel;
import io.noisette.model.bart.StackBatch;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A single stack in pretraining.
 *
 * @param model closed with this one
 * @param objective under which the model is written
 */
public record PretrainedStack(SingleStackModel model, String objective) implements PretrainedModel {

  @Override
  public BartConfig getConfig() {
    return model.getConfig().bart();
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
    return new PretrainedStack(model.replicate(), objective);
  }

  @Override
  public PretrainedModel forObjective(String other) {
    return new PretrainedStack(model, other);
  }

  @Override
  public void write(Path directory) throws IOException {
    new SingleStackDirectory(directory).write(model, objective);
  }

  @Override
  public void close() {
    model.close();
  }

  private static StackBatch unwrap(ExampleBatch batch) {
    return ((ExampleBatch.OfStack) batch).packed();
  }
}
