package io.noisette.seq2seq.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sources of all pairs of the files that an option names, as text, in the order in which {@link
 * PairEncoding} reads them.
 */
public final class PairSources implements AutoCloseable {

  private final List<Path> files;
  private final PairFileFormat format;
  private final PairFileSettings settings;
  private int next;
  private @Nullable PairReader reader;

  /**
   * Creates the sources, without opening a file.
   *
   * @param option option that names the files, such as {@code --train}, for messages
   */
  public PairSources(
      String option, List<Path> files, PairFileFormat format, PairFileSettings settings)
      throws IOException {
    this.files = List.copyOf(files);
    this.format = format.settle(option, files);
    this.settings = settings;
  }

  /** Returns the next source, or null after the last one. Bad rows are skipped. */
  public @Nullable String read() throws IOException {
    while (reader != null || next < files.size()) {
      PairReader open = reader == null ? openNext() : reader;
      TextPair pair = open.read();
      if (pair != null) {
        return pair.source();
      }
      close();
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  private PairReader openNext() throws IOException {
    List<Path> set = files.subList(next, next + format.getFilesPerSet());
    next += format.getFilesPerSet();
    reader = PairReader.open(set, format, settings, new BadRowCount());
    return reader;
  }
}
