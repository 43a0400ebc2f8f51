package io.noisette.template;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import io.noisette.engine.TrainableModel;
import io.noisette.model.TrainingPass;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/** Bigram language model: the logits of a token depend on the embedding of the previous token. */
final class BigramModel implements TrainableModel {

  private static final String FILE = "model.safetensors";
  private static final String EMBEDDING = "embedding.weight"; // (V, d)
  private static final String OUTPUT = "output.weight"; // (V, d)
  private static final double INITIAL_DEVIATION = 0.02;

  private final NDManager manager;
  private final Parameters parameters;
  private final Kernels kernels;
  private final KernelFunction loss;

  private BigramModel(NDManager parent, Shape shape, float[] embedding, float[] output) {
    manager = parent.newSubManager();
    parameters = new Parameters(manager);
    parameters.add(EMBEDDING, shape, embedding);
    parameters.add(OUTPUT, shape, output);
    kernels = Kernels.compile(manager, BigramModel.class, "BigramKernels", Map.of());
    loss = kernels.function("loss");
  }

  /** Creates a model with normally distributed weights. */
  static BigramModel initialize(NDManager parent, int vocabSize, int dModel, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] embedding = new float[vocabSize * dModel];
    float[] output = new float[vocabSize * dModel];
    for (float[] values : new float[][] {embedding, output}) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (INITIAL_DEVIATION * random.nextGaussian());
      }
    }
    return new BigramModel(parent, new Shape(vocabSize, dModel), embedding, output);
  }

  /** Reads the model of a checkpoint. */
  static BigramModel read(NDManager parent, Path directory) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(directory.resolve(FILE))) {
      SafetensorsTensor embedding = file.getTensor(EMBEDDING);
      SafetensorsTensor output = file.getTensor(OUTPUT);
      Shape shape = new Shape(embedding.getShape());
      return new BigramModel(parent, shape, embedding.toFloats(), output.toFloats());
    }
  }

  /** Writes the model into the directory of a checkpoint. */
  void write(Path directory) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    for (String name : parameters.getNames()) {
      NDArray values = parameters.get(name);
      writer.floats(name, values.getShape().getShape(), values::toFloatArray);
    }
    writer.write(directory.resolve(FILE));
  }

  /**
   * Runs a forward and a backward pass, and accumulates the gradients of the weighted loss.
   *
   * @return the sum of -log p over the labels, in nats, not weighted
   */
  double forwardBackward(NDManager scope, BigramBatch batch, TrainingPass pass) {
    return Autograd.recorded(
        () -> {
          NDArray nats =
              loss.call(
                  scope,
                  batch.previous(scope),
                  batch.labels(scope),
                  parameters.get(EMBEDDING),
                  parameters.get(OUTPUT));
          Autograd.backward(nats, nats.onesLike().mul(pass.weight()));
          return (double) nats.getFloat();
        });
  }

  @Override
  public Parameters getParameters() {
    return parameters;
  }

  @Override
  public void close() {
    kernels.close();
    manager.close();
  }
}
