package io.noisette.model.encoder;

import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterSpec.Start;
import io.noisette.model.layer.LayoutBuilder;
import io.noisette.model.weights.TensorNames;
import java.util.List;
import java.util.Map;

/**
 * Names, shapes and initialization of the parameters of BERT and RoBERTa, under their names in
 * transformers.
 */
public final class EncoderLayout {

  /** Linear layers and layer norms of a layer, in the order in which the kernel takes them. */
  private static final List<String> LAYER =
      List.of(
          "attention.self.query",
          "attention.self.key",
          "attention.self.value",
          "attention.output.dense",
          "attention.output.LayerNorm",
          "intermediate.dense",
          "output.dense",
          "output.LayerNorm");

  /** The linear layer on top of a model without a head; some models lack it. */
  private static final String POOLER = "pooler.dense";

  private EncoderLayout() {}

  /**
   * Returns the parameters of a model for a task.
   *
   * @param labels number of labels of a classifier, otherwise ignored
   */
  public static List<ParameterSpec> of(EncoderConfig config, ModelTask task, int labels) {
    LayoutBuilder layout = new LayoutBuilder().all(below(config));
    int d = config.hiddenSize();
    if (task == ModelTask.ENCODING) {
      layout.linear(config.family().getPrefix() + POOLER, d, d);
    }
    if (task == ModelTask.MASKED_LM) {
      List<String> head = maskedLmHead(config.family());
      layout.vector(outputBias(config.family()), config.vocabSize());
      layout.linear(head.get(0), d, d).norm(head.get(1), d);
    }
    if (task == ModelTask.SEQUENCE_CLASSIFICATION) {
      List<String> head = classifierHead(config.family());
      layout.linear(head.get(0), d, d).linear(head.get(1), labels, d);
    }
    return layout.build();
  }

  /** Returns the mapping from tensor names in older files to the current ones. */
  public static TensorNames tensorNames(ModelFamily family) {
    String bias = outputBias(family);
    String output = bias.substring(0, bias.lastIndexOf('.')) + ".decoder.";
    return TensorNames.of(
        family.getPrefix(),
        List.of("embeddings.", "encoder.", "pooler."),
        Map.of(output + "weight", words(family), output + "bias", bias));
  }

  static String words(ModelFamily family) {
    return family.getPrefix() + "embeddings.word_embeddings.weight";
  }

  /** Returns the parameter names for the embed kernel. */
  static List<String> embedding(ModelFamily family) {
    String embeddings = family.getPrefix() + "embeddings.";
    return List.of(
        words(family),
        embeddings + "position_embeddings.weight",
        embeddings + "LayerNorm.weight",
        embeddings + "LayerNorm.bias",
        embeddings + "token_type_embeddings.weight");
  }

  /** Returns the parameter names of a layer, in the order of the kernel. */
  static List<String> layer(ModelFamily family, int layer) {
    String prefix = layerPrefix(family, layer);
    return LayoutBuilder.pairs(LAYER.stream().map(part -> prefix + part).toList());
  }

  static String outputBias(ModelFamily family) {
    return family == ModelFamily.BERT ? "cls.predictions.bias" : "lm_head.bias";
  }

  /** Returns the names of the masked-LM head's linear layer and layer norm. */
  static List<String> maskedLmHead(ModelFamily family) {
    return family == ModelFamily.BERT
        ? List.of("cls.predictions.transform.dense", "cls.predictions.transform.LayerNorm")
        : List.of("lm_head.dense", "lm_head.layer_norm");
  }

  /** Returns the names of the two linear layers of the classification head. */
  public static List<String> classifierHead(ModelFamily family) {
    return family == ModelFamily.BERT
        ? List.of(family.getPrefix() + POOLER, "classifier")
        : List.of("classifier.dense", "classifier.out_proj");
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
      layer(layout, layerPrefix(config.family(), i), config);
    }
    return layout.build();
  }

  private static void layer(LayoutBuilder layout, String prefix, EncoderConfig config) {
    for (String part : LAYER) {
      boolean fromInner = part.equals("output.dense");
      boolean toInner = part.equals("intermediate.dense");
      if (part.endsWith("LayerNorm")) {
        layout.norm(prefix + part, config.hiddenSize());
      } else {
        layout.linear(
            prefix + part,
            toInner ? config.intermediateSize() : config.hiddenSize(),
            fromInner ? config.intermediateSize() : config.hiddenSize());
      }
    }
  }

  private static String layerPrefix(ModelFamily family, int layer) {
    return family.getPrefix() + "encoder.layer." + layer + ".";
  }
}
