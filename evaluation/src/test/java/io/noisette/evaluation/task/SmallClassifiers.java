package io.noisette.evaluation.task;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.encoder.EncoderConfig;
import io.noisette.model.encoder.SmallEncoders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories of small models that know letters. */
final class SmallClassifiers {

  private SmallClassifiers() {}

  /**
   * A BERT of 61 words, of which the tokenizer has 57: special ones, letters, and letters inside
   * words.
   */
  static Path writeBert(Path directory, Labels labels) throws IOException {
    EncoderConfig config = SmallEncoders.config(ModelFamily.BERT);
    return write(directory, config, labels);
  }

  /** A RoBERTa with the tokenizer of a BERT and one row of token types. */
  static Path writeRobertaOfWordPieces(Path directory, Labels labels) throws IOException {
    EncoderConfig config = SmallEncoders.config(ModelFamily.ROBERTA);
    return write(directory, config.with(it -> it.typeVocabSize(1)), labels);
  }

  private static Path write(Path directory, EncoderConfig config, Labels labels)
      throws IOException {
    Files.createDirectories(directory);
    try (NDManager manager = Torch.newManager("cpu");
        SequenceClassifier model = SmallEncoders.classifier(manager, config, labels)) {
      model.write(directory);
    }
    return SmallBert.writeVocabulary(directory);
  }
}
