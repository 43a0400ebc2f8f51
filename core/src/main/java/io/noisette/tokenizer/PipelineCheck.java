package io.noisette.tokenizer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.noisette.failure.CorruptDataException;
import io.noisette.text.StrictJson;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Check of the parts of a {@code tokenizer.json} with which the native library would end the
 * process instead of refusing them.
 */
final class PipelineCheck {

  private static final Set<String> PARTS =
      Set.of("normalizer", "pre_tokenizer", "post_processor", "decoder");

  /**
   * Several times as many as any published pattern has; the library's stack ends with thousands.
   */
  private static final int MOST_GROUPS = 500;

  private PipelineCheck() {}

  /**
   * Checks all parts of the pipeline.
   *
   * @throws JsonParseException naming the part that is not sound
   */
  static void requireSound(JsonObject tokenizer) {
    for (Map.Entry<String, JsonElement> entry : tokenizer.entrySet()) {
      if (PARTS.contains(entry.getKey())) {
        visit(entry.getKey(), entry.getValue());
      }
    }
    if (tokenizer.get("model") instanceof JsonObject model) {
      requireModel(model);
    }
  }

  /**
   * The native library cuts the prefix of continuing pieces off the right side of every merge, and
   * crashes the JVM if it is not there.
   *
   * @throws CorruptDataException naming the first merge without it
   */
  static void requireSoundMerges(Path path, JsonObject model, String prefix) {
    JsonElement merges = model.get("merges");
    if (prefix.isEmpty() || merges == null || merges.isJsonNull()) {
      return;
    }
    for (JsonElement merge : merges.getAsJsonArray()) {
      String right =
          merge.isJsonArray()
              ? merge.getAsJsonArray().get(1).getAsString()
              : merge.getAsString().substring(merge.getAsString().indexOf(' ') + 1);
      if (!right.startsWith(prefix)) {
        throw new CorruptDataException(
            String.format(
                Locale.ROOT,
                "%s: the second token of the merge %s does not start with the"
                    + " continuing_subword_prefix '%s'",
                path,
                merge,
                prefix));
      }
    }
  }

  private static void visit(String where, JsonElement part) {
    if (part instanceof JsonArray array) {
      array.forEach(element -> visit(where, element));
    } else if (part instanceof JsonObject object) {
      requireComponent(where, object);
      object.entrySet().forEach(entry -> visit(where + "." + entry.getKey(), entry.getValue()));
    }
  }

  private static void requireComponent(String where, JsonObject component) {
    String type = Objects.requireNonNullElse(textOf(component.get("type")), "");
    switch (type) {
      case "FixedLength" -> requireAtLeast(where, component, "length", 1);
      case "Strip" -> requireStrip(where, component);
      case "Prepend" -> requirePrefix(where, component.get("prepend"));
      case "Replace", "Split" -> requirePattern(where, type, component.get("pattern"));
      case "Precompiled" ->
          PrecompiledCharsmap.requireSound(where, textOf(component.get("precompiled_charsmap")));
      default -> {
        // Not known to end the process.
      }
    }
  }

  /** A decoder that strips the end of tokens counts below zero at tokens that are too short. */
  private static void requireStrip(String where, JsonObject strip) {
    if (!strip.has("content")) {
      return; // the normalizer of that name
    }
    String content = textOf(strip.get("content"));
    if (content == null || content.codePointCount(0, content.length()) != 1) {
      throw new JsonParseException(where + ".content must be one character");
    }
    requireAtLeast(where, strip, "start", 0);
    requireAtLeast(where, strip, "stop", 0);
    if (StrictJson.toInt("stop", strip.get("stop")) > 0) {
      throw new JsonParseException(where + ".stop must be 0: other values are not supported");
    }
  }

  private static void requirePrefix(String where, @Nullable JsonElement prefix) {
    if ("".equals(textOf(prefix))) {
      throw new JsonParseException(where + ".prepend must not be the empty string");
    }
  }

  private static void requirePattern(String where, String type, @Nullable JsonElement pattern) {
    JsonObject object = pattern instanceof JsonObject given ? given : new JsonObject();
    String text = textOf(object.get("String"));
    String regex = textOf(object.get("Regex"));
    if (regex != null
        && regex.chars().filter(unit -> unit == '(' || unit == '[').count() > MOST_GROUPS) {
      throw new JsonParseException(
          where + ".pattern has more than " + MOST_GROUPS + " parentheses and brackets");
    }
    boolean isEmpty = (text != null && text.isEmpty()) || (regex != null && regex.isEmpty());
    if (isEmpty || (regex != null && type.equals("Replace") && EmptyMatches.canEndText(regex))) {
      throw new JsonParseException(where + ".pattern must not match the empty string");
    }
  }

  private static void requireModel(JsonObject model) {
    String unknown = textOf(model.get("unk_token"));
    if (unknown != null
        && model.get("vocab") instanceof JsonObject vocabulary
        && !vocabulary.has(unknown)) {
      throw new JsonParseException("model.unk_token is not in the vocabulary");
    }
    if (model.get("vocab") instanceof JsonArray pieces) {
      requireUnknownId(model.get("unk_id"), pieces.size());
    }
  }

  /** Unigram without it ends the process at the first text that it does not know. */
  private static void requireUnknownId(@Nullable JsonElement unknownId, int size) {
    if (unknownId == null || unknownId.isJsonNull()) {
      throw new JsonParseException("model.unk_id is missing, the id of text without a token");
    }
    int id = StrictJson.toInt("model.unk_id", unknownId);
    if (id < 0 || id >= size) {
      throw new JsonParseException("model.unk_id is not in the vocabulary");
    }
  }

  private static void requireAtLeast(String where, JsonObject part, String key, int least) {
    JsonElement value = part.get(key);
    if (value != null && StrictJson.toInt(where + "." + key, value) < least) {
      throw new JsonParseException(where + "." + key + " must be at least " + least);
    }
  }

  private static @Nullable String textOf(@Nullable JsonElement value) {
    return value instanceof JsonPrimitive text && text.isString() ? text.getAsString() : null;
  }
}
