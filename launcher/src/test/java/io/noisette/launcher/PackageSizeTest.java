package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package that can be read at a glance has at most 30 files, its package-info among them. */
class PackageSizeTest {

  private static final int MOST = 30;

  @Test
  void noMainPackageHasMoreFiles() throws IOException {
    Map<Path, List<Path>> packages = SourceTree.packages();
    assertTrue(packages.size() > 50, "packages are missing");
    assertEquals(List.of(), findLarge(packages));
  }

  /** The check itself finds what it looks for. */
  @Test
  void oneMoreFileIsFound(@TempDir Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 1; i < MOST; i++) {
      files.add(directory.resolve("File" + i + ".java"));
    }
    Files.createFile(directory.resolve("package-info.java"));
    assertEquals(List.of(), findLarge(Map.of(directory, files)));
    files.add(directory.resolve("OneMore.java"));
    assertEquals(List.of(directory + ": 31 files"), findLarge(Map.of(directory, files)));
  }

  private static List<String> findLarge(Map<Path, List<Path>> packages) {
    return packages.entrySet().stream()
        .map(each -> Map.entry(each.getKey(), countFiles(each.getKey(), each.getValue())))
        .filter(each -> each.getValue() > MOST)
        .map(each -> each.getKey() + ": " + each.getValue() + " files")
        .toList();
  }

  private static int countFiles(Path directory, List<Path> classes) {
    return classes.size() + (Files.exists(directory.resolve("package-info.java")) ? 1 : 0);
  }
}
