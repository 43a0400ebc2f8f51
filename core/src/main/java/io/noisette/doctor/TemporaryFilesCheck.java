package io.noisette.doctor;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Check of the directory of temporary files, into which the tokens and indexes of large data are
 * written.
 */
final class TemporaryFilesCheck implements Check {

  private final Path directory;

  TemporaryFilesCheck(Path directory) {
    this.directory = directory;
  }

  @Override
  public String getName() {
    return "temporary";
  }

  @Override
  public Finding examine() throws IOException {
    boolean writable = DiskCheck.isWritable(directory);
    Finding finding =
        writable
            ? Finding.ok(directory.toString())
            : Finding.note(
                directory
                    + " is not writable, so corpora of millions of sequences, and pairs of"
                    + " texts with millions of tokens, cannot be used",
                "set NOISETTE_JAVA_OPTS=-Djava.io.tmpdir=DIRECTORY to a writable directory for"
                    + " temporary files");
    return finding.with("directory", directory.toString()).with("writable", writable);
  }
}
