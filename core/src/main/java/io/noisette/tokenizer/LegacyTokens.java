package io.noisette.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that transformers adds to older vocabulary files: {@code added_tokens_decoder}, {@code
 * added_tokens.json} and the special tokens of {@code tokenizer_config.json} and {@code
 * special_tokens_map.json}. What would give other ids here than there is refused.
 */
final class LegacyTokens {

  private static final String CONFIG = TokenizerConfigFile.NAME;
  private static final String DECODER = "added_tokens_decoder";
  private static final String ADDED = "added_tokens.json";
  private static final String SPECIALS_MAP = "special_tokens_map.json";
  private static final List<String> FLAGS =
      List.of("single_word", "lstrip", "rstrip", "normalized", "special");

  /** Roles of special tokens, in the order of transformers. */
  private static final List<String> ROLES =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");

  private final Path directory;
  private final JsonObject config;
  private final JsonObject specialsMap;
  private final JsonObject added;
  private final Map<Integer, JsonObject> tokens = new TreeMap<>();
  private final Set<String> flagged = new HashSet<>();

  private LegacyTokens(
      Path directory, JsonObject config, JsonObject specialsMap, JsonObject added) {
    this.directory = directory;
    this.config = config;
    this.specialsMap = specialsMap;
    this.added = added;
  }

  /** Reads those of the files that are there. */
  static LegacyTokens read(Path directory) throws IOException {
    return new LegacyTokens(
        directory,
        VocabularyFiles.readIfThere(directory.resolve(CONFIG)),
        VocabularyFiles.readIfThere(directory.resolve(SPECIALS_MAP)),
        VocabularyFiles.readIfThere(directory.resolve(ADDED)));
  }

  /**
   * Adds the tokens to the contents of a {@code tokenizer.json}.
   *
   * @param roles names that a special token may have, by its key, such as {@code unk_token}
   * @throws UsageException if transformers would give other ids
   */
  void addTo(JsonObject json, Map<String, Set<String>> roles) {
    JsonObject vocabulary = json.getAsJsonObject("model").getAsJsonObject("vocab");
    json.getAsJsonArray("added_tokens").forEach(token -> put(token.getAsJsonObject()));
    addListed(roles);
    for (String role : ROLES) {
      if (roles.containsKey(role)) {
        check(role, roles.get(role), vocabulary);
      }
    }
    for (String key : List.of("additional_special_tokens", "extra_special_tokens")) {
      for (JsonElement value : elements(find(key))) {
        requireToken(key, nameOf(key, value), vocabulary);
        setFlags(nameOf(key, value), value);
      }
    }
    requireIds(vocabulary);
    JsonArray all = new JsonArray();
    tokens.values().forEach(all::add);
    json.add("added_tokens", all);
  }

  /** Returns the refusal of a value with which transformers has other ids. */
  UsageException refuse(String key, Object value) {
    return new UsageException(
        String.format(
            Locale.ROOT,
            "%s: the tokenizer has %s %s, which is not supported without a tokenizer.json; %s",
            directory,
            key,
            value,
            describeSaving(directory)));
  }

  /** Returns how transformers makes a tokenizer.json of what is in a directory. */
  static String describeSaving(Path directory) {
    return String.format(
        Locale.ROOT,
        "save one with transformers:"
            + " AutoTokenizer.from_pretrained('%s').save_pretrained('%s')",
        directory,
        directory);
  }

  private void put(JsonObject token) {
    tokens.put(token.get("id").getAsInt(), token);
  }

  private void addListed(Map<String, Set<String>> roles) {
    if (config.has(DECODER)) {
      for (Map.Entry<String, JsonElement> entry : objectOf(config, DECODER).entrySet()) {
        JsonElement value = entry.getValue();
        if (!value.isJsonObject()) {
          throw new CorruptDataException(
              String.format(
                  Locale.ROOT,
                  "%s: the values of %s must be JSON objects, not %s",
                  directory.resolve(CONFIG),
                  DECODER,
                  value));
        }
        int id = toId(CONFIG, new JsonPrimitive(entry.getKey()));
        put(token(id, nameOf(DECODER, value), value.getAsJsonObject()));
      }
      return;
    }
    for (Map.Entry<String, JsonElement> entry : added.entrySet()) {
      int id = toId(ADDED, entry.getValue());
      JsonObject flags = new JsonObject();
      boolean special = isSpecial(entry.getKey(), roles.keySet());
      flags.addProperty("normalized", !special);
      flags.addProperty("special", special);
      tokens.putIfAbsent(id, token(id, entry.getKey(), flags));
    }
  }

  private boolean isSpecial(String name, Set<String> roles) {
    List<JsonElement> values = new ArrayList<>();
    roles.forEach(role -> values.addAll(elements(find(role))));
    values.addAll(elements(find("additional_special_tokens")));
    values.addAll(elements(find("extra_special_tokens")));
    return values.stream().anyMatch(value -> nameOf("a special token", value).equals(name));
  }

  private JsonObject token(int id, String name, JsonObject flags) {
    JsonObject token = TokenizerJson.addedToken(id, name, false);
    for (String flag : FLAGS) {
      JsonElement value = flags.get(flag);
      token.addProperty(flag, new JsonPrimitive(true).equals(value));
    }
    return token;
  }

  private void check(String role, Set<String> names, JsonObject vocabulary) {
    JsonElement value = find(role);
    if (value != null) {
      String name = nameOf(role, value);
      if (!names.contains(name)) {
        throw refuse(role, name);
      }
      requireToken(role, name, vocabulary);
      setFlags(name, value);
    }
  }

  /**
   * Flags that are given with a special token hold, unless one of the lists of added tokens has it;
   * of several roles of a token the first decides.
   */
  private void setFlags(String name, JsonElement value) {
    if (config.has(DECODER) || added.has(name) || !flagged.add(name) || !value.isJsonObject()) {
      return;
    }
    JsonObject flags = value.getAsJsonObject().deepCopy();
    flags.addProperty("special", true);
    tokens.replaceAll(
        (id, token) ->
            token.get("content").getAsString().equals(name) ? token(id, name, flags) : token);
  }

  /** Makes a token of the vocabulary special; one that is nowhere would get an id of its own. */
  private void requireToken(String key, String name, JsonObject vocabulary) {
    boolean isAdded =
        tokens.values().stream().anyMatch(it -> it.get("content").getAsString().equals(name));
    if (!isAdded) {
      JsonElement id = vocabulary.get(name);
      if (id == null) {
        throw refuse(key, name + " that has no id");
      }
      put(TokenizerJson.addedToken(id.getAsInt(), name, false));
    }
  }

  /** The native library numbers tokens that are not in the vocabulary from its end, in order. */
  private void requireIds(JsonObject vocabulary) {
    int next = vocabulary.size();
    for (Map.Entry<Integer, JsonObject> token : tokens.entrySet()) {
      String name = token.getValue().get("content").getAsString();
      JsonElement own = vocabulary.get(name);
      int expected = own == null ? next++ : own.getAsInt();
      if (expected != token.getKey()) {
        throw refuse("the added token " + name + " with the id", token.getKey());
      }
    }
  }

  private @Nullable JsonElement find(String key) {
    boolean inMap = specialsMap.has(key) && (!config.has(DECODER) || !config.has(key));
    JsonElement value = inMap ? specialsMap.get(key) : config.get(key);
    return value == null || value.isJsonNull() ? null : value;
  }

  private static List<JsonElement> elements(@Nullable JsonElement value) {
    if (value == null) {
      return List.of();
    }
    if (value.isJsonArray()) {
      return value.getAsJsonArray().asList();
    }
    boolean isMap = value.isJsonObject() && !value.getAsJsonObject().has("content");
    return isMap ? List.copyOf(value.getAsJsonObject().asMap().values()) : List.of(value);
  }

  /** Returns the token that is given as a text, or as an object with its flags. */
  private String nameOf(String key, JsonElement value) {
    JsonElement name = value.isJsonObject() ? value.getAsJsonObject().get("content") : value;
    if (name == null || !name.isJsonPrimitive() || !name.getAsJsonPrimitive().isString()) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s: the value of %s is neither a token nor an object with the key content",
              directory,
              key));
    }
    return name.getAsString();
  }

  private JsonObject objectOf(JsonObject parent, String key) {
    if (!parent.get(key).isJsonObject()) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s: the value of %s must be a JSON object",
              directory.resolve(CONFIG),
              key));
    }
    return parent.getAsJsonObject(key);
  }

  private int toId(String file, JsonElement value) {
    try {
      return Integer.parseInt(value.getAsString());
    } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException e) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s: the id of an added token must be an integer, not %s",
              directory.resolve(file),
              value),
          e);
    }
  }
}
