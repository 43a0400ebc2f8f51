package io.noisette.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedDirectoriesTest {

  @TempDir private Path directory;

  @Test
  void everySeedIsFoundAgain() throws IOException {
    List<Long> seeds = List.of(Long.MIN_VALUE, -5L, 0L, 1L, Long.MAX_VALUE);
    for (long seed : seeds) {
      Files.createDirectory(SeedDirectories.ofSeed(directory, seed));
    }
    for (String other : List.of("seed-", "seed-x", "seed-9999999999999999999", "seed-1.json")) {
      Files.createDirectory(directory.resolve(other));
    }
    assertEquals(seeds, List.copyOf(new TreeSet<>(SeedDirectories.findSeeds(directory))));
  }
}
