package io.noisette.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.noisette.digest.Sha256;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.text.InvalidUtf8Exception;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Vocabulary, special tokens and word boundaries of a Hugging Face {@code tokenizer.json}. */
final class TokenizerFile {

  static final String NAME = "tokenizer.json";

  /** Name of the model type whose tokens are whole words. */
  static final String WORD_LEVEL = "WordLevel";

  /** What stands for a space in tokens of SentencePiece. */
  private static final String METASPACE = "\u2581";

  /** Upper bound of token ids; prevents huge arrays for damaged files. */
  private static final int MAX_IDS = 1 << 24;

  private final Path path;
  private final byte[] bytes;
  private final JsonObject json;
  private final Map<String, Integer> ids = new HashMap<>();
  private final BitSet specials = new BitSet();
  private final int vocabularySize; // without added tokens

  private TokenizerFile(Path path, byte[] bytes) {
    this.path = path;
    this.bytes = bytes;
    try {
      json = StrictJson.parse(WholeFile.decode(bytes)).getAsJsonObject();
      vocabularySize = readVocabulary(json.getAsJsonObject("model").get("vocab"));
      readAddedTokens();
      PipelineCheck.requireSoundMerges(path, json.getAsJsonObject("model"), continuationPrefix());
      PipelineCheck.requireSound(json);
    } catch (JsonParseException | InvalidUtf8Exception e) {
      throw new CorruptDataException(
          path + " is not a Hugging Face tokenizer.json: " + JsonFault.describe(e), e);
    } catch (IllegalStateException
        | ClassCastException
        | NullPointerException
        | NumberFormatException
        | UnsupportedOperationException
        | IndexOutOfBoundsException e) { // thrown by Gson if the JSON has another structure
      throw new CorruptDataException(
          path
              + " is not a Hugging Face tokenizer.json: a key is missing or has a value of another"
              + " type",
          e);
    }
  }

  /**
   * Reads a file, or the {@code tokenizer.json} or older vocabulary files of a directory.
   *
   * @throws UsageException if there is none
   */
  static TokenizerFile read(Path path) throws IOException {
    boolean inDirectory = Files.isDirectory(path);
    Path file = inDirectory ? path.resolve(NAME) : path;
    if (inDirectory && Files.notExists(file)) {
      String json = new VocabularyFiles(path).toTokenizerJson();
      return new TokenizerFile(path, json.getBytes(UTF_8));
    }
    try {
      return new TokenizerFile(file, WholeFile.readBytes(file));
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no tokenizer " + file, e);
    }
  }

  /** Creates the equivalent of a file for a word-level vocabulary. */
  static TokenizerFile of(WordVocabulary vocabulary) {
    return new TokenizerFile(Path.of(NAME), WordLevelJson.write(vocabulary).getBytes(UTF_8));
  }

  /** Returns true if a directory holds a tokenizer. */
  static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(NAME)) || new VocabularyFiles(directory).exist();
  }

  Path getPath() {
    return path;
  }

  byte[] getBytes() {
    return bytes.clone();
  }

  String getDigest() {
    return Sha256.of(bytes);
  }

  /** Returns the id of each token, by its spelling in the file. */
  Map<String, Integer> getIds() {
    return ids;
  }

  BitSet getSpecials() {
    return specials;
  }

  /** Returns the test for tokens that start a word, as opposed to those that continue one. */
  WordStart getWordStart() {
    if (isWordLevel()) {
      return token -> true;
    }
    String prefix = continuationPrefix();
    if (!prefix.isEmpty()) {
      return token -> !token.startsWith(prefix);
    }
    String steps = json.get("normalizer") + " " + json.get("pre_tokenizer");
    boolean isMetaspace = steps.contains("Metaspace") || steps.contains(METASPACE);
    String space = isMetaspace ? METASPACE : "\u0120";
    return token -> token.startsWith(space);
  }

  /** Returns true if the tokens are whole words, so that some words are unknown. */
  boolean isWordLevel() {
    JsonElement type = json.getAsJsonObject("model").get("type");
    return type != null && type.isJsonPrimitive() && type.getAsString().equals(WORD_LEVEL);
  }

  /**
   * Returns true if sentences can be encoded one by one with the ids that they have in a document:
   * only for pipelines of which this is known.
   */
  boolean hasIndependentSentences() {
    boolean allSpecial =
        addedTokens().asList().stream().allMatch(added -> isSpecial(added.getAsJsonObject()));
    JsonElement normalizer = json.get("normalizer");
    JsonElement preTokenizer = json.get("pre_tokenizer");
    if (!allSpecial || preTokenizer == null || !preTokenizer.isJsonObject()) {
      return false;
    }
    JsonObject splitting = preTokenizer.getAsJsonObject();
    boolean byteLevel =
        hasType(splitting, "ByteLevel")
            && isFlag(splitting, "add_prefix_space", false)
            && (!splitting.has("use_regex") || isFlag(splitting, "use_regex", true));
    boolean plain = normalizer == null || normalizer.isJsonNull();
    return (byteLevel && plain)
        || (hasType(splitting, "BertPreTokenizer")
            && (plain || hasType(normalizer, "BertNormalizer")));
  }

  /** Returns true if a space is put before every text, whose first word is then as any other. */
  boolean addsPrefixSpace() {
    return json.get("pre_tokenizer") instanceof JsonObject splitting
        && isFlag(splitting, "add_prefix_space", true);
  }

  private static boolean hasType(JsonElement part, String type) {
    return part.isJsonObject()
        && new JsonPrimitive(type).equals(part.getAsJsonObject().get("type"));
  }

  private static boolean isFlag(JsonObject part, String key, boolean value) {
    return new JsonPrimitive(value).equals(part.get(key));
  }

  /** Returns the JSON that the native library reads. */
  LibraryJson toLibraryJson() {
    return new LibraryJson(json, addedTokens(), vocabularySize);
  }

  /** Returns the id of the first of these tokens that the vocabulary has, or -1. */
  int find(List<String> names) {
    for (String name : names) {
      @Nullable Integer id = ids.get(name);
      if (id != null) {
        return id;
      }
    }
    return -1;
  }

  /** Reads the tokens of the model, and returns their number. */
  private int readVocabulary(JsonElement vocabulary) {
    if (vocabulary instanceof JsonArray pieces) { // Unigram: [[token, score], ...]
      for (int i = 0; i < pieces.size(); i++) {
        ids.put(pieces.get(i).getAsJsonArray().get(0).getAsString(), i); // the last one of a name
      }
      return pieces.size();
    }
    Map<Integer, String> tokens = new HashMap<>();
    for (Map.Entry<String, JsonElement> entry : vocabulary.getAsJsonObject().entrySet()) {
      int id = StrictJson.toInt(entry.getKey(), entry.getValue());
      String other = tokens.put(id, entry.getKey());
      if (other != null) {
        throw new CorruptDataException(
            String.format(
                Locale.ROOT,
                "%s: the tokens '%s' and '%s' have the same id, %d",
                path,
                other,
                entry.getKey(),
                id));
      }
      put(entry.getKey(), id);
    }
    return tokens.size();
  }

  private void readAddedTokens() {
    int next = vocabularySize;
    for (JsonElement token : addedTokens()) {
      JsonObject added = token.getAsJsonObject();
      int id = StrictJson.toInt("id", added.get("id"));
      String content = StrictJson.toText("content", added.get("content"));
      requireIdOfLibrary(content, id, next);
      next = Math.max(next, id + 1);
      put(content, id);
      specials.set(id, isSpecial(added));
    }
  }

  /** The native library ignores the ids of added tokens, and numbers those that are new itself. */
  private void requireIdOfLibrary(String content, int id, int next) {
    int given = ids.getOrDefault(content, next);
    if (id != given && !content.isEmpty()) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s: the added token '%s' has the id %d, but the tokenizers library gives it %d",
              path,
              content,
              id,
              given));
    }
  }

  private String continuationPrefix() {
    JsonElement prefix = json.getAsJsonObject("model").get("continuing_subword_prefix");
    return prefix == null || prefix.isJsonNull() ? "" : prefix.getAsString();
  }

  private JsonArray addedTokens() {
    JsonElement tokens = json.get("added_tokens");
    return tokens == null || tokens.isJsonNull() ? new JsonArray() : tokens.getAsJsonArray();
  }

  static boolean isSpecial(JsonObject added) {
    JsonElement special = added.get("special");
    return special != null && StrictJson.toBoolean("special", special);
  }

  private void put(String token, int id) {
    if (id < 0 || id >= MAX_IDS) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s: token '%s' has the id %d, which is not in [0, %,d)",
              path,
              token,
              id,
              MAX_IDS));
    }
    ids.put(token, id);
  }

  /** Function from a token's spelling to true if the token starts a word. */
  @FunctionalInterface
  interface WordStart {
    boolean test(String token);
  }
}
