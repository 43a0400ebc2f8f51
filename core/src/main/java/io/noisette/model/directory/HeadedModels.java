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

  /** Source of the weights of a model: a file or random initialization. */
  @FunctionalInterface
  interface Weights<M> {
    M fill(
        ModelFamily family,
        List<ParameterSpec> layout,
        Initialization start,
        Function<ParameterValues, M> create)
        throws IOException;

    /** Returns random weights. */
    static <M> Weights<M> initial() {
      return (family, layout, start, create) -> create.apply(start);
    }
  }

  /** Constructors of models with one kind of head, by the kind of their layers. */
  private record Constructors<M>(
      BiFunction<BartConfig, ParameterValues, M> bart,
      BiFunction<SingleStackConfig, ParameterValues, M> stack,
      BiFunction<EncoderConfig, ParameterValues, M> encoder) {}

  /** Creates a model for question answering. */
  QuestionAnswerer questionAnswering(
      NDManager parent, ModelOptions options, Weights<QuestionAnswerer> weights)
      throws IOException {
    Precision precision = options.precision();
    return create(
        options,
        ModelTask.QUESTION_ANSWERING,
        0,
        weights,
        new Constructors<>(
            (bart, values) -> BartHeads.questionAnswering(parent, bart, precision, values),
            (stack, values) -> BartHeads.questionAnswering(parent, stack, precision, values),
            (encoder, values) ->
                EncoderHeads.questionAnswering(parent, encoder, precision, values)));
  }

  /** Creates a classifier with the given labels. */
  SequenceClassifier classifier(
      NDManager parent, ModelOptions options, Labels labels, Weights<SequenceClassifier> weights)
      throws IOException {
    Precision precision = options.precision();
    return create(
        options,
        ModelTask.SEQUENCE_CLASSIFICATION,
        labels.size(),
        weights,
        new Constructors<>(
            (bart, values) -> BartHeads.classifier(parent, bart, labels, precision, values),
            (stack, values) -> BartHeads.classifier(parent, stack, labels, precision, values),
            (encoder, values) ->
                EncoderHeads.classifier(parent, encoder, labels, precision, values)));
  }

  /** Creates a tagger with the given tags. */
  TokenTagger tagger(
      NDManager parent, ModelOptions options, Labels tags, Weights<TokenTagger> weights)
      throws IOException {
    Precision precision = options.precision();
    return create(
        options,
        ModelTask.TOKEN_CLASSIFICATION,
        tags.size(),
        weights,
        new Constructors<>(
            (bart, values) -> BartHeads.tagger(parent, bart, tags, precision, values),
            (stack, values) -> BartHeads.tagger(parent, stack, tags, precision, values),
            (encoder, values) -> EncoderHeads.tagger(parent, encoder, tags, precision, values)));
  }

  private <M> M create(
      ModelOptions options,
      ModelTask task,
      int labels,
      Weights<M> weights,
      Constructors<M> constructors)
      throws IOException {
    if (config.isBart()) {
      BartConfig bart = config.readBart(options);
      SingleStackConfig stack = config.findStack(bart);
      return weights.fill(
          ModelFamily.BART,
          BartLayout.of(bart, task, labels),
          start(bart, options),
          values ->
              stack == null
                  ? constructors.bart().apply(bart, values)
                  : constructors.stack().apply(stack, values));
    }
    EncoderConfig encoder = config.readEncoder(options);
    return weights.fill(
        encoder.family(),
        EncoderLayout.of(encoder, task, labels),
        start(encoder, options),
        values -> constructors.encoder().apply(encoder, values));
  }

  static Initialization start(BartConfig config, ModelOptions options) {
    return new Initialization(options.seed(), config.initStd(), config.special().pad());
  }

  static Initialization start(EncoderConfig config, ModelOptions options) {
    return new Initialization(options.seed(), config.initializerRange(), config.padTokenId());
  }
}
