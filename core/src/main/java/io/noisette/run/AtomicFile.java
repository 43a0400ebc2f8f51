package io.noisette.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Text file that appears, or replaces an older one, when it is complete. A device or pipe gets each
 * text as soon as it is written, as does a file in a directory that cannot be written.
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
    try {
      return new AtomicFile(
          place,
          DurableFiles.isWrittenInPlace(place) ? place : DurableFiles.temporarySibling(place));
    } catch (IOException e) {
      throw DurableFiles.name(place, e);
    }
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
    try {
      out.close();
      if (!written.equals(place)) {
        DurableFiles.force(written, StandardOpenOption.WRITE);
        if (!DurableFiles.tryToMove(written, place)) {
          overwrite();
        }
      }
    } catch (IOException e) {
      throw DurableFiles.name(place, e);
    }
  }

  /** Fills a file that can only be written, such as a mount point. */
  private void overwrite() throws IOException {
    try (OutputStream to =
        Files.newOutputStream(
            place, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      Files.copy(written, to);
    }
    DurableFiles.force(place, StandardOpenOption.WRITE);
  }

  @Override
  public void close() throws IOException {
    try {
      out.close(); // which fails on a full disk
    } finally {
      if (!written.equals(place)) {
        Files.deleteIfExists(written);
      }
    }
  }
}
