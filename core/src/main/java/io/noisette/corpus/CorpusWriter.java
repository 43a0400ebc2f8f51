package io.noisette.corpus;

import io.noisette.digest.Sha256;
import io.noisette.failure.UsageException;
import io.noisette.run.DurableFiles;
import io.noisette.run.OutputPlace;
import io.noisette.run.ProcessLock;
import io.noisette.text.TextFiles;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.tokenizer.WordVocabulary;
import io.noisette.tokenizer.WordVocabularyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writer of a corpus directory. Files are written to a hidden directory next to {@code output},
 * which is renamed to {@code output} when all of them are on disk; after a failure nothing is left
 * under that name.
 */
public final class CorpusWriter implements AutoCloseable {

  /**
   * Number of tokens after which a new shard begins. The data file then has 512 MiB or 1 GiB, small
   * enough for one memory mapping.
   */
  private static final long SHARD_TOKENS = 1L << 28;

  private final Path output;
  private final Path partial;
  private final ProcessLock lock;
  private final Tokenizer tokenizer;
  private final String language;
  private final long shardTokens;
  private final List<CorpusManifest.Shard> shards = new ArrayList<>();
  private boolean lineEnds;
  private @Nullable ShardWriter shard;
  private boolean inDocument;

  /**
   * Creates a writer and the hidden directory for unfinished files.
   *
   * @param output path of the corpus; must not exist, or be an empty directory
   * @param language ISO 639 code, recorded in {@code corpus.json}
   * @throws UsageException if {@code output} is not free or another process is writing it
   */
  public CorpusWriter(Path output, Tokenizer tokenizer, String language) throws IOException {
    this(output, tokenizer, language, SHARD_TOKENS);
  }

  CorpusWriter(Path output, Tokenizer tokenizer, String language, long shardTokens)
      throws IOException {
    this.output = requireFree(output);
    this.tokenizer = tokenizer;
    this.language = language;
    this.shardTokens = shardTokens;
    partial = this.output.resolveSibling("." + this.output.getFileName() + ".partial");
    lock = name(this::openPartial);
  }

  /**
   * Checks that a corpus can be written to {@code output}, which must not exist or be an empty
   * directory.
   *
   * @return the place to which {@code output} leads
   * @throws UsageException if it cannot
   */
  public static Path requireFree(Path output) throws IOException {
    if (output.toAbsolutePath().normalize().getFileName() == null) {
      throw new UsageException(
          "output " + output + " is the root of a file system; give a new directory");
    }
    if (Files.exists(output) && !(Files.isDirectory(output) && list(output).isEmpty())) {
      throw new UsageException("output " + output + " exists and is not an empty directory");
    }
    return OutputPlace.requireReplaceable("--output", output);
  }

  /**
   * Writes the vocabulary of a word-level corpus, and records that its sentences are lines that end
   * in {@code </s>}.
   */
  public void addVocabulary(WordVocabulary vocabulary) throws IOException {
    name(
        () ->
            Files.writeString(
                partial.resolve(WordVocabularyFile.NAME), WordVocabularyFile.print(vocabulary)));
    lineEnds = true;
  }

  /** Appends a sentence to the current document. */
  public void addSentence(int[] ids) throws IOException {
    if (ids.length > 0) {
      name(
          () -> {
            openShard().addSentence(ids);
            return true;
          });
      inDocument = true;
    }
  }

  /** Ends the current document, which is dropped if it has no tokens. */
  public void endDocument() throws IOException {
    if (inDocument) {
      name(
          () -> {
            openShard().endDocument();
            return true;
          });
      inDocument = false;
    }
  }

  /**
   * Completes all files, flushes them to disk and renames the hidden directory to {@code output}.
   *
   * @param sources text files to record in {@code corpus.json}
   * @throws UsageException if no document has been written
   */
  public CorpusManifest finish(List<CorpusManifest.Source> sources) throws IOException {
    endDocument();
    return name(() -> complete(sources));
  }

  private CorpusManifest complete(List<CorpusManifest.Source> sources) throws IOException {
    finishShard();
    if (shards.isEmpty()) {
      throw TextFiles.noText(sources.stream().map(CorpusManifest.Source::name).toList(), "prepare");
    }
    Files.write(partial.resolve("tokenizer.json"), tokenizer.getFileBytes());
    CorpusManifest manifest = describe(sources);
    manifest.write(partial);
    for (Path file : list(partial)) {
      DurableFiles.force(file, StandardOpenOption.WRITE);
    }
    DurableFiles.force(partial, StandardOpenOption.READ);
    Files.deleteIfExists(output);
    Files.move(partial, output, StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.force(output.resolveSibling("."), StandardOpenOption.READ);
    return manifest;
  }

  /** Deletes the files written so far, unless {@link #finish} has succeeded. */
  @Override
  public void close() throws IOException {
    try {
      if (shard != null) {
        shard.close(); // which fails on a full disk
        shard = null;
      }
    } finally {
      deletePartial();
    }
  }

  private void deletePartial() throws IOException {
    if (Files.isDirectory(partial, LinkOption.NOFOLLOW_LINKS)) {
      for (Path file : list(partial)) {
        Files.delete(file);
      }
      Files.delete(partial);
    }
    lock.close();
    Files.deleteIfExists(getLockFile());
  }

  /** Names the output in a failure to write, such as that of a full disk. */
  private <T> T name(Writing<T> writing) throws IOException {
    try {
      return writing.write();
    } catch (IOException e) {
      throw DurableFiles.name(output, e);
    }
  }

  private interface Writing<T> {
    T write() throws IOException;
  }

  private ShardWriter openShard() throws IOException {
    if (!inDocument && shard != null && shard.getTokens() >= shardTokens) {
      finishShard();
    }
    ShardWriter open = shard;
    if (open == null) {
      byte type = IndexFormat.getType(tokenizer.getSize());
      open =
          new ShardWriter(partial, String.format(Locale.ROOT, "shard-%05d", shards.size()), type);
      shard = open;
    }
    return open;
  }

  private void finishShard() throws IOException {
    if (shard != null) {
      shards.add(shard.finish());
      shard = null;
    }
  }

  private CorpusManifest describe(List<CorpusManifest.Source> sources) throws IOException {
    List<CorpusManifest.FileEntry> files = new ArrayList<>();
    for (Path file : list(partial)) {
      String name = file.getFileName().toString();
      files.add(new CorpusManifest.FileEntry(name, Files.size(file), Sha256.of(file)));
    }
    return new CorpusManifest(
        CorpusManifest.FORMAT,
        CorpusManifest.VERSION,
        language,
        lineEnds,
        tokenizer.getSize(),
        tokenizer.getDigest(),
        shards.stream().mapToLong(CorpusManifest.Shard::documents).sum(),
        shards.stream().mapToLong(CorpusManifest.Shard::sentences).sum(),
        shards.stream().mapToLong(CorpusManifest.Shard::tokens).sum(),
        List.copyOf(sources),
        List.copyOf(shards),
        List.copyOf(files));
  }

  private ProcessLock openPartial() throws IOException {
    if (Files.isSymbolicLink(partial)) { // it may be another person's, and lead to anything
      throw new UsageException(
          "--output %s: %s, where the corpus is written first, is a symbolic link; delete it, or give another --output"
              .formatted(output, partial));
    }
    boolean isNew = Files.notExists(partial);
    Files.createDirectories(partial);
    ProcessLock held = null;
    try {
      held = lock();
      for (Path file : list(partial)) { // left by a process that was killed
        Files.delete(file);
      }
      return held;
    } catch (IOException | UsageException e) {
      if (held != null) {
        held.close();
      }
      if (isNew) {
        Files.deleteIfExists(getLockFile());
        Files.delete(partial);
      }
      throw e;
    }
  }

  private ProcessLock lock() throws IOException {
    ProcessLock acquired = ProcessLock.tryAcquire(getLockFile());
    if (acquired == null) {
      throw new UsageException("another process is already preparing " + output);
    }
    return acquired;
  }

  private Path getLockFile() {
    return output.resolveSibling("." + output.getFileName() + ".lock");
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted(Comparator.comparing(Path::toString)).toList();
    }
  }
}
