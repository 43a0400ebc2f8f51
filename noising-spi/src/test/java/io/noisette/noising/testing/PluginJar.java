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

/** Builds plug-in jars from source; equal sources give identical bytes. */
public final class PluginJar {

  /** Path in the jar of the file that lists the factories. */
  public static final String SERVICE_FILE =
      "META-INF/services/io.noisette.noising.spi.NoisingFunctionFactory";

  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  private PluginJar() {}

  /**
   * Writes the jar of a plug-in with one factory, and creates its parent directories.
   *
   * @param className fully qualified name of the factory
   * @param source Java source of the factory
   */
  public static void write(Path jar, String className, String source) throws IOException {
    Map<String, byte[]> entries = compile(className, source);
    entries.put(SERVICE_FILE, (className + "\n").getBytes(StandardCharsets.UTF_8));
    write(jar, entries);
  }

  /**
   * Writes a jar.
   *
   * @param entries content of each file, by path in the jar
   */
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

  /**
   * Compiles a source against the class path of the test.
   *
   * @return the class files, by path
   */
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

  /** Returns all paths below a directory, children before parents. */
  private static List<Path> filesBelow(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.sorted((one, other) -> other.compareTo(one)).toList();
    }
  }
}
