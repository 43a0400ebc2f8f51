package io.noisette.model.bart;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.model.Labels;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.model.SequenceBatch;
import io.noisette.model.head.TextClassifier;
import io.noisette.model.head.TextQuestionAnswering;
import io.noisette.model.head.TextTagger;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.HeadKernels;
import io.noisette.model.training.WeightCopies;
import java.util.List;

/**
 * BART or a single stack with a head. Encoder and decoder read the same text; a classifier reads
 * the decoder's hidden state at the last {@code </s>}, a tagger or a model for question answering
 * those of all tokens (docs/papers.md 1.5). In a model of a single stack the states are the
 * stack's.
 *
 * <p>All creators take the owner of the model, which names the device, the precision of activations
 * and products (parameters and gradients are in fp32), and a function that gives the initial values
 * of each parameter.
 */
public final class BartHeads {

  private BartHeads() {}

  /** Creates a classifier on encoder and decoder. */
  public static TextClassifier classifier(
      NDManager parent,
      BartConfig config,
      Labels labels,
      Precision precision,
      ParameterValues values) {
    NDManager manager = parent.newSubManager();
    Parameters parameters = create(manager, classifierLayout(config, labels), values);
    BartStacks body = body(manager, config, precision, parameters);
    return new TextClassifier(manager, labels, parameters, body);
  }

  /** Creates a classifier on a single stack. */
  public static TextClassifier classifier(
      NDManager parent,
      SingleStackConfig config,
      Labels labels,
      Precision precision,
      ParameterValues values) {
    NDManager manager = parent.newSubManager();
    Parameters parameters = create(manager, classifierLayout(config.bart(), labels), values);
    SingleStackLayers body = body(manager, config, precision, parameters);
    return new TextClassifier(manager, labels, parameters, body);
  }

  /** Creates a tagger on encoder and decoder. */
  public static TextTagger tagger(
      NDManager parent,
      BartConfig config,
      Labels tags,
      Precision precision,
      ParameterValues values) {
    NDManager manager = parent.newSubManager();
    Parameters parameters = create(manager, taggerLayout(config, tags), values);
    BartStacks body = body(manager, config, precision, parameters);
    return new TextTagger(manager, tags, parameters, body);
  }

  /** Creates a tagger on a single stack. */
  public static TextTagger tagger(
      NDManager parent,
      SingleStackConfig config,
      Labels tags,
      Precision precision,
      ParameterValues values) {
    NDManager manager = parent.newSubManager();
    Parameters parameters = create(manager, taggerLayout(config.bart(), tags), values);
    SingleStackLayers body = body(manager, config, precision, parameters);
    return new TextTagger(manager, tags, parameters, body);
  }

  /** Creates a model for extractive question answering on encoder and decoder. */
  public static TextQuestionAnswering questionAnswering(
      NDManager parent, BartConfig config, Precision precision, ParameterValues values) {
    NDManager manager = parent.newSubManager();
    Parameters parameters = create(manager, spanLayout(config), values);
    BartStacks body = body(manager, config, precision, parameters);
    return new TextQuestionAnswering(manager, parameters, body);
  }

  /** Creates a model for extractive question answering on a single stack. */
  public static TextQuestionAnswering questionAnswering(
      NDManager parent, SingleStackConfig config, Precision precision, ParameterValues values) {
    NDManager manager = parent.newSubManager();
    Parameters parameters = create(manager, spanLayout(config.bart()), values);
    SingleStackLayers body = body(manager, config, precision, parameters);
    return new TextQuestionAnswering(manager, parameters, body);
  }

  /** Returns logits, (texts, labels), from the last {@code </s>} of each text. */
  static NDArray classify(
      HeadKernels kernels,
      Parameters parameters,
      NDArray hidden,
      SequenceBatch batch,
      BartConfig config,
      DropoutSites sites) {
    long[] ends = batch.tokens().findLastTokens(config.special().eos());
    List<NDArray> p = kernels.classifierOf(BartLayout.CLASSIFIER, parameters);
    return kernels.classify(hidden, ends, sites.head(), p);
  }

  private static List<ParameterSpec> classifierLayout(BartConfig config, Labels labels) {
    return BartLayout.of(config, ModelTask.SEQUENCE_CLASSIFICATION, labels.size());
  }

  private static BartStacks body(
      NDManager manager, BartConfig config, Precision precision, Parameters parameters) {
    WeightCopies copies = WeightCopies.of(manager, parameters);
    return new BartStacks(manager, config, precision, parameters, copies);
  }

  private static SingleStackLayers body(
      NDManager manager, SingleStackConfig config, Precision precision, Parameters parameters) {
    WeightCopies copies = WeightCopies.of(manager, parameters);
    return new SingleStackLayers(manager, config, precision, parameters, copies);
  }

  private static List<ParameterSpec> taggerLayout(BartConfig config, Labels tags) {
    return BartLayout.of(config, ModelTask.TOKEN_CLASSIFICATION, tags.size());
  }

  private static List<ParameterSpec> spanLayout(BartConfig config) {
    return BartLayout.of(config, ModelTask.QUESTION_ANSWERING, 2);
  }

  private static Parameters create(
      NDManager manager, List<ParameterSpec> layout, ParameterValues values) {
    return ParameterSpec.create(manager, layout, values);
  }
}
