package io.noisette.model.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads and writes a model that predicts targets from sources as a Hugging Face model directory,
 * whichever stacks it has.
 */
public final class ConditionalDirectory {

  private final SingleStackDirectory stack;
  private final BartDirectory bart;

  /** Opens a model directory that Noisette has written; unused tensors are not reported. */
  public ConditionalDirectory(Path path) {
    this(path, notice -> {});
  }

  /**
   * Opens a model directory, which another program may have written.
   *
   * @param notices receives one line that lists the unused tensors
   */
  public ConditionalDirectory(Path path, Consumer<String> notices) {
    stack = new SingleStackDirectory(path, notices);
    bart = new BartDirectory(path, notices);
  }

  /**
   * Reads the sizes of the model, with 0 layers for an absent stack.
   *
   * @throws UsageException if the directory holds another kind of model
   */
  public BartConfig readConfig() throws IOException {
    return stack.isSingleStack() ? stack.readConfig().bart() : bart.readConfig();
  }

  /** Creates a model with the given config and weights that are drawn from the random seed. */
  public ConditionalModel initialize(
      NDManager parent, BartConfig config, Precision precision, long seed) throws IOException {
    return config.isSingleStack()
        ? new ConditionalStack(
            SingleStackModel.initialize(
                parent, stack.readConfig().withBart(config), precision, seed))
        : BartModel.initialize(parent, config, precision, seed);
  }

  /**
   * Reads the weights into a model with the given config, which may differ from the stored one in
   * anything that changes no tensor shape, such as dropout.
   */
  public ConditionalModel read(NDManager parent, BartConfig config, Precision precision)
      throws IOException {
    return config.isSingleStack()
        ? new ConditionalStack(stack.read(parent, stack.readConfig().withBart(config), precision))
        : bart.read(parent, config, precision);
  }

  /** Reads the model for use without training, which takes half the memory. */
  public ConditionalModel readForInference(NDManager parent, Precision precision)
      throws IOException {
    return stack.isSingleStack()
        ? new ConditionalStack(stack.readForInference(parent, precision))
        : bart.readForInference(parent, precision);
  }

  /**
   * Reads the model for decoding alone, which takes less memory than {@link #readForInference} as
   * soon as there is a decoder.
   */
  public ConditionalModel readForGeneration(NDManager parent, Precision precision)
      throws IOException {
    ConditionalModel model = readForInference(parent, precision);
    model.keepForGeneration();
    return model;
  }

  /** Writes a model into the directory, which must exist; the bytes depend on the model alone. */
  public void write(ConditionalModel model) throws IOException {
    if (model instanceof ConditionalStack single) {
      stack.write(single.model());
    } else {
      bart.write((BartModel) model);
    }
  }
}
