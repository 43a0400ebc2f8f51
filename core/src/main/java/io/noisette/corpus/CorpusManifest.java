package io.noisette.corpus;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Contents of {@code corpus.json}: the tokenizer and sources of a corpus, and the sizes and digests
 * of its files.
 *
 * @param format always {@value #FORMAT}
 * @param version version of the format; this class reads {@value #VERSION}
 * @param language ISO 639 code of the language whose rules split the text into sentences
 * @param lineEnds true if each sentence is a line of the text with {@code </s>} at its end
 * @param vocabularySize upper bound of the token ids, which are in {@code [0, vocabularySize)}
 * @param tokenizerSha256 SHA-256 of the {@code tokenizer.json} in the corpus directory
 * @param documents number of documents in all shards
 * @param sentences number of sentences in all shards
 * @param tokens number of tokens in all shards; the only special tokens are the ends of lines
 * @param sources text files that were tokenized, in order
 * @param shards shards in order; no document is split between shards
 * @param files all files of the directory except {@code corpus.json}
 */
public record CorpusManifest(
    String format,
    int version,
    String language,
    boolean lineEnds,
    int vocabularySize,
    String tokenizerSha256,
    long documents,
    long sentences,
    long tokens,
    List<Source> sources,
    List<Shard> shards,
    List<FileEntry> files) {

  public static final String FORMAT = "noisette-corpus";
  public static final int VERSION = 1;

  static final String NAME = "corpus.json";

  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
  private static final Gson GSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_DASHES)
          .setStrictness(Strictness.STRICT)
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .create();

  /**
   * A text file that was tokenized into a corpus.
   *
   * @param documents rule by which the file was split into documents, such as {@code jsonl}
   */
  public record Source(String name, String documents, long bytes, String sha256) {}

  /**
   * A pair of files, {@code name.bin} and {@code name.idx}, with the numbers of documents,
   * sentences and tokens in them.
   */
  public record Shard(String name, long documents, long sentences, long tokens) {}

  /** A file of the corpus directory, with its size and SHA-256 for checks. */
  public record FileEntry(String name, long bytes, String sha256) {}

  static CorpusManifest read(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    @Nullable CorpusManifest manifest;
    try {
      manifest = StrictJson.read(GSON, WholeFile.readText(file), CorpusManifest.class);
    } catch (NoSuchFileException e) {
      throw new UsageException(directory + " is not a corpus: it has no " + NAME, e);
    } catch (JsonParseException | CharacterCodingException e) {
      throw new CorruptDataException(
          file + " is not a valid corpus description: " + JsonFault.describe(e), e);
    }
    if (manifest == null) {
      throw new CorruptDataException(
          file + " is empty, not a corpus description; copy or prepare the corpus again");
    }
    manifest.check(file);
    return manifest;
  }

  void write(Path directory) throws IOException {
    Files.writeString(directory.resolve(NAME), GSON.toJson(this) + "\n");
  }

  FileEntry getFile(Path directory, String name) {
    for (FileEntry entry : files) {
      if (entry.name().equals(name)) {
        return entry;
      }
    }
    throw new CorruptDataException(
        directory.resolve(NAME)
            + " does not list the corpus file "
            + name
            + "; copy or prepare the corpus again");
  }

  @SuppressWarnings("ConstantValue") // Gson leaves fields null that are absent in the file
  private void check(Path file) {
    if (!FORMAT.equals(format) || version != VERSION) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s: expected the format '%s' version %d, but found '%s' version %d; prepare the"
                  + " corpus again with this version of Noisette",
              file,
              FORMAT,
              VERSION,
              format,
              version));
    }
    if (tokenizerSha256 == null || sources == null || shards == null || files == null) {
      throw new CorruptDataException(
          file
              + " lacks one of the keys tokenizer-sha256, sources, shards, files; copy or prepare"
              + " the corpus again");
    }
    for (Shard shard : shards) {
      checkName(file, shard == null ? null : shard.name());
    }
    for (FileEntry entry : files) {
      checkName(file, entry == null || entry.sha256() == null ? null : entry.name());
    }
    checkCounts(file);
  }

  /** Refuses names that would lead out of the directory. */
  private static void checkName(Path file, @Nullable String name) {
    if (name == null || !FILE_NAME.matcher(name).matches()) {
      throw new CorruptDataException(
          file + ": '" + name + "' is not a valid name for a file of a corpus");
    }
  }

  private void checkCounts(Path file) {
    boolean add =
        documents == shards.stream().mapToLong(Shard::documents).sum()
            && sentences == shards.stream().mapToLong(Shard::sentences).sum()
            && tokens == shards.stream().mapToLong(Shard::tokens).sum();
    if (!add || vocabularySize <= 0 || documents <= 0) {
      throw new CorruptDataException(
          file
              + ": the numbers of documents, sentences and tokens are not the sums over the shards;"
              + " copy or prepare the corpus again");
    }
  }
}
