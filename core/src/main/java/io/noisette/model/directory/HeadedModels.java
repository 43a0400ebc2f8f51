package io.noisette.model.directory;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.model.QuestionAnswerer;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TokenTagger;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartHeads;
import io.noisette.model.bart.BartLayout;
import io.noisette.model.bart.SingleStackConfig;
import io.noisette.model.encoder.EncoderConfig;
import io.noisette.model.encoder.EncoderHeads;
import io.noisette.model.encoder.EncoderLayout;
import io.noisette.model.layer.Initialization;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Creates models with a head, of the family and sizes that a model config names. */
record HeadedModels(StoredConfig config) {

  /** Creates a model for question answering; weights: of a layout, or initialized. */
  QuestionAnswerer questionAnswering(
      NDManager parent,
      ModelOptions options,
      BiFunction<List<ParameterSpec>, Initialization, ParameterValues> weights)
      throws IOException {
    ModelTask task = ModelTask.QUESTION_ANSWERING;
    if (config.isBart()) {
      BartConfig bart = config.readBart(options);
      SingleStackConfig stack = config.findStack(bart);
      ParameterValues values = weights.apply(BartLayout.of(bart, task, 0), start(bart, options));
      return stack == null
          ? BartHeads.questionAnswering(parent, bart, options.precision(), values)
          : BartHeads.questionAnswering(parent, stack, options.precision(), values);
    }
    EncoderConfig encoder = config.readEncoder(options);
    return EncoderHeads.questionAnswering(
        parent,
        encoder,
        options.precision(),
        weights.apply(EncoderLayout.of(encoder, task, 0), start(encoder, options)));
  }

  /** Source of the weights of a model with labels: a file or random initialization. */
  @FunctionalInterface
  interface Weights<M> {
    M fill(
        ModelFamily family,
        List<ParameterSpec> layout,
        Initialization start,
        Function<ParameterValues, M> create)
        throws IOException;
  }

  /** Creates a classifier with the given labels. */
  SequenceClassifier classifier(
      NDManager parent, ModelOptions options, Labels labels, Weights<SequenceClassifier> weights)
      throws IOException {
    ModelTask task = ModelTask.SEQUENCE_CLASSIFICATION;
    Precision precision = options.precision();
    if (config.isBart()) {
      BartConfig bart = config.readBart(options);
      SingleStackConfig stack = config.findStack(bart);
      return weights.fill(
          ModelFamily.BART,
          BartLayout.of(bart, task, labels.size()),
          start(bart, options),
          values ->
              stack == null
                  ? BartHeads.classifier(parent, bart, labels, precision, values)
                  : BartHeads.classifier(parent, stack, labels, precision, values));
    }
    EncoderConfig encoder = config.readEncoder(options);
    return weights.fill(
        encoder.family(),
        EncoderLayout.of(encoder, task, labels.size()),
        start(encoder, options),
        values -> EncoderHeads.classifier(parent, encoder, labels, precision, values));
  }

  /** Creates a tagger with the given tags. */
  TokenTagger tagger(
      NDManager parent, ModelOptions options, Labels tags, Weights<TokenTagger> weights)
      throws IOException {
    ModelTask task = ModelTask.TOKEN_CLASSIFICATION;
    Precision precision = options.precision();
    if (config.isBart()) {
      BartConfig bart = config.readBart(options);
      SingleStackConfig stack = config.findStack(bart);
      return weights.fill(
          ModelFamily.BART,
          BartLayout.of(bart, task, tags.size()),
          start(bart, options),
          values ->
              stack == null
                  ? BartHeads.tagger(parent, bart, tags, precision, values)
                  : BartHeads.tagger(parent, stack, tags, precision, values));
    }
    EncoderConfig encoder = config.readEncoder(options);
    return weights.fill(
        encoder.family(),
        EncoderLayout.of(encoder, task, tags.size()),
        start(encoder, options),
        values -> EncoderHeads.tagger(parent, encoder, tags, precision, values));
  }

  static Initialization start(BartConfig config, ModelOptions options) {
    return new Initialization(options.seed(), config.initStd(), config.special().pad());
  }

  static Initialization start(EncoderConfig config, ModelOptions options) {
    return new Initialization(options.seed(), config.initializerRange(), config.padTokenId());
  }
}
