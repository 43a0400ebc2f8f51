package io.noisette.model.encoder;

import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterSpec.Start;
import io.noisette.model.TokenTagger;
import io.noisette.model.layer.LayoutBuilder;
import io.noisette.model.layer.SpanHead;
import io.noisette.model.weights.TensorNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names, shapes and initialization of the parameters of BERT and RoBERTa, with their names in the
 * kernels.
 */
public final class EncoderLayout {

  /** The linear layer on top of a model without a head; some models lack it. */
  private static final String POOLER = "pooler.dense";

  private EncoderLayout() {}

  /**
   * Returns the parameters of a BERT or RoBERTa with the head for a task.
   *
   * @param labels number of labels of a classifier or tagger, otherwise ignored
   */
  public static List<ParameterSpec> of(EncoderConfig config, ModelTask task, int labels) {
    LayoutBuilder layout = new LayoutBuilder().all(below(config));
    int d = config.hiddenSize();
    if (task == ModelTask.ENCODING) {
      layout.linear(config.family().getPrefix() + POOLER, d, d);
    }
    if (task == ModelTask.MASKED_LM) {
      layout.vector(outputBias(config.family()), config.vocabSize());
      layout.layer(transform(config.family()), d, d);
    }
    if (task == ModelTask.SEQUENCE_CLASSIFICATION) {
      layout.linear(dense(config.family()), d, d).linear(scores(config.family()), labels, d);
    }
    if (task == ModelTask.TOKEN_CLASSIFICATION) {
      layout.linear(TokenTagger.HEAD, labels, d);
    }
    if (task == ModelTask.QUESTION_ANSWERING) {
      layout.linear(SpanHead.NAME, SpanHead.OUTPUTS, d);
    }
    return layout.build();
  }

  /** Returns the mapping from a family's tensor names in older files to the current ones. */
  public static TensorNames tensorNames(ModelFamily family) {
    String bias = outputBias(family);
    String output = bias.substring(0, bias.lastIndexOf('.')) + ".decoder.";
    Map<String, String> tied = new LinkedHashMap<>(); // in the order in which copies are taken
    tied.put(output + "weight", words(family));
    tied.put(output + "bias", bias);
    return TensorNames.of(family.getPrefix(), List.of("embeddings.", "encoder.", "pooler."), tied);
  }

  /** Returns the name of the embedding matrix of the tokens. */
  public static String words(ModelFamily family) {
    return family.getPrefix() + "embeddings.word_embeddings.weight";
  }

  /**
   * Returns the parameter names of the embedding, by their names in {@code TypedEmbedding} of
   * {@code TransformerKernels.py}.
   */
  static Map<String, String> embedding(ModelFamily family) {
    String embeddings = family.getPrefix() + "embeddings.";
    return Map.of(
        "words", words(family),
        "positions", embeddings + "position_embeddings.weight",
        "types", embeddings + "token_type_embeddings.weight",
        "norm", embeddings + "LayerNorm");
  }

  /**
   * Returns the parameter names of a layer, by their names in {@code EncoderLayer}, in parameter
   * order.
   */
  static Map<String, String> layer(ModelFamily family, int layer) {
    String prefix = family.getPrefix() + "encoder.layer." + layer + ".";
    Map<String, String> names = new LinkedHashMap<>();
    names.put("attention.q", prefix + "attention.self.query");
    names.put("attention.k", prefix + "attention.self.key");
    names.put("attention.v", prefix + "attention.self.value");
    names.put("attention.out", prefix + "attention.output.dense");
    names.put("attention_norm", prefix + "attention.output.LayerNorm");
    names.put("fc1", prefix + "intermediate.dense");
    names.put("fc2", prefix + "output.dense");
    names.put("final_norm", prefix + "output.LayerNorm");
    return names;
  }

  static String outputBias(ModelFamily family) {
    return family == ModelFamily.BERT ? "cls.predictions.bias" : "lm_head.bias";
  }

  /**
   * Returns the parameter names of the masked-LM head, by their names in {@code Transform}, in
   * parameter order.
   */
  static Map<String, String> transform(ModelFamily family) {
    Map<String, String> names = new LinkedHashMap<>();
    boolean isBert = family == ModelFamily.BERT;
    names.put("dense", isBert ? "cls.predictions.transform.dense" : "lm_head.dense");
    names.put("norm", isBert ? "cls.predictions.transform.LayerNorm" : "lm_head.layer_norm");
    return names;
  }

  /**
   * Returns the parameter names of the classification head, by their names in {@code Classifier} of
   * {@code HeadKernels.py}.
   */
  static Map<String, String> classifier(ModelFamily family) {
    return Map.of("dense", dense(family), "out", scores(family));
  }

  /** Returns the name of the output layer of the classification head, which has a row per label. */
  public static String scores(ModelFamily family) {
    return family == ModelFamily.BERT ? "classifier" : "classifier.out_proj";
  }

  private static String dense(ModelFamily family) {
    return family == ModelFamily.BERT ? family.getPrefix() + POOLER : "classifier.dense";
  }

  private static List<ParameterSpec> below(EncoderConfig config) {
    LayoutBuilder layout = new LayoutBuilder();
    int d = config.hiddenSize();
    String embeddings = config.family().getPrefix() + "embeddings.";
    int positions = config.maxPositionEmbeddings();
    layout.matrix(words(config.family()), config.vocabSize(), d, Start.NORMAL_BUT_PAD);
    layout.matrix(embeddings + "position_embeddings.weight", positions, d, Start.NORMAL);
    layout.matrix(
        embeddings + "token_type_embeddings.weight", config.typeVocabSize(), d, Start.NORMAL);
    layout.norm(embeddings + "LayerNorm", d);
    for (int i = 0; i < config.numHiddenLayers(); i++) {
      layout.layer(layer(config.family(), i), d, config.intermediateSize());
    }
    return layout.build();
  }
}
