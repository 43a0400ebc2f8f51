package io.noisette.bart.model;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.TrainableModel;
import io.noisette.failure.UsageException;
import io.noisette.model.TokenLosses;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.SingleStackConfig;
import io.noisette.model.bart.SingleStackDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A model that an objective trains or is measured by: a BART or a single stack. */
public sealed interface PretrainedModel extends TrainableModel
    permits PretrainedBart, PretrainedStack {

  /** Returns the sizes of the model, with 0 layers for an absent stack. */
  BartConfig getConfig();

  /**
   * Runs the forward and backward pass; accumulates the gradients of the loss times {@code
   * pass.weight()}.
   *
   * @param scope owner of the intermediate tensors
   * @param batch of an objective for this kind of model
   * @return the sum of -log p over the labels, in nats, not weighted
   */
  double forwardBackward(NDManager scope, ExampleBatch batch, TrainingPass pass);

  /** Computes the loss of each label, without dropout or gradients. */
  TokenLosses evaluate(NDManager scope, ExampleBatch batch);

  /**
   * Creates a replica for another thread: it shares this model's weights in memory and has its own
   * gradients. It must be closed before this model.
   */
  PretrainedModel replicate();

  /** Returns this model, to be written as one of another objective. */
  PretrainedModel forObjective(String objective);

  /** Writes the model into a directory in the format of transformers. */
  void write(Path directory) throws IOException;

  /**
   * Reads the config of a model directory.
   *
   * @throws UsageException if the model is of another kind
   */
  static BartConfig readConfig(Path directory, ModelKind kind) throws IOException {
    return readConfig(directory, kind, stored -> stored);
  }

  /**
   * Reads the config of a model directory, and changes it.
   *
   * @throws UsageException if the model is of another kind after the change
   */
  static BartConfig readConfig(Path directory, ModelKind kind, UnaryOperator<BartConfig> change)
      throws IOException {
    BartConfig config = change.apply(readStored(directory));
    ModelKind own = ModelKind.of(config);
    if (own != kind) {
      throw new UsageException(
          "%s is %s; this objective needs %s"
              .formatted(directory, own.getDescription(), kind.getDescription()));
    }
    return config;
  }

  private static BartConfig readStored(Path directory) throws IOException {
    SingleStackDirectory stack = new SingleStackDirectory(directory);
    return stack.isSingleStack()
        ? stack.readConfig().bart()
        : new BartDirectory(directory).readConfigOfOneVocabulary();
  }

  /** Reads a model with the dropout of its config, in fp32. */
  static PretrainedModel read(NDManager manager, Path directory, ModelKind kind)
      throws IOException {
    return read(
        manager, directory, kind, new Start(Precision.FP32, 0, config -> config), notice -> {});
  }

  /**
   * How a model starts from a directory.
   *
   * @param precision of activations and products
   * @param seed random seed of a stack that the stored model lacks
   * @param change returns the config to read it with, which may have a stack that the stored model
   *     lacks, and changes no other tensor shape
   */
  record Start(Precision precision, long seed, UnaryOperator<BartConfig> change) {}

  /**
   * Reads a model.
   *
   * @param notices receives one line that lists the unused tensors, and one about a stack that
   *     starts at random
   * @throws UsageException if the model is of another kind
   */
  static PretrainedModel read(
      NDManager manager, Path directory, ModelKind kind, Start start, Consumer<String> notices)
      throws IOException {
    BartConfig config = readConfig(directory, kind, start.change());
    if (kind.isSingleStack()) {
      SingleStackDirectory stored = new SingleStackDirectory(directory, notices);
      SingleStackConfig stack = stored.readConfig().withBart(config);
      return new PretrainedStack(stored.read(manager, stack, start.precision()), stack.objective());
    }
    BartDirectory stored = new BartDirectory(directory, notices);
    BartConfig own = readStored(directory);
    return new PretrainedBart(
        own.isSingleStack()
            ? stored.readWithNewStack(manager, own, config, start.precision(), start.seed())
            : stored.read(manager, config, start.precision()),
        null);
  }
}
