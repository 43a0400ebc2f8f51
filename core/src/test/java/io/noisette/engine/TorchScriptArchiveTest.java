package io.noisette.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The file that libtorch loads; that it does, {@link KernelsTest} shows. */
final class TorchScriptArchiveTest {

  @Test
  void itHasTheSourceAndWhatLibtorchAsksFor() throws IOException {
    Map<String, byte[]> entries = entries(TorchScriptArchive.of("Ops", "class Ops", Map.of()));
    assertEquals(
        Set.of(
            "kernels/data.pkl",
            "kernels/code/__torch__.py",
            "kernels/constants.pkl",
            "kernels/version",
            "kernels/byteorder"),
        entries.keySet());
    assertEquals("class Ops", text(entries, "kernels/code/__torch__.py"));
    assertEquals("10\n", text(entries, "kernels/version"));
    assertEquals("little", text(entries, "kernels/byteorder"));
  }

  /** As {@code pickletools.dis} lists them: an object of the class, and its state. */
  @Test
  void constantsArePickledInTheOrderGiven() throws IOException {
    Map<String, Object> constants = new LinkedHashMap<>();
    constants.put("n", 258);
    constants.put("on", true);
    constants.put("x", 1.0);
    constants.put("s", "gru");
    byte[] pickled = entries(TorchScriptArchive.of("Ops", "", constants)).get("kernels/data.pkl");
    String expected =
        "\u0080\u0002c__torch__\nOps\n)\u0081}("
            + "X\1\0\0\0nJ\2\1\0\0"
            + "X\2\0\0\0on\u0088"
            + "X\1\0\0\0xG?\u00f0\0\0\0\0\0\0"
            + "X\1\0\0\0sX\3\0\0\0gru"
            + "ub.";
    assertArrayEquals(expected.getBytes(StandardCharsets.ISO_8859_1), pickled);
  }

  @Test
  void aConstantOfAnotherTypeIsAnError() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> TorchScriptArchive.of("Ops", "", Map.of("name", 1L)));
    assertTrue(e.getMessage().contains("Long"), e.getMessage());
  }

  private static String text(Map<String, byte[]> entries, String name) {
    return new String(entries.get(name), StandardCharsets.UTF_8);
  }

  private static Map<String, byte[]> entries(byte[] archive) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }
}
