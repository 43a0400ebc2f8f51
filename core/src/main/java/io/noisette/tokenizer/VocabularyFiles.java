package io.noisette.tokenizer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.text.JsonFault;
import io.noisette.text.LineReader;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import io.noisette.tokenizer.bpe.Merge;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converter of older vocabulary files to the contents of {@code tokenizer.json}: {@code vocab.json}
 * with {@code merges.txt} (byte-level BPE of GPT-2, RoBERTa and BART) or {@code vocab.txt}
 * (WordPiece of BERT).
 */
final class VocabularyFiles {

  private static final String BPE = "vocab.json";
  private static final String MERGES = "merges.txt";
  private static final String WORD_PIECE = "vocab.txt";
  private static final String CONFIG = "tokenizer_config.json";

  // Several times the largest vocabulary that is published; a small gzip file may unpack to more.
  private static final int MAX_LINES = 1 << 22;
  private static final int MAX_CHARACTERS = 1 << 26;

  /** Files of SentencePiece, which transformers converts. */
  private static final List<String> SENTENCE_PIECE =
      List.of("sentencepiece.bpe.model", "spiece.model", "tokenizer.model", "source.spm");

  /** Classes of transformers, without {@code Tokenizer}, that read the files as it is done here. */
  private static final Set<String> BYTE_LEVELS =
      Set.of("GPT2", "Roberta", "Bart", "Longformer", "LED");

  private static final Set<String> BERTS =
      Set.of("Bert", "DistilBert", "Electra", "MobileBert", "SqueezeBert", "ConvBert");

  private static final String GPT_2 = "<|endoftext|>";

  /** Names that special tokens have, by their key. */
  private static final Map<String, Set<String>> BYTE_LEVEL_ROLES =
      Map.of(
          "bos_token", Set.of("<s>", GPT_2),
          "cls_token", Set.of("<s>"),
          "eos_token", Set.of("</s>", GPT_2),
          "sep_token", Set.of("</s>"),
          "unk_token", Set.of("<unk>", GPT_2),
          "pad_token", Set.of("<pad>", GPT_2),
          "mask_token", Set.of("<mask>"));

  private static final Map<String, Set<String>> BERT_ROLES =
      Map.of(
          "bos_token", Set.of("[CLS]"),
          "cls_token", Set.of("[CLS]"),
          "eos_token", Set.of("[SEP]"),
          "sep_token", Set.of("[SEP]"),
          "unk_token", Set.of("[UNK]"),
          "pad_token", Set.of("[PAD]"),
          "mask_token", Set.of("[MASK]"));

  private final Path directory;

  VocabularyFiles(Path directory) {
    this.directory = directory;
  }

  boolean exist() {
    return Files.exists(directory.resolve(BPE)) || Files.exists(directory.resolve(WORD_PIECE));
  }

  /**
   * Returns the directory's tokenizer as the contents of a {@code tokenizer.json}.
   *
   * @throws UsageException if the directory holds no such files, or transformers reads them
   *     otherwise
   * @throws CorruptDataException if a file is damaged
   */
  String toTokenizerJson() throws IOException {
    LegacyTokens tokens = LegacyTokens.read(directory);
    String name = readClass();
    boolean wordPieces = Files.exists(directory.resolve(WORD_PIECE));
    if (Files.exists(directory.resolve(BPE)) && !(wordPieces && isOneOf(name, BERTS))) {
      requireClass(name, BYTE_LEVELS, tokens);
      String json = TokenizerJson.write(readBpe(), readMerges(), flag("add_prefix_space", false));
      return withTokens(json, tokens, BYTE_LEVEL_ROLES);
    }
    if (wordPieces) {
      requireClass(name, BERTS, tokens);
      if (!flag("do_basic_tokenize", true)) {
        throw tokens.refuse("do_basic_tokenize", false);
      }
      String json =
          new WordPieceJson(
                  flag("do_lower_case", true),
                  flag("tokenize_chinese_chars", true),
                  optionalFlag("strip_accents"))
              .write(directory.resolve(WORD_PIECE), readWordPieces());
      return withTokens(json, tokens, BERT_ROLES);
    }
    for (String model : SENTENCE_PIECE) {
      if (Files.exists(directory.resolve(model))) {
        throw new UsageException(
            directory
                + " has no tokenizer.json, and "
                + model
                + " is not read; "
                + LegacyTokens.describeSaving(directory));
      }
    }
    throw new UsageException(
        String.format(
            Locale.ROOT,
            "%s has no tokenizer: neither tokenizer.json nor %s with %s nor %s",
            directory,
            BPE,
            MERGES,
            WORD_PIECE));
  }

  private static String withTokens(
      String tokenizerJson, LegacyTokens tokens, Map<String, Set<String>> roles) {
    JsonObject json = JsonParser.parseString(tokenizerJson).getAsJsonObject();
    tokens.addTo(json, roles);
    return TokenizerJson.print(json);
  }

  /** Returns the class of transformers that reads the files, or null if no file names one. */
  private @Nullable String readClass() throws IOException {
    for (String file : List.of(CONFIG, "config.json")) {
      JsonElement name = readIfThere(directory.resolve(file)).get("tokenizer_class");
      if (name != null && name.isJsonPrimitive()) {
        return name.getAsString();
      }
    }
    return null;
  }

  private static void requireClass(@Nullable String name, Set<String> known, LegacyTokens tokens) {
    if (name != null && !isOneOf(name, known)) {
      throw tokens.refuse("tokenizer_class", name);
    }
  }

  private static boolean isOneOf(@Nullable String name, Set<String> classes) {
    return name != null && classes.contains(name.replaceFirst("Tokenizer(Fast)?$", ""));
  }

  private Map<String, Integer> readBpe() throws IOException {
    Map<String, Integer> ids = new LinkedHashMap<>();
    JsonObject json = readJson(directory.resolve(BPE));
    try {
      json.entrySet()
          .forEach(
              entry -> ids.put(entry.getKey(), StrictJson.toInt(entry.getKey(), entry.getValue())));
      return ids;
    } catch (JsonParseException e) {
      throw new CorruptDataException(
          directory.resolve(BPE)
              + " is not a valid map from tokens to integer ids: "
              + e.getMessage(),
          e);
    }
  }

  private List<Merge> readMerges() throws IOException {
    Path path = directory.resolve(MERGES);
    if (Files.notExists(path)) {
      throw new UsageException(directory + " has " + BPE + " but no " + MERGES + " beside it");
    }
    List<Merge> merges = new ArrayList<>();
    List<String> lines = readLines(path);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isEmpty() || line.startsWith("#version")) {
        continue;
      }
      String[] pair = line.split(" ", -1);
      if (pair.length != 2) {
        throw new CorruptDataException(
            String.format(
                Locale.ROOT,
                "%s: line %d must have two tokens with a space between, not '%s'",
                path,
                i + 1,
                line));
      }
      merges.add(new Merge(pair[0], pair[1]));
    }
    return merges;
  }

  private List<String> readWordPieces() throws IOException {
    return readLines(directory.resolve(WORD_PIECE));
  }

  private boolean flag(String key, boolean byDefault) throws IOException {
    Boolean value = optionalFlag(key);
    return value == null ? byDefault : value;
  }

  private @Nullable Boolean optionalFlag(String key) throws IOException {
    Path path = directory.resolve(CONFIG);
    JsonElement value = readIfThere(path).get(key);
    if (value == null || value.isJsonNull()) {
      return null;
    }
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
      throw new CorruptDataException(
          String.format(Locale.ROOT, "%s: %s must be true or false, not %s", path, key, value));
    }
    return value.getAsBoolean();
  }

  /** Reads a JSON object, or returns an empty one if there is no such file. */
  static JsonObject readIfThere(Path path) throws IOException {
    return Files.exists(path) ? readJson(path) : new JsonObject();
  }

  private static JsonObject readJson(Path path) throws IOException {
    try {
      return StrictJson.parse(WholeFile.readText(path)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException | CharacterCodingException e) {
      throw new CorruptDataException(path + " is not a JSON object: " + JsonFault.describe(e), e);
    }
  }

  private static List<String> readLines(Path path) throws IOException {
    List<String> lines = new ArrayList<>();
    long characters = 0;
    try (LineReader reader = LineReader.open(path)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        characters += line.length();
        if (lines.size() > MAX_LINES || characters > MAX_CHARACTERS) {
          throw new CorruptDataException(
              String.format(
                  Locale.ROOT,
                  "%s has more than %,d lines or %,d characters, too many for a vocabulary",
                  path,
                  MAX_LINES,
                  MAX_CHARACTERS));
        }
      }
    }
    return lines;
  }
}
