package io.noisette.model.encoder;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.Labels;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.model.head.TextClassifier;
import io.noisette.model.head.TextQuestionAnswering;
import io.noisette.model.head.TextTagger;

/**
 * BERT or RoBERTa with a head. A classifier reads the last hidden state of the first token, a
 * tagger or a model for question answering those of all tokens.
 */
public final class EncoderHeads {

  private EncoderHeads() {}

  /**
   * Creates a classifier.
   *
   * @param parent names the device
   * @param precision of activations and products; parameters and gradients are in fp32
   * @param values gives the initial values of each parameter
   */
  public static TextClassifier classifier(
      NDManager parent,
      EncoderConfig config,
      Labels labels,
      Precision precision,
      ParameterValues values) {
    NDManager manager = parent.newSubManager();
    Parameters parameters =
        ParameterSpec.create(
            manager,
            EncoderLayout.of(config, ModelTask.SEQUENCE_CLASSIFICATION, labels.size()),
            values);
    EncoderStack body = new EncoderStack(manager, config, precision, parameters);
    return new TextClassifier(manager, labels, parameters, body);
  }

  /**
   * Creates a tagger.
   *
   * @param parent names the device
   * @param precision of activations and products; parameters and gradients are in fp32
   * @param values gives the initial values of each parameter
   */
  public static TextTagger tagger(
      NDManager parent,
      EncoderConfig config,
      Labels tags,
      Precision precision,
      ParameterValues values) {
    NDManager manager = parent.newSubManager();
    Parameters parameters =
        ParameterSpec.create(
            manager, EncoderLayout.of(config, ModelTask.TOKEN_CLASSIFICATION, tags.size()), values);
    EncoderStack body = new EncoderStack(manager, config, precision, parameters);
    return new TextTagger(manager, tags, parameters, body);
  }

  /**
   * Creates a model for extractive question answering.
   *
   * @param parent names the device
   * @param precision of activations and products; parameters and gradients are in fp32
   * @param values gives the initial values of each parameter
   */
  public static TextQuestionAnswering questionAnswering(
      NDManager parent, EncoderConfig config, Precision precision, ParameterValues values) {
    NDManager manager = parent.newSubManager();
    Parameters parameters =
        ParameterSpec.create(
            manager, EncoderLayout.of(config, ModelTask.QUESTION_ANSWERING, 0), values);
    EncoderStack body = new EncoderStack(manager, config, precision, parameters);
    return new TextQuestionAnswering(manager, parameters, body);
  }
}
