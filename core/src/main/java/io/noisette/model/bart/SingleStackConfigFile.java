package io.noisette.model.bart;

import com.google.gson.JsonObject;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.weights.ConfigJson;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code config.json} of a single stack. */
public final class SingleStackConfigFile {

  private static final String MASK = "mask_token_id";

  private SingleStackConfigFile() {}

  /** Returns whether a {@code config.json} is that of a BART with only one stack. */
  public static boolean isSingleStack(ConfigJson json) {
    return json.text("model_type", "").equals(ModelFamily.BART.getModelType())
        && (json.integer("encoder_layers", 1) == 0 || json.integer("decoder_layers", 1) == 0);
  }

  /**
   * Converts a parsed {@code config.json} to a model config.
   *
   * @throws UsageException if it describes another kind of model
   */
  public static SingleStackConfig toConfig(ConfigJson json) {
    BartConfig bart = BartConfigFile.toAnyConfig(json);
    if (!bart.isSingleStack() || BartConfigFile.findObjective(json) == null) {
      throw json.refuse(
          "encoder_layers and decoder_layers",
          bart.encoderLayers() + " and " + bart.decoderLayers(),
          bart.isSingleStack()
              ? "a BART has layers in both; a single stack is a model of bart-pretrain --objective,"
                  + " whose config.json has the key objective"
              : "supported here: a single stack, whose other number of layers is 0");
    }
    return new SingleStackConfig(
        bart, json.requiredText(BartConfigFile.OBJECTIVE), json.required(MASK));
  }

  /**
   * Converts a parsed {@code config.json} to the model config of one of its stacks.
   *
   * @param isDecoder which of the stacks
   */
  public static SingleStackConfig toConfig(ConfigJson json, String objective, boolean isDecoder) {
    BartConfig bart = BartConfigFile.toAnyConfig(json);
    return new SingleStackConfig(
        isDecoder ? bart.with(it -> it.encoderLayers(0)) : bart.with(it -> it.decoderLayers(0)),
        objective,
        json.required(MASK));
  }

  /** Writes the files beside the weights of a model that predicts tokens. */
  static void write(Path directory, SingleStackConfig config) throws IOException {
    ModelTask task = config.isDecoder() ? ModelTask.CAUSAL_LM : ModelTask.ENCODING;
    JsonObject json = toJson(config, task);
    if (config.isDecoder()) {
      json.addProperty("is_decoder", true);
      json.addProperty("is_encoder_decoder", false);
    }
    ConfigJson.write(directory, ConfigJson.NAME, json);
    JsonObject generation = new JsonObject();
    addSpecial(generation, config);
    ConfigJson.write(directory, BartConfigFile.GENERATION, generation);
  }

  /**
   * Writes {@code config.json} of a model with a head.
   *
   * @param labels of a classifier, or null
   */
  static void write(
      Path directory, SingleStackConfig config, ModelTask task, @Nullable Labels labels)
      throws IOException {
    JsonObject json = toJson(config, task);
    if (labels != null) {
      ConfigJson.addLabels(json, labels);
    }
    ConfigJson.write(directory, ConfigJson.NAME, json);
  }

  private static JsonObject toJson(SingleStackConfig config, ModelTask task) {
    JsonObject json = BartConfigFile.toJson(config.bart(), task);
    addSpecial(json, config);
    json.addProperty(BartConfigFile.OBJECTIVE, config.objective());
    json.addProperty(MASK, config.mask());
    return json;
  }

  private static void addSpecial(JsonObject json, SingleStackConfig config) {
    BartConfigFile.addSpecial(json, config.bart().special());
    json.remove("forced_bos_token_id"); // a target follows the </s> of its source without <s>
  }
}
