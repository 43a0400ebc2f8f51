package io.noisette.corpus;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writer of one data file and its index file. Sentence lengths and document offsets are kept in two
 * temporary files until the end, so memory does not grow.
 */
final class ShardWriter implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final String name;
  private final Path directory;
  private final byte type;
  private final OutputStream data;
  private final OutputStream lengths;
  private final OutputStream offsets;
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long documents;
  private long sentences;
  private long tokens;
  private long openSentences; // number of sentences of the document being written

  ShardWriter(Path directory, String name, byte type) throws IOException {
    this.directory = directory;
    this.name = name;
    this.type = type;
    data = create(name + ".bin");
    lengths = create(name + ".lengths");
    offsets = create(name + ".offsets");
    writeLong(offsets, 0);
  }

  void addSentence(int[] ids) throws IOException {
    int width = IndexFormat.getBytes(type);
    ByteBuffer bytes = ByteBuffer.allocate(ids.length * width).order(ByteOrder.LITTLE_ENDIAN);
    for (int id : ids) {
      if (type == IndexFormat.TYPE_UNSIGNED_SHORT) {
        bytes.putShort((short) id);
      } else {
        bytes.putInt(id);
      }
    }
    data.write(bytes.array());
    writeInt(lengths, ids.length);
    tokens += ids.length;
    openSentences++;
  }

  /** Ends the current document, which is dropped if it has no sentences. */
  void endDocument() throws IOException {
    if (openSentences > 0) {
      sentences += openSentences;
      openSentences = 0;
      documents++;
      writeLong(offsets, sentences);
    }
  }

  long getTokens() {
    return tokens;
  }

  /** Writes the index file and deletes the temporary files. */
  CorpusManifest.Shard finish() throws IOException {
    close();
    Path lengthsFile = directory.resolve(name + ".lengths");
    Path offsetsFile = directory.resolve(name + ".offsets");
    try (OutputStream index = create(name + ".idx")) {
      index.write(IndexFormat.MAGIC);
      writeLong(index, IndexFormat.VERSION);
      index.write(type);
      writeLong(index, sentences);
      writeLong(index, documents + 1);
      Files.copy(lengthsFile, index);
      writePositions(lengthsFile, index);
      Files.copy(offsetsFile, index);
    }
    Files.delete(lengthsFile);
    Files.delete(offsetsFile);
    return new CorpusManifest.Shard(name, documents, sentences, tokens);
  }

  @Override
  public void close() throws IOException {
    data.close();
    lengths.close();
    offsets.close();
  }

  private void writePositions(Path lengthsFile, OutputStream index) throws IOException {
    int width = IndexFormat.getBytes(type);
    long position = 0;
    try (InputStream file = Files.newInputStream(lengthsFile);
        DataInputStream in = new DataInputStream(new BufferedInputStream(file, BUFFER_BYTES))) {
      for (long i = 0; i < sentences; i++) {
        writeLong(index, position);
        position += (long) width * Integer.reverseBytes(in.readInt());
      }
    }
  }

  private OutputStream create(String file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(directory.resolve(file)), BUFFER_BYTES);
  }

  private void writeInt(OutputStream out, int value) throws IOException {
    out.write(number.putInt(0, value).array(), 0, Integer.BYTES);
  }

  private void writeLong(OutputStream out, long value) throws IOException {
    out.write(number.putLong(0, value).array(), 0, Long.BYTES);
  }
}
