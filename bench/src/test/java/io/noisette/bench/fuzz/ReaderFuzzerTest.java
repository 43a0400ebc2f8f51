package io.noisette.bench.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code fuzz.sh} starts works: each reader takes its good file, and refuses rubbish. */
class ReaderFuzzerTest {

  private static final Path READERS =
      Path.of("src/main/java/io/noisette/bench/fuzz/FuzzedFiles.java");
  private static final Pattern READER = Pattern.compile("(?m)^ *case \"(.*)\" ->"); // of fuzz.sh

  /** The beginning of a JSON object. */
  private static final String CUT = "{\"\u0000\": [";

  @TempDir private Path work;

  static List<String> readers() throws IOException {
    return READER
        .matcher(Files.readString(READERS))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  @Test
  void thereAreReaders() throws IOException {
    assertTrue(readers().size() > 30, "fuzz.sh would find " + readers());
  }

  @ParameterizedTest
  @MethodSource("readers")
  void takesItsGoodFileAndNamesWhatItRefuses(String reader) throws IOException {
    String directory = work.resolve("files").toString();
    Path seeds = work.resolve("seeds");

    ReaderFuzzer.main(new String[] {reader, directory, seeds.toString()});
    ReaderFuzzer.fuzzerInitialize(new String[] {reader, directory});

    String good = Files.readString(seeds.resolve("good"), ISO_8859_1);
    assertFalse(good.isEmpty());
    ReaderFuzzer.fuzzerTestOneInput(CUT.getBytes(UTF_8));
    ReaderFuzzer.fuzzerTestOneInput(new byte[0]);
    boolean isLog = reader.equals("metrics"); // whose last line a killed process may have cut
    if (good.startsWith("{") && !isLog) {
      FuzzedFile file = FuzzedFiles.create(reader, work.resolve("json"));
      Files.writeString(file.path(), CUT);
      assertThrows(RuntimeException.class, file.reading()::read);
    }
  }

  @Test
  void anUnknownReaderIsRefused() {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ReaderFuzzer.fuzzerInitialize(new String[] {"none", work.toString()}));
    assertEquals("unknown reader none", e.getMessage());
  }
}
