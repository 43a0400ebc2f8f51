package io.noisette.seq2seq.data;

import io.noisette.generate.target.BadRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reading of pairs without encoding them. */
public final class PairFiles {

  private PairFiles() {}

  /** Reads all pairs of a file, or of two parallel ones; bad rows are refused. */
  public static void read(PairFileFormat format, List<Path> files) throws IOException {
    BadRowCount bad = new BadRowCount();
    try (PairReader reader = PairReader.open(files, format, PairFileSettings.DEFAULT, bad)) {
      long rows = 0;
      while (reader.read() != null) {
        rows++;
      }
      bad.judge(BadRows.SKIP, rows, warning -> {});
    }
  }
}
