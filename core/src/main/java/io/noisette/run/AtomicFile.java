package io.noisette.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Text file that appears, or replaces an older one, when it is complete. A device or pipe gets each
 * text as soon as it is written.
 */
public final class AtomicFile implements AutoCloseable {

  private final Path place;
  private final Path written;
  private final BufferedWriter out;

  private AtomicFile(Path place, Path written) throws IOException {
    this.place = place;
    this.written = written;
    out = Files.newBufferedWriter(written);
  }

  /** Begins a file; symbolic links are followed. */
  public static AtomicFile create(Path file) throws IOException {
    Path place = OutputPlace.follow(file);
    boolean isStream = Files.exists(place) && !Files.isRegularFile(place);
    return new AtomicFile(place, isStream ? place : DurableFiles.temporarySibling(place));
  }

  /** Writes a text and flushes it to the operating system. */
  public void write(String text) throws IOException {
    try {
      out.write(text);
      out.flush();
    } catch (IOException e) {
      throw DurableFiles.name(place, e);
    }
  }

  /** Puts the complete file into its place; without this call, {@link #close} discards it. */
  public void commit() throws IOException {
    out.close();
    if (!written.equals(place)) {
      DurableFiles.force(written, StandardOpenOption.WRITE);
      if (!DurableFiles.tryToMove(written, place)) { // the place is a mounted file
        Files.copy(written, place, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
    if (!written.equals(place)) {
      Files.deleteIfExists(written);
    }
  }
}
