package io.noisette.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardTest {

  @TempDir Path directory;

  /** The bytes that Megatron's own writer produces for two documents: [1 2] [3], and [65535]. */
  @Test
  void theLayoutIsMegatrons() throws IOException {
    write(IndexFormat.TYPE_UNSIGNED_SHORT, 65_535);
    String index =
        "4d4d494449445800000100000000000000" // magic, version
            + "08" // uint16
            + "03000000000000000300000000000000" // sequences, document offsets
            + "020000000100000001000000" // lengths
            + "000000000000000004000000000000000600000000000000" // positions
            + "000000000000000002000000000000000300000000000000"; // first sequences
    assertEquals(index, hex("shard.idx"));
    assertEquals("010002000300ffff", hex("shard.bin"));
  }

  @Test
  void widerIdsTakeFourBytes() throws IOException {
    assertEquals(IndexFormat.TYPE_UNSIGNED_SHORT, IndexFormat.getType(65_536));
    assertEquals(IndexFormat.TYPE_INT, IndexFormat.getType(65_537));
    write(IndexFormat.TYPE_INT, 70_000);
    int[] ids = new int[1];
    Shard.open(directory, "shard").read(2, 0, 1, ids, 0);
    assertArrayEquals(new int[] {70_000}, ids);
  }

  @Test
  void entriesThatDoNotFitTheDataAreRefusedBeforeTheyAreUsed() throws IOException {
    int pointers = IndexFormat.HEADER_BYTES + 3 * Integer.BYTES;
    for (int entry = 0; entry < 3; entry++) {
      for (int count : new int[] {-1, 0, 5, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        assertRefused(IndexFormat.HEADER_BYTES + Integer.BYTES * entry, count);
      }
      for (int pointer : new int[] {-2, 1, 2, 1 << 30}) {
        assertRefused(pointers + Long.BYTES * entry, pointer);
      }
    }
    for (int first : new int[] {-1, 4, 1 << 30}) {
      assertRefused(pointers + 3 * Long.BYTES + Long.BYTES, first);
    }
  }

  private void assertRefused(int position, int value) throws IOException {
    write(IndexFormat.TYPE_UNSIGNED_SHORT, 7);
    Path file = directory.resolve("shard.idx");
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(position, value);
    Files.write(file, bytes);
    assertThrows(
        CorruptDataException.class,
        () -> {
          Shard shard = Shard.open(directory, "shard");
          for (int i = 0; i < 3; i++) {
            shard.getTokenCount(i);
          }
          shard.getFirstSentence(1);
        });
  }

  @Test
  void absurdNumbersInTheHeaderAreFound() throws IOException {
    for (int position :
        new int[] {
          0,
          IndexFormat.MAGIC.length,
          IndexFormat.TYPE_POSITION,
          IndexFormat.SEQUENCES_POSITION,
          IndexFormat.DOCUMENTS_POSITION
        }) {
      for (long value : new long[] {-1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 61, 4}) {
        write(IndexFormat.TYPE_UNSIGNED_SHORT, 7);
        Path file = directory.resolve("shard.idx");
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(position, value);
        Files.write(file, bytes);
        String message =
            assertThrows(CorruptDataException.class, () -> Shard.open(directory, "shard"))
                .getMessage();
        assertTrue(message.startsWith(file.toString()), message);
      }
    }
  }

  @Test
  void anyDamageGivesTheRightIdsOrACorruptDataException() throws IOException {
    write(IndexFormat.TYPE_UNSIGNED_SHORT, 7);
    byte[] whole = Files.readAllBytes(directory.resolve("shard.idx"));
    Random random = new Random(3);
    int refused = 0;
    for (int trial = 0; trial < 1000; trial++) {
      byte[] bytes = Arrays.copyOf(whole, whole.length);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      Files.write(
          directory.resolve("shard.idx"),
          Arrays.copyOf(bytes, trial % 3 == 0 ? random.nextInt(bytes.length) : bytes.length));
      try {
        readAll(Shard.open(directory, "shard"));
      } catch (CorruptDataException e) {
        refused++;
      }
    }
    assertTrue(refused > 700, refused + " refused"); // the others hit a byte that said the same
  }

  private void write(byte type, int last) throws IOException {
    try (ShardWriter writer = new ShardWriter(directory, "shard", type)) {
      writer.addSentence(new int[] {1, 2});
      writer.addSentence(new int[] {3});
      writer.endDocument();
      writer.addSentence(new int[] {last});
      writer.endDocument();
      writer.finish();
    }
  }

  private static void readAll(Shard shard) {
    for (long sentence = 0; sentence < shard.getSentences(); sentence++) {
      int count = shard.getTokenCount(sentence);
      if (count < 0 || count > 4) {
        throw shard.corrupt("more tokens than the file has");
      }
      shard.read(sentence, 0, count, new int[4], 0);
    }
  }

  private String hex(String name) throws IOException {
    return HexFormat.of().formatHex(Files.readAllBytes(directory.resolve(name)));
  }
}
