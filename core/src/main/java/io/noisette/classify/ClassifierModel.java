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
 * Text classifier for DJL's {@code Predictor} and servers built on it: from a text or a pair of
 * texts to the probability of each label. For regression the only label's probability field holds
 * the predicted value.
 *
 * <p>Thread-safe, but predictors are not: give each thread a predictor of its own, and close the
 * predictors before the model.
 */
public final class ClassifierModel extends ZooModel<ClassifierInput, Classifications> {

  private ClassifierModel(BlockModel model, ClassifierTranslator translator) {
    super(model, translator);
  }

  /**
   * Loads a fine-tuned classifier with its tokenizer. Texts are truncated to the maximum length of
   * the fine-tuning, and pairs have its separator; a directory that does not tell the length has
   * that of the model.
   *
   * @param path a Hugging Face model directory, a checkpoint or a run
   * @param device {@code cpu} or {@code cuda:N}
   * @throws UsageException if there is no model, or it has no classification head or no tokenizer
   */
  public static ClassifierModel open(Path path, String device) throws IOException {
    Path directory = ModelPath.resolve(path);
    Tokenizer tokenizer = Tokenizer.load(directory);
    try {
      NDManager manager = Torch.newManager(device);
      try {
        return open(directory, tokenizer, manager);
      } catch (IOException | RuntimeException e) {
        manager.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static ClassifierModel open(Path directory, Tokenizer tokenizer, NDManager manager)
      throws IOException {
    ModelDirectory stored = new ModelDirectory(directory, notice -> {});
    stored.requireClassifier();
    tokenizer.requireIdsBelow(stored.readVocabSize(), notice -> {});
    SequenceClassifier classifier = stored.readClassifier(manager, ModelOptions.DEFAULT);
    PairEncoder encoder =
        new PairEncoder(
            tokenizer,
            StoredMaxLength.read(directory, classifier.getMaxLength()),
            StoredPairFormat.read(directory));
    BlockModel model =
        new BlockModel(
            "classifier",
            manager,
            new ClassifierBlock(classifier),
            () -> {
              classifier.close();
              tokenizer.close();
            });
    return new ClassifierModel(model, new ClassifierTranslator(encoder, classifier.getLabels()));
  }
}
