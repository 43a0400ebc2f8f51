package io.noisette.doctor;

import io.noisette.failure.UsageException;
import io.noisette.nativelib.LibraryPermissions;
import io.noisette.nativelib.NativeCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Check of the directory into which DJL unpacks the native libraries. */
final class CacheCheck implements Check {

  /** Space for libtorch and tokenizers, which take 446 MiB. */
  static final long NEEDED = 500 * Bytes.MIB;

  private static final List<String> LIBRARIES = List.of("pytorch", "tokenizers");
  private static final String REMEDY =
      "set DJL_CACHE_DIR to a writable directory with 500 MiB of free space";

  private final Supplier<Path> choice;
  private final long needed;

  CacheCheck(Path directory, long needed) {
    this(() -> directory, needed);
  }

  /**
   * @param choice returns the directory, or throws a {@link UsageException} if there can be none
   */
  CacheCheck(Supplier<Path> choice) {
    this(choice, NEEDED);
  }

  private CacheCheck(Supplier<Path> choice, long needed) {
    this.choice = choice;
    this.needed = needed;
  }

  @Override
  public String getName() {
    return "cache";
  }

  @Override
  public Finding examine() throws IOException {
    try {
      Path directory = choice.get();
      LIBRARIES.forEach(library -> LibraryPermissions.requireOwn(directory, library));
      return examine(directory);
    } catch (UsageException e) {
      return Finding.problem(String.valueOf(e.getMessage()), REMEDY);
    }
  }

  private Finding examine(Path directory) throws IOException {
    boolean unpacked = LIBRARIES.stream().allMatch(name -> NativeCache.isUnpacked(directory, name));
    Path existing = directory;
    while (!Files.exists(existing)) {
      existing = existing.resolve("..").normalize();
    }
    boolean writable = DiskCheck.isWritable(existing);
    long free = Files.getFileStore(existing).getUsableSpace();
    long size = size(directory);
    return judge(directory, unpacked, writable, free, size)
        .with("directory", directory.toString())
        .with("exists", Files.isDirectory(directory))
        .with("unpacked", unpacked)
        .with("writable", writable)
        .with("size-bytes", size)
        .with("free-bytes", free);
  }

  private Finding judge(Path directory, boolean unpacked, boolean writable, long free, long size) {
    if (unpacked) {
      String text =
          String.format(
              Locale.ROOT,
              "%s, %s%s",
              directory,
              Bytes.describe(size),
              writable ? "" : ", read-only");
      return Finding.ok(text);
    }
    if (!writable) {
      return Finding.problem(
          "the cache for native libraries, " + directory + ", is not writable", REMEDY);
    }
    String text =
        String.format(
            Locale.ROOT,
            "%s, libraries not yet unpacked, %s free",
            directory,
            Bytes.describe(free));
    return free < needed ? Finding.problem(text, REMEDY) : Finding.ok(text);
  }

  private static long size(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
