package io.noisette.model.encoder;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.noisette.failure.UsageException;
import io.noisette.model.DropoutRates;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.weights.ConfigJson;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code config.json} of a Hugging Face BERT or RoBERTa model directory. */
public final class EncoderConfigFile {

  private EncoderConfigFile() {}

  /**
   * Converts a parsed {@code config.json} to a model config.
   *
   * @throws UsageException if it describes another kind of model or an unsupported variant
   */
  public static EncoderConfig toConfig(ConfigJson json) {
    ModelFamily family = json.family();
    if (family == ModelFamily.BART) {
      throw json.refuse("model_type", family.getModelType(), "supported here: bert, roberta");
    }
    String positions = json.text("position_embedding_type", "absolute");
    if (!positions.equals("absolute")) {
      throw json.refuse("position_embedding_type", positions, "supported: absolute");
    }
    if (json.flag("is_decoder", false)) {
      throw json.refuse("is_decoder", true, "supported: false (an encoder)");
    }
    boolean roberta = family == ModelFamily.ROBERTA;
    double dropout = json.number("hidden_dropout_prob", 0.1);
    return new EncoderConfig(
        family,
        json.required("vocab_size"),
        json.required("hidden_size"),
        json.required("num_hidden_layers"),
        json.required("num_attention_heads"),
        json.required("intermediate_size"),
        json.required("max_position_embeddings"),
        json.integer("type_vocab_size", 2),
        json.activation("hidden_act"),
        json.number("layer_norm_eps", 1e-12),
        json.number("initializer_range", 0.02),
        json.integer("pad_token_id", roberta ? 1 : 0),
        new DropoutRates(
            dropout,
            json.number("attention_probs_dropout_prob", 0.1),
            0,
            json.number("classifier_dropout", dropout)));
  }

  /**
   * Converts a parsed {@code config.json} to the config of a masked language model, whose output
   * layer must be tied to the input embeddings.
   *
   * @throws UsageException if it is not tied
   */
  public static EncoderConfig toMaskedLmConfig(ConfigJson json) {
    if (!json.flag("tie_word_embeddings", true)) {
      throw json.refuse(
          "tie_word_embeddings",
          false,
          "supported: true (an output layer tied to the input embeddings)");
    }
    return toConfig(json);
  }

  /**
   * Writes the file that transformers needs beside the weights to load the model.
   *
   * @param labels of a classifier, or null
   */
  static void write(Path directory, EncoderConfig config, ModelTask task, @Nullable Labels labels)
      throws IOException {
    JsonObject json = new JsonObject();
    JsonArray architectures = new JsonArray();
    architectures.add(task.getClassName(config.family()));
    json.add("architectures", architectures);
    json.addProperty("model_type", config.family().getModelType());
    json.addProperty("vocab_size", config.vocabSize());
    json.addProperty("hidden_size", config.hiddenSize());
    json.addProperty("num_hidden_layers", config.numHiddenLayers());
    json.addProperty("num_attention_heads", config.numAttentionHeads());
    json.addProperty("intermediate_size", config.intermediateSize());
    json.addProperty("max_position_embeddings", config.maxPositionEmbeddings());
    json.addProperty("type_vocab_size", config.typeVocabSize());
    json.addProperty("hidden_act", config.hiddenAct().getName());
    json.addProperty("hidden_dropout_prob", config.dropout().hidden());
    json.addProperty("attention_probs_dropout_prob", config.dropout().attention());
    if (config.dropout().head() != config.dropout().hidden()) { // else it follows, as it does there
      json.addProperty("classifier_dropout", config.dropout().head());
    }
    json.addProperty("layer_norm_eps", config.layerNormEps());
    json.addProperty("initializer_range", config.initializerRange());
    json.addProperty("pad_token_id", config.padTokenId());
    json.addProperty("tie_word_embeddings", true);
    if (labels != null) {
      ConfigJson.addLabels(json, labels);
    }
    json.addProperty("torch_dtype", "float32");
    ConfigJson.write(directory, ConfigJson.NAME, json);
  }
}
