package io.noisette.noising.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Builds jars of plug-ins from source, as their authors would. Equal sources make equal bytes. */
public final class PluginJar {

  /** The file of a jar that names its factories. */
  public static final String SERVICE_FILE =
      "META-INF/services/io.noisette.noising.spi.NoisingFunctionFactory";

  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  private PluginJar() {}

  /**
   * Writes the jar of a plug-in of one factory, and the directories above it.
   *
   * @param className of the factory, with its package
   */
  public static void write(Path jar, String className, String source) throws IOException {
    Map<String, byte[]> entries = compile(className, source);
    entries.put(SERVICE_FILE, (className + "\n").getBytes(StandardCharsets.UTF_8));
    write(jar, entries);
  }

  /** Writes a jar of these files, by their paths in it. */
  public static void write(Path jar, Map<String, byte[]> entries) throws IOException {
    Files.createDirectories(jar.getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> file : new TreeMap<>(entries).entrySet()) {
        JarEntry entry = new JarEntry(file.getKey());
        entry.setTimeLocal(TIME);
        out.putNextEntry(entry);
        out.write(file.getValue());
      }
    }
  }

  /** The class files of a source, compiled against the class path of the test, by their paths. */
  public static Map<String, byte[]> compile(String className, String source) throws IOException {
    Path directory = Files.createTempDirectory("plug-in");
    Path file = directory.resolve(className.replaceFirst(".*\\.", "") + ".java");
    Files.writeString(file, source);
    compile(file, directory);
    Files.delete(file);
    Map<String, byte[]> classes = new TreeMap<>();
    for (Path path : filesBelow(directory)) {
      if (Files.isRegularFile(path)) {
        String name = directory.relativize(path).toString().replace('\\', '/');
        classes.put(name, Files.readAllBytes(path));
      }
      Files.delete(path);
    }
    return classes;
  }

  private static void compile(Path source, Path directory) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    String classPath = System.getProperty("java.class.path");
    String[] options = {
      "-proc:none", "-cp", classPath, "-d", directory.toString(), source.toString()
    };
    if (ToolProvider.getSystemJavaCompiler().run(null, null, errors, options) != 0) {
      throw new AssertionError(errors.toString(StandardCharsets.UTF_8));
    }
  }

  /** Deepest first. */
  private static List<Path> filesBelow(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.sorted((one, other) -> other.compareTo(one)).toList();
    }
  }
}
