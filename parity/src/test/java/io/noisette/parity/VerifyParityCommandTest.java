package io.noisette.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.command.OutputFormat;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.safetensors.SafetensorsWriter;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyParityCommandTest {

  private static final long[] PAIR = {2};

  private final RecordingConsole console = new RecordingConsole();

  @TempDir Path directory;

  @Test
  void numbersThatHoldExitWithZero() throws IOException {
    writeGolden("doubling", 2, 4);
    assertEquals(0, verify(doubling(0), OutputFormat.TEXT));
    List<String> lines = console.text().lines().toList();
    assertEquals(directory + ": kind doubling", lines.get(0));
    assertEquals(
        List.of("case", "tensor", "shape", "absolute", "relative", "verdict"), cells(lines.get(1)));
    assertEquals(
        List.of("one", "expected/y", "[2]", "0.00e+00", "0.00e+00", "ok"), cells(lines.get(2)));
    assertEquals(3, lines.size());
  }

  @Test
  void aNumberTooFarExitsWithOne() throws IOException {
    writeGolden("doubling", 2, 4);
    assertEquals(1, verify(doubling(1e-3), OutputFormat.TEXT));
    assertTrue(
        console.text().contains("1.00e-03  2.50e-04  FAIL: difference too large"), console.text());
  }

  @Test
  void notANumberFailsEvenIfExpected() throws IOException {
    writeGolden("doubling", 2, Float.NaN);
    assertEquals(1, verify(doubling(Double.NaN), OutputFormat.TEXT));
    assertTrue(console.text().contains("FAIL: NaN or infinite"), console.text());
  }

  @Test
  void infinityFailsEvenIfExpected() throws IOException {
    writeGolden("doubling", Float.POSITIVE_INFINITY, 4);
    assertEquals(1, verify(doubling(Double.POSITIVE_INFINITY), OutputFormat.TEXT));
    assertTrue(console.text().contains("FAIL: NaN or infinite"), console.text());
  }

  @Test
  void aMissingTensorFails() throws IOException {
    writeGolden("doubling", 2, 4);
    assertEquals(1, verify(Map.of("doubling", golden -> Map.of()), OutputFormat.TEXT));
    assertTrue(console.text().contains("FAIL: missing"), console.text());
  }

  @Test
  void referenceValuesOfAShapeThatDoesNotFitTheCaseAreCorrupt() throws IOException {
    writeGolden("doubling", 2, 4);
    for (long[] shape : new long[][] {{}, {1}, {3}, {2, 1}, {1, 2}}) {
      ParityKind other = golden -> Map.of("expected/y", zeros(shape));
      CorruptDataException thrown =
          assertThrows(
              CorruptDataException.class,
              () -> verify(Map.of("doubling", other), OutputFormat.TEXT));
      assertEquals(
          directory.resolve("cases.safetensors")
              + ": tensor one/expected/y has the shape [2], but the inputs of the case give "
              + Arrays.toString(shape),
          thrown.getMessage());
    }
  }

  @Test
  void casesAfterOneThatCannotBeComputedAreComparedToo() throws IOException {
    new SafetensorsWriter()
        .metadata("kind", "doubling")
        .metadata("cases", "{\"bad\": {}, \"one\": {}}")
        .floats("bad/input/x", new long[] {1}, () -> new float[] {1})
        .floats("bad/expected/y", PAIR, () -> new float[] {2, 4})
        .floats("one/input/x", PAIR, () -> new float[] {1, 2})
        .floats("one/expected/y", PAIR, () -> new float[] {2, 4})
        .write(directory.resolve("cases.safetensors"));
    assertThrows(CorruptDataException.class, () -> verify(doubling(0), OutputFormat.TEXT));
    String text = console.text();
    assertTrue(text.contains("FAIL: " + directory.resolve("cases.safetensors")), text);
    assertTrue(text.lines().anyMatch(line -> line.startsWith("one ") && line.endsWith("ok")), text);
    assertTrue(console.messages().toString().contains("1 of 2 tensors differ"));
  }

  @Test
  void aWidthThatIsAResultMayDiffer() throws IOException {
    writeGolden("doubling", 2, 4);
    ParityKind longer = golden -> Map.of("expected/y", zeros(new long[] {3}).withComputedWidth());
    assertEquals(1, verify(Map.of("doubling", longer), OutputFormat.TEXT));
    assertTrue(console.text().contains("FAIL: the computed shape is [3]"), console.text());
    ParityKind rows = golden -> Map.of("expected/y", zeros(new long[] {1, 2}).withComputedWidth());
    assertThrows(
        CorruptDataException.class, () -> verify(Map.of("doubling", rows), OutputFormat.TEXT));
  }

  @Test
  void anUnknownKindFailsAndNamesTheKnownOnes() throws IOException {
    writeGolden("halving", 2, 4);
    assertEquals(1, verify(doubling(0), OutputFormat.TEXT));
    assertTrue(
        console.text().contains("FAIL: unknown kind of reference values; supported: doubling"),
        console.text());
  }

  @Test
  void tensorsOfAnUnknownKindMayHaveAnyName() throws IOException {
    new SafetensorsWriter()
        .metadata("kind", "halving")
        .metadata("cases", "{}")
        .floats("one/gradient/y", PAIR, () -> new float[] {1, 2})
        .write(directory.resolve("cases.safetensors"));
    assertEquals(1, verify(doubling(0), OutputFormat.TEXT));
    assertTrue(console.text().contains("FAIL: unknown kind of reference values"), console.text());
  }

  @Test
  void jsonHasOneObjectADirectory() throws IOException {
    writeGolden("doubling", 2, 4);
    verify(doubling(1e-3), OutputFormat.JSON);
    JsonObject report = JsonParser.parseString(console.text()).getAsJsonObject();
    JsonObject row = report.getAsJsonArray("tensors").get(0).getAsJsonObject();
    assertEquals("fail", row.get("verdict").getAsString());
    assertEquals(1e-3, row.get("absolute").getAsDouble(), 1e-9);
    assertEquals("[2]", row.get("shape").toString());
  }

  @Test
  void aDirectoryWithoutGoldenValuesIsTheUsersToMend() {
    assertThrows(UsageException.class, () -> verify(doubling(0), OutputFormat.TEXT));
  }

  @Test
  void metadataThatAreNotWhatTheyShouldBeAreCorrupt() throws IOException {
    Path path = directory.resolve("cases.safetensors");
    for (String cases : List.of("[1]", "{", "{\"one\":3}", "\u0000", "[[[[[[[[")) {
      new SafetensorsWriter().metadata("kind", "doubling").metadata("cases", cases).write(path);
      assertThrows(CorruptDataException.class, () -> verify(doubling(0), OutputFormat.TEXT), cases);
    }
    new SafetensorsWriter().metadata("cases", "{}").write(path);
    assertThrows(CorruptDataException.class, () -> verify(doubling(0), OutputFormat.TEXT));
    Files.write(path, new byte[100]);
    assertThrows(CorruptDataException.class, () -> verify(doubling(0), OutputFormat.TEXT));
  }

  private static ParityTensor zeros(long[] shape) {
    long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return ParityTensor.ofDoubles(shape, new double[Math.toIntExact(size)]);
  }

  private int verify(Map<String, ParityKind> kinds, OutputFormat format) throws IOException {
    var settings = new VerifyParityConfig(List.of(directory), format);
    return new VerifyParityCommand(kinds, Map.of()).execute(settings, console);
  }

  /** A kind that doubles its input and adds an error to the last element. */
  private static Map<String, ParityKind> doubling(double error) {
    return Map.of(
        "doubling",
        golden -> {
          float[] x = golden.getInput("x").toFloats();
          double[] y = {2 * x[0], 2 * x[1] + error};
          return Map.of("expected/y", ParityTensor.ofDoubles(PAIR, y));
        });
  }

  private void writeGolden(String kind, float first, float second) throws IOException {
    new SafetensorsWriter()
        .metadata("kind", kind)
        .metadata("cases", "{\"one\": {}}")
        .floats("one/input/x", PAIR, () -> new float[] {1, 2})
        .floats("one/expected/y", PAIR, () -> new float[] {first, second})
        .write(directory.resolve("cases.safetensors"));
  }

  private static List<String> cells(String line) {
    return List.of(line.split(" {2,}", -1));
  }
}
