package io.noisette.generate.search;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.noisette.failure.CorruptDataException;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.model.weights.ConfigJson;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reader and writer of the generation settings of a model directory: {@code generation_config.json}
 * or, read from older directories, {@code config.json}.
 */
public final class GenerationConfigFile {

  private static final String NAME = "generation_config.json";

  /** Settings of transformers without a counterpart here, and the values that change nothing. */
  private static final Map<String, Set<String>> NEUTRAL = new LinkedHashMap<>();

  static {
    NEUTRAL.put("do_sample", Set.of("false"));
    NEUTRAL.put("num_beam_groups", Set.of("1"));
    NEUTRAL.put("diversity_penalty", Set.of("0", "0.0"));
    NEUTRAL.put("repetition_penalty", Set.of("1", "1.0"));
    NEUTRAL.put("encoder_repetition_penalty", Set.of("1", "1.0"));
    NEUTRAL.put("encoder_no_repeat_ngram_size", Set.of("0"));
    NEUTRAL.put("renormalize_logits", Set.of("false"));
    for (String key :
        List.of(
            "bad_words_ids",
            "force_words_ids",
            "constraints",
            "suppress_tokens",
            "begin_suppress_tokens",
            "sequence_bias",
            "exponential_decay_length_penalty",
            "guidance_scale",
            "penalty_alpha")) {
      NEUTRAL.put(key, Set.of("[]"));
    }
  }

  private final Path path;
  private final JsonObject json;
  private final GenerationSettings settings;

  private GenerationConfigFile(Path path, JsonObject json) {
    this.path = path;
    this.json = json;
    settings = toSettings();
  }

  /**
   * Reads the settings of a directory; absent keys have the values of {@link
   * GenerationSettings#DEFAULT}.
   *
   * @throws CorruptDataException if a value is invalid
   */
  public static GenerationSettings read(Path directory) throws IOException {
    return open(directory).getSettings();
  }

  /**
   * Reads the file of a directory, which also says which settings it has.
   *
   * @throws CorruptDataException if a value is invalid
   */
  public static GenerationConfigFile open(Path directory) throws IOException {
    Path path = directory.resolve(NAME);
    if (Files.notExists(path)) {
      path = directory.resolve("config.json");
    }
    try {
      JsonElement root = StrictJson.parse(WholeFile.readText(path));
      return new GenerationConfigFile(path, root.getAsJsonObject());
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | CharacterCodingException
        | IllegalArgumentException
            e) { // thrown by Gson for values of another type, and by this class
      throw new CorruptDataException(
          path + " is not a valid generation config: " + JsonFault.describe(e), e);
    }
  }

  /**
   * Writes settings into the {@code generation_config.json} of a directory, which must exist; other
   * keys in it stay. Lengths are written as {@code max_new_tokens} and {@code min_new_tokens}. With
   * a single beam, which has no use for {@code length_penalty} and {@code early_stopping}, these
   * have transformers' defaults: it refuses to save others.
   */
  public static void write(Path directory, GenerationSettings settings) throws IOException {
    String text = WholeFile.readText(directory.resolve(NAME));
    JsonObject json = StrictJson.parse(text).getAsJsonObject();
    json.remove("max_length");
    json.remove("min_length");
    json.addProperty("num_beams", settings.numBeams());
    GenerationSettings beams = settings.numBeams() > 1 ? settings : GenerationSettings.DEFAULT;
    json.addProperty("length_penalty", beams.lengthPenalty());
    EarlyStopping stopping = beams.earlyStopping();
    if (stopping == EarlyStopping.NEVER) {
      json.addProperty("early_stopping", stopping.toString());
    } else {
      json.addProperty("early_stopping", stopping == EarlyStopping.TRUE);
    }
    json.addProperty("max_new_tokens", settings.maxNewTokens());
    json.addProperty("min_new_tokens", settings.minNewTokens());
    json.addProperty("no_repeat_ngram_size", settings.noRepeatNgramSize());
    json.addProperty("forced_bos_token_id", settings.forcedBosTokenId());
    json.addProperty("forced_eos_token_id", settings.forcedEosTokenId());
    ConfigJson.write(directory, NAME, json);
  }

  /** Returns the settings; absent keys have the values of {@link GenerationSettings#DEFAULT}. */
  public GenerationSettings getSettings() {
    return settings;
  }

  /** Returns the name of the file. */
  public String getName() {
    return String.valueOf(path.getFileName());
  }

  /**
   * Returns the settings of the file that would change what transformers generates but are not
   * supported here, as name, value and origin.
   *
   * @param special the model's tokens, which are used instead of those of the file
   */
  public List<String> listUnused(BartSpecialTokens special) {
    List<String> unused = new ArrayList<>();
    addOther(unused, "eos_token_id", special.eos());
    addOther(unused, "decoder_start_token_id", special.decoderStart());
    NEUTRAL.forEach(
        (key, neutral) -> {
          if (has(key) && !neutral.contains(json.get(key).toString())) {
            unused.add("%s %s (%s; not supported)".formatted(key, json.get(key), getName()));
          }
        });
    return unused;
  }

  private void addOther(List<String> unused, String key, int own) {
    if (has(key) && !json.get(key).toString().equals(Integer.toString(own))) {
      unused.add(
          "%s %s (%s; not supported: the model has %s)"
              .formatted(key, json.get(key), getName(), own));
    }
  }

  private GenerationSettings toSettings() {
    GenerationSettings byDefault = GenerationSettings.DEFAULT;
    // The older keys count the start token.
    int maxLength = atLeast(2, "max_length", byDefault.maxNewTokens() + 1);
    int minLength = atLeast(0, "min_length", 0);
    return new GenerationSettings(
        integer("num_beams", byDefault.numBeams()),
        integer("num_return_sequences", byDefault.numReturnSequences()),
        has("length_penalty")
            ? StrictJson.toDouble("length_penalty", json.get("length_penalty"))
            : byDefault.lengthPenalty(),
        has("early_stopping") ? earlyStopping() : byDefault.earlyStopping(),
        integer("max_new_tokens", maxLength - 1),
        integer("min_new_tokens", Math.max(0, minLength - 1)),
        integer("no_repeat_ngram_size", byDefault.noRepeatNgramSize()),
        token("forced_bos_token_id"),
        token("forced_eos_token_id"));
  }

  private int atLeast(int least, String key, int absent) {
    int value = integer(key, absent);
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", not " + value);
    }
    return value;
  }

  private EarlyStopping earlyStopping() {
    String text = json.get("early_stopping").toString();
    boolean isNever = text.equals("\"never\"");
    if (!isNever && !text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(
          "early_stopping must be true, false or \"never\", not " + text);
    }
    return isNever ? EarlyStopping.NEVER : EarlyStopping.parse(text);
  }

  private @Nullable Integer token(String key) {
    return has(key) ? Integer.valueOf(StrictJson.toInt(key, json.get(key))) : null;
  }

  private int integer(String key, int absent) {
    return has(key) ? StrictJson.toInt(key, json.get(key)) : absent;
  }

  /** Returns whether the file has a key with a value. */
  public boolean has(String key) {
    return json.has(key) && !json.get(key).isJsonNull();
  }
}
