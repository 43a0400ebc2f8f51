package io.noisette.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Check of the free space in the working directory, to which subcommands write. */
final class DiskCheck implements Check {

  /** Space for a few checkpoints of the preset mini and a small corpus. */
  static final long LEAST = Bytes.GIB;

  private final Path directory;
  private final long least;

  DiskCheck(Path directory) {
    this(directory, LEAST);
  }

  DiskCheck(Path directory, long least) {
    this.directory = directory;
    this.least = least;
  }

  @Override
  public String getName() {
    return "disk";
  }

  @Override
  public Finding examine() throws IOException {
    long free = Files.getFileStore(directory).getUsableSpace();
    boolean writable = isWritable(directory);
    return judge(free, writable)
        .with("directory", directory.toString())
        .with("writable", writable)
        .with("free-bytes", free);
  }

  /**
   * Returns true if a file can be created; permissions alone do not reveal disks mounted read-only.
   */
  static boolean isWritable(Path directory) {
    try {
      Files.delete(Files.createTempFile(directory, "noisette", null));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Finding judge(long free, boolean writable) {
    String text = String.format(Locale.ROOT, "%s free in %s", Bytes.describe(free), directory);
    if (free < least) {
      return Finding.problem(text, "free some space, or give --output a directory on another disk");
    }
    if (!writable) {
      return Finding.note(
          text + ", but this directory is not writable", "give --output a writable directory");
    }
    return Finding.ok(text);
  }
}
