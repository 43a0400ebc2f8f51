package io.noisette.corpus;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.text.JsonFault;
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
 * What {@code corpus.json} says: how a corpus was made, and what its files hold.
 *
 * @param format always {@value #FORMAT}
 * @param version of the format; this class reads {@value #VERSION}
 * @param language ISO 639 code of the rules that found the sentences
 * @param lineEnds whether its sentences are the lines of the text, each with {@code </s>} at its
 *     end
 * @param vocabularySize all ids are in {@code [0, vocabularySize)}
 * @param tokenizerSha256 SHA-256 of the {@code tokenizer.json} beside it
 * @param tokens without special tokens, of which a corpus has none but the ends of lines
 * @param sources the text files, in order
 * @param shards in order; a document lies in one
 * @param files every other file of the directory
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
   * A text file that a corpus was made of.
   *
   * @param documents how it was divided
   */
  public record Source(String name, String documents, long bytes, String sha256) {}

  /** A pair of files, {@code name.bin} and {@code name.idx}, and what they hold. */
  public record Shard(String name, long documents, long sentences, long tokens) {}

  /** A file of the corpus directory. */
  public record FileEntry(String name, long bytes, String sha256) {}

  static CorpusManifest read(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    @Nullable CorpusManifest manifest;
    try {
      manifest = GSON.fromJson(Files.readString(file), CorpusManifest.class);
    } catch (NoSuchFileException e) {
      throw new UsageException(directory + " is not a corpus: it has no " + NAME, e);
    } catch (JsonParseException | CharacterCodingException e) {
      throw new CorruptDataException(
          file + " is not a corpus description: " + JsonFault.describe(e), e);
    }
    if (manifest == null) {
      throw new CorruptDataException(file + " is empty");
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
    throw new CorruptDataException(directory.resolve(NAME) + " lists no file " + name);
  }

  @SuppressWarnings("ConstantValue") // Gson leaves null what the file does not have
  private void check(Path file) {
    if (!FORMAT.equals(format) || version != VERSION) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s: format is '%s' version %d, not '%s' version %d",
              file,
              format,
              version,
              FORMAT,
              VERSION));
    }
    if (tokenizerSha256 == null || sources == null || shards == null || files == null) {
      throw new CorruptDataException(
          file + " lacks one of tokenizer-sha256, sources, shards, files");
    }
    for (Shard shard : shards) {
      checkName(file, shard == null ? null : shard.name());
    }
    for (FileEntry entry : files) {
      checkName(file, entry == null || entry.sha256() == null ? null : entry.name());
    }
    checkCounts(file);
  }

  /** A name may not lead out of the directory. */
  private static void checkName(Path file, @Nullable String name) {
    if (name == null || !FILE_NAME.matcher(name).matches()) {
      throw new CorruptDataException(file + ": '" + name + "' is no file of a corpus");
    }
  }

  private void checkCounts(Path file) {
    boolean add =
        documents == shards.stream().mapToLong(Shard::documents).sum()
            && sentences == shards.stream().mapToLong(Shard::sentences).sum()
            && tokens == shards.stream().mapToLong(Shard::tokens).sum();
    if (!add || vocabularySize <= 0 || documents <= 0) {
      throw new CorruptDataException(
          file + ": documents, sentences and tokens are not the sums of those of the shards");
    }
  }
}
