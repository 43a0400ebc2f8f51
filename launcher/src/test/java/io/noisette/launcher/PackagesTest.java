package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Packages that a reader can take in: small, with a description, each type name used once. */
class PackagesTest {

  private static final int MOST_FILES = 30; // package-info.java among them

  @Test
  void noPackageHasMoreThan30Files() throws IOException {
    List<String> large = new ArrayList<>();
    SourceTree.packages()
        .forEach(
            (directory, files) -> {
              if (files.size() + 1 > MOST_FILES) {
                large.add(directory + ": " + (files.size() + 1));
              }
            });
    assertEquals(List.of(), large);
  }

  @Test
  void everyPackageSaysWhatItHolds() throws IOException {
    Map<String, String> sentences = SourceTree.sentences();
    assertTrue(sentences.containsKey("io.noisette.model.layer"), sentences::toString);
    sentences.forEach((name, sentence) -> assertTrue(sentence.endsWith("."), name));
  }

  @Test
  void noNameOfATopLevelTypeOccursTwice() throws IOException {
    Map<String, Path> first = new HashMap<>();
    List<String> twice = new ArrayList<>();
    for (List<Path> files : SourceTree.packages().values()) {
      for (Path file : files) {
        Path other = first.put(String.valueOf(file.getFileName()), file);
        if (other != null) {
          twice.add(file + " and " + other);
        }
      }
    }
    assertEquals(List.of(), twice);
  }
}
