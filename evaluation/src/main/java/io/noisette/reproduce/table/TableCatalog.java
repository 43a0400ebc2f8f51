package io.noisette.reproduce.table;

import io.noisette.failure.UsageException;
import io.noisette.settings.HomeDirectory;
import io.noisette.settings.Suggestion;
import io.noisette.settings.YamlSection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Catalog of the tables that can be reproduced: built-in YAML files, and files of the user. */
public final class TableCatalog {

  private static final String DIRECTORY = "/io/noisette/reproduce/tables";
  private static final String ENDING = ".yaml";

  private TableCatalog() {}

  /** Returns the names of the built-in tables, sorted. */
  public static List<String> names() {
    URL directory = TableCatalog.class.getResource(DIRECTORY);
    if (directory == null) {
      throw new IllegalStateException(
          "the built-in tables are missing from the class path: build or install Noisette again");
    }
    try {
      return (directory.getProtocol().equals("jar") ? inJar(directory) : inDirectory(directory))
          .stream()
              .map(file -> file.substring(file.lastIndexOf('/') + 1))
              .filter(file -> file.endsWith(ENDING))
              .map(file -> file.substring(0, file.length() - ENDING.length()))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads the definition of a table, given the name of a built-in one or the path of a YAML file.
   *
   * @param name name of a built-in table, or the path of a file that ends with .yaml
   */
  public static PaperTable read(String name) throws IOException {
    if (name.endsWith(ENDING)) {
      Path file = HomeDirectory.require("TABLE", name);
      String given = String.valueOf(file.getFileName());
      String table = given.substring(0, given.length() - ENDING.length());
      if (table.isEmpty() || table.startsWith(".")) { // it names files of the output
        throw new UsageException(
            "TABLE %s: the name of its file must not begin with a dot".formatted(name));
      }
      return TableFile.read(table, YamlSection.read(file));
    }
    List<String> names = names();
    if (!names.contains(name)) {
      throw new UsageException(
          "TABLE must be one of %s, or a file that ends with .yaml, not '%s'%s"
              .formatted(String.join(", ", names), name, Suggestion.forTypo(name, names)));
    }
    return readResource(name);
  }

  /** Reads the definition of a built-in table. */
  public static PaperTable readResource(String name) {
    String file = DIRECTORY + "/" + name + ENDING;
    return TableFile.read(name, YamlSection.readResource(TableCatalog.class, file));
  }

  private static List<String> inJar(URL directory) throws IOException {
    URLConnection connection = directory.openConnection();
    connection.setUseCaches(false); // allows closing the file
    JarURLConnection inJar = (JarURLConnection) connection;
    try (JarFile jar = inJar.getJarFile()) {
      String prefix = inJar.getEntryName().replaceFirst("/?$", "/");
      return jar.stream().map(ZipEntry::getName).filter(entry -> entry.startsWith(prefix)).toList();
    }
  }

  private static List<String> inDirectory(URL directory) throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(Path.of(directory.toURI()))) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
