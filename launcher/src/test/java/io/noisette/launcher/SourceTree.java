package io.noisette.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The modules of the build and their main packages, read from POMs and source files. */
final class SourceTree {

  private static final Path ROOT = Path.of("..");
  private static final Pattern MODULE = Pattern.compile("<module>([\\w-]+)</module>");
  private static final Pattern USE =
      Pattern.compile(
          "<dependency><groupId>io.noisette</groupId><artifactId>([\\w-]+)</artifactId>"
              + "(?:<scope>test</scope>)?</dependency>");
  private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
  private static final Pattern INLINE_TAG = Pattern.compile("\\{@(\\w+) (?:[\\w.]+\\.)?([^}]+)\\}");

  private SourceTree() {}

  /** Returns the modules that every build has, in the order of the POM. */
  static List<String> modules() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    return find(MODULE, pom.substring(0, pom.indexOf("</modules>")));
  }

  /** Returns the modules that a module names as dependencies, in the order of its POM. */
  static List<String> uses(String module) throws IOException {
    return find(USE, Files.readString(ROOT.resolve(module).resolve("pom.xml")));
  }

  /** Returns the source files of each main package, without its package-info, by directory. */
  static SortedMap<Path, List<Path>> packages() throws IOException {
    SortedMap<Path, List<Path>> packages = new TreeMap<>();
    for (String module : modules()) {
      Path main = ROOT.resolve(module).resolve("src/main/java");
      if (Files.isDirectory(main)) {
        try (Stream<Path> files = Files.walk(main)) {
          packages.putAll(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .filter(file -> !file.endsWith("package-info.java"))
                  .collect(Collectors.groupingBy(Path::getParent)));
        }
      }
    }
    return packages;
  }

  /** Returns the first sentence of each package's Javadoc by package name; empty if it has none. */
  static Map<String, String> sentences() throws IOException {
    Map<String, String> sentences = new TreeMap<>();
    for (Path directory : packages().keySet()) {
      Path file = directory.resolve("package-info.java");
      sentences.put(name(directory), Files.exists(file) ? sentence(Files.readString(file)) : "");
    }
    return sentences;
  }

  private static String sentence(String source) {
    List<String> comments = find(JAVADOC, source);
    if (comments.isEmpty()) {
      return "";
    }
    String text = comments.get(0).replaceAll("\\s*\\n\\s*\\*?\\s*", " ").strip();
    text = INLINE_TAG.matcher(text).replaceAll("`$2`");
    return text.split("(?<=\\.) ", 2)[0];
  }

  private static String name(Path directory) {
    String path = directory.toString().replace('\\', '/');
    return path.substring(path.indexOf("io/noisette")).replace('/', '.');
  }

  private static List<String> find(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
