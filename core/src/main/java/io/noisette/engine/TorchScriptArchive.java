package io.noisette.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Zip archive with TorchScript source that libtorch can load and compile.
 *
 * <p>The archive has no tensors: parameters are arguments of the kernels. Attributes are the
 * constants of the module, pickled by hand in the five opcodes that they need.
 */
final class TorchScriptArchive {

  private static final int PICKLE_PROTOCOL = 2;

  // The oldest file version whose operators behave as today's; lower ones are upgraded on load.
  private static final String FILE_VERSION = "10\n";

  private TorchScriptArchive() {}

  /**
   * @param className the class that {@code source} defines
   * @param attributes values of its attributes ({@link Integer}, {@link Double}, {@link Boolean} or
   *     {@link String}), in the order in which the class declares them
   */
  static byte[] of(String className, String source, Map<String, Object> attributes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      store(zip, "data.pkl", pickledObject(className, attributes));
      store(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      store(zip, "constants.pkl", new byte[] {(byte) 0x80, PICKLE_PROTOCOL, ')', '.'});
      store(zip, "version", FILE_VERSION.getBytes(StandardCharsets.US_ASCII));
      store(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // cannot happen in memory
    }
    return bytes.toByteArray();
  }

  private static byte[] pickledObject(String className, Map<String, Object> attributes)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x80, PICKLE_PROTOCOL});
    out.write(("c__torch__\n" + className + "\n").getBytes(StandardCharsets.US_ASCII));
    out.write(
        new byte[] {')', (byte) 0x81, '}', '('}); // new object, its state: a marked dictionary
    for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
      out.write(pickled(attribute.getKey()));
      out.write(pickled(attribute.getValue()));
    }
    out.write(new byte[] {'u', 'b', '.'});
    return out.toByteArray();
  }

  private static byte[] pickled(Object value) {
    if (value instanceof Boolean flag) {
      return new byte[] {(byte) (flag ? 0x88 : 0x89)};
    }
    if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return littleEndian(5 + bytes.length).put((byte) 'X').putInt(bytes.length).put(bytes).array();
    }
    if (value instanceof Integer number) {
      return littleEndian(5).put((byte) 'J').putInt(number).array();
    }
    if (value instanceof Double number) {
      return ByteBuffer.allocate(9).put((byte) 'G').putDouble(number).array();
    }
    throw new IllegalArgumentException(
        "the value of a TorchScript attribute must be a boolean, a string, an int or a double, not"
            + " of type "
            + value.getClass());
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry("kernels/" + name);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
