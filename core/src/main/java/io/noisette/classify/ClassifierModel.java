package io.noisette.classify;

import ai.djl.modality.Classifications;
import ai.djl.ndarray.NDManager;
import ai.djl.repository.zoo.ZooModel;
import io.noisette.engine.BlockModel;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.run.ModelPath;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A model that tells of a text, or a pair of texts, how likely each label is, for DJL's {@code
 * Predictor} and whatever serves those. Of a regression the one label's number is the value.
 *
 * <p>Any number of threads may share it, each with a predictor of its own: a predictor is for one
 * thread. Close predictors before the model.
 */
public final class ClassifierModel extends ZooModel<ClassifierInput, Classifications> {

  private ClassifierModel(BlockModel model, ClassifierTranslator translator) {
    super(model, translator);
  }

  /**
   * Loads a model with its tokenizer. Texts are cut to its positions.
   *
   * @param path a Hugging Face directory, a checkpoint or a run
   * @param device {@code cpu} or {@code cuda:N}
   * @throws UsageException if there is no such model, it has no head for labels, or no tokenizer
   */
  public static ClassifierModel open(Path path, String device) throws IOException {
    Path directory = ModelPath.resolve(path);
    Tokenizer tokenizer = Tokenizer.load(directory);
    NDManager manager = Torch.newManager(device);
    try {
      ModelDirectory stored = new ModelDirectory(directory, notice -> {});
      stored.requireClassifier();
      SequenceClassifier classifier = stored.readClassifier(manager, ModelOptions.DEFAULT);
      PairEncoder encoder = new PairEncoder(tokenizer, classifier.getMaxLength());
      ClassifierBlock block = new ClassifierBlock(classifier);
      BlockModel model =
          new BlockModel(
              "classifier",
              manager,
              block,
              () -> {
                classifier.close();
                tokenizer.close();
              });
      return new ClassifierModel(model, new ClassifierTranslator(encoder, classifier.getLabels()));
    } catch (IOException | RuntimeException e) {
      manager.close();
      tokenizer.close();
      throw e;
    }
  }
}
