package io.noisette.model.bart;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.weights.ConfigJson;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code config.json} of a Hugging Face BART model directory. */
public final class BartConfigFile {

  static final String GENERATION = "generation_config.json";
  static final String OBJECTIVE = "objective";

  private static final String SOURCE_ENCODER = "source_encoder";

  private BartConfigFile() {}

  /**
   * Reads the model config of a model directory; keys that BART does not need are ignored.
   *
   * @throws UsageException if the directory holds another kind of model
   * @throws CorruptDataException if a value is missing or invalid
   */
  public static BartConfig read(Path directory) throws IOException {
    return ConfigJson.read(directory, BartConfigFile::toConfig);
  }

  /**
   * Reads the model config of a model directory for a use in which sources and targets have one
   * vocabulary.
   *
   * @throws UsageException if the model has a source encoder with a vocabulary of its own
   */
  public static BartConfig readOfOneVocabulary(Path directory) throws IOException {
    BartConfig config = read(directory);
    if (config.sourceEncoder() != null) {
      throw new UsageException(
          directory
              + " has a source encoder with a vocabulary of its own; it can only be used with"
              + " seq2seq-finetune, generate and evaluate --task seq2seq");
    }
    return config;
  }

  /**
   * Returns the objective of pretraining that a {@code config.json} names; null if it names none,
   * as after fine-tuning and in other programs.
   */
  public static @Nullable String findObjective(ConfigJson json) {
    String objective = json.text(OBJECTIVE, "");
    return objective.isEmpty() ? null : objective;
  }

  /**
   * Converts a parsed {@code config.json} to a model config.
   *
   * @throws UsageException if it describes another kind of model, such as a single stack
   */
  public static BartConfig toConfig(ConfigJson json) {
    BartConfig config = toAnyConfig(json);
    if (config.isSingleStack()) {
      throw json.refuse(
          OBJECTIVE,
          json.text(OBJECTIVE, "unknown"),
          "it is a single stack; needed here: an encoder and a decoder, as pretrained with"
              + " --objective denoising or masked-seq2seq");
    }
    return config;
  }

  /** Converts a parsed {@code config.json} to a model config; one of its stacks may be absent. */
  static BartConfig toAnyConfig(ConfigJson json) {
    if (json.family() != ModelFamily.BART) {
      throw json.refuse("model_type", json.text("model_type", ""), "supported here: bart");
    }
    if (!json.flag("tie_word_embeddings", true)) {
      throw json.refuse(
          "tie_word_embeddings",
          false,
          "supported: true (one embedding matrix for input and output)");
    }
    int eos = json.integer("eos_token_id", 2);
    BartSpecialTokens special =
        new BartSpecialTokens(
            json.integer("bos_token_id", 0),
            json.integer("pad_token_id", 1),
            eos,
            json.integer("decoder_start_token_id", eos));
    return new BartConfig(
        json.required("vocab_size"),
        json.required("d_model"),
        json.required("encoder_layers"),
        json.required("decoder_layers"),
        json.required("encoder_attention_heads"),
        json.required("decoder_attention_heads"),
        json.required("encoder_ffn_dim"),
        json.required("decoder_ffn_dim"),
        json.required("max_position_embeddings"),
        json.number("dropout", 0.1),
        json.flag("scale_embedding", false),
        json.number("init_std", 0.02),
        special,
        json.number("attention_dropout", 0),
        json.number("activation_dropout", 0),
        json.number("classifier_dropout", 0),
        json.activation("activation_function"),
        toSourceEncoder(json.section(SOURCE_ENCODER)));
  }

  private static @Nullable SourceEncoderConfig toSourceEncoder(@Nullable ConfigJson json) {
    if (json == null) {
      return null;
    }
    return new SourceEncoderConfig(
        json.required("vocab_size"),
        json.required("encoder_layers"),
        json.required("encoder_attention_heads"),
        json.required("encoder_ffn_dim"),
        json.required("max_position_embeddings"),
        json.flag("scale_embedding", false),
        json.activation("activation_function"),
        json.integer("bos_token_id", 0),
        json.integer("pad_token_id", 1),
        json.integer("eos_token_id", 2));
  }

  /**
   * Writes the files that transformers needs beside the weights to load the model.
   *
   * @param labels of a classifier, or null
   */
  static void write(Path directory, BartConfig config, ModelTask task, @Nullable Labels labels)
      throws IOException {
    JsonObject json = toJson(config, task);
    if (labels != null) {
      ConfigJson.addLabels(json, labels);
    }
    ConfigJson.write(directory, ConfigJson.NAME, json);
    if (task == ModelTask.CONDITIONAL_GENERATION) {
      writeGeneration(directory, config);
    }
  }

  /** Writes the files of a model that an objective has pretrained. */
  static void write(Path directory, BartConfig config, String objective) throws IOException {
    JsonObject json = toJson(config, ModelTask.CONDITIONAL_GENERATION);
    json.addProperty(OBJECTIVE, objective);
    ConfigJson.write(directory, ConfigJson.NAME, json);
    writeGeneration(directory, config);
  }

  private static void writeGeneration(Path directory, BartConfig config) throws IOException {
    JsonObject generation = new JsonObject();
    addSpecial(generation, config.special());
    ConfigJson.write(directory, GENERATION, generation);
  }

  static JsonObject toJson(BartConfig config, ModelTask task) {
    JsonObject json = new JsonObject();
    JsonArray architectures = new JsonArray();
    architectures.add(task.getClassName(ModelFamily.BART));
    json.add("architectures", architectures);
    json.addProperty("model_type", "bart");
    json.addProperty("vocab_size", config.vocabSize());
    json.addProperty("d_model", config.dModel());
    json.addProperty("encoder_layers", config.encoderLayers());
    json.addProperty("decoder_layers", config.decoderLayers());
    json.addProperty("encoder_attention_heads", config.encoderAttentionHeads());
    json.addProperty("decoder_attention_heads", config.decoderAttentionHeads());
    json.addProperty("encoder_ffn_dim", config.encoderFfnDim());
    json.addProperty("decoder_ffn_dim", config.decoderFfnDim());
    json.addProperty("max_position_embeddings", config.maxPositionEmbeddings());
    json.addProperty("activation_function", config.activation().getName());
    json.addProperty("dropout", config.dropout());
    json.addProperty("attention_dropout", config.attentionDropout());
    json.addProperty("activation_dropout", config.activationDropout());
    json.addProperty("classifier_dropout", config.classifierDropout());
    json.addProperty("encoder_layerdrop", 0.0);
    json.addProperty("decoder_layerdrop", 0.0);
    json.addProperty("scale_embedding", config.scaleEmbedding());
    json.addProperty("init_std", config.initStd());
    json.addProperty("is_encoder_decoder", true);
    json.addProperty("tie_word_embeddings", true);
    json.addProperty("use_cache", true);
    addSpecial(json, config.special());
    json.addProperty("torch_dtype", "float32");
    if (config.sourceEncoder() != null) {
      json.add(SOURCE_ENCODER, toJson(config.sourceEncoder()));
    }
    return json;
  }

  private static JsonObject toJson(SourceEncoderConfig config) {
    JsonObject json = new JsonObject();
    json.addProperty("vocab_size", config.vocabSize());
    json.addProperty("encoder_layers", config.encoderLayers());
    json.addProperty("encoder_attention_heads", config.encoderAttentionHeads());
    json.addProperty("encoder_ffn_dim", config.encoderFfnDim());
    json.addProperty("max_position_embeddings", config.maxPositionEmbeddings());
    json.addProperty("scale_embedding", config.scaleEmbedding());
    json.addProperty("activation_function", config.activation().getName());
    json.addProperty("bos_token_id", config.bos());
    json.addProperty("pad_token_id", config.pad());
    json.addProperty("eos_token_id", config.eos());
    return json;
  }

  static void addSpecial(JsonObject json, BartSpecialTokens special) {
    json.addProperty("bos_token_id", special.bos());
    json.addProperty("pad_token_id", special.pad());
    json.addProperty("eos_token_id", special.eos());
    json.addProperty("decoder_start_token_id", special.decoderStart());
    // In pretraining every target begins with bos (docs/papers.md 1.5), so generation forces it
    // too.
    json.addProperty("forced_bos_token_id", special.bos());
    json.addProperty("forced_eos_token_id", special.eos());
  }
}
