package io.noisette.parity;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.parity.golden.AdamWParity;
import io.noisette.parity.golden.BartGenerationParity;
import io.noisette.parity.golden.BartParity;
import io.noisette.parity.golden.ClassifierParity;
import io.noisette.parity.golden.GatesParity;
import io.noisette.parity.golden.QuestionAnsweringParity;
import io.noisette.safetensors.Dtype;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.safetensors.SafetensorsWriter;
import io.noisette.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reference files one of whose inputs has another shape than it should. */
final class ReferenceShapesTest {

  /** Number of inputs of a case that are tried: an optimizer has hundreds, all of one kind. */
  private static final int MOST_INPUTS = 8;

  @TempDir private Path directory;

  private int tried;

  @Test
  void anInputOfAnotherShapeIsNamedOrFails() throws IOException {
    Map<String, ParityKind> kinds =
        Map.of(
            "bert-classification", new ClassifierParity(),
            "bart", new BartParity(),
            "bart-generation", new BartGenerationParity(),
            "bart-question-answering", new QuestionAnsweringParity(),
            "gtrxl-gates", new GatesParity(),
            "optim-adamw", new AdamWParity());
    for (Map.Entry<String, ParityKind> entry : kinds.entrySet()) {
      damageEachInput(SharedFiles.find("golden/" + entry.getKey()), entry.getValue());
    }
    assertTrue(tried > 20, "only " + tried);
  }

  private void damageEachInput(Path golden, ParityKind kind) throws IOException {
    try (GoldenFile file = GoldenFile.open(golden)) {
      GoldenCase first =
          file.getCases().values().stream()
              .filter(it -> !it.getInputNames().isEmpty() && !it.getResultNames().isEmpty())
              .findFirst()
              .orElseThrow();
      for (String input : first.getInputNames().stream().limit(MOST_INPUTS).toList()) {
        for (long[] shape : otherShapes(first.getInput(input).getShape())) {
          Path damaged = write(golden, first, input, shape);
          String what = golden + " " + input + " " + Arrays.toString(shape);
          tried++;
          ParityReport report =
              new ParityCheck(Map.of(file.getKind(), kind), Map.of()).check(damaged);
          assertFalse(report.holds(), what);
          if (report.damage() != null) {
            String message = String.valueOf(report.damage().getMessage());
            assertTrue(message.contains("input/"), what + ": " + message);
            assertTrue(message.contains("cases.safetensors"), what + ": " + message);
          }
        }
      }
    }
  }

  /** Returns a flat shape, a transposed one, and one without the last row. */
  private static List<long[]> otherShapes(long[] shape) {
    List<long[]> others = new ArrayList<>();
    if (shape.length == 2) {
      others.add(new long[] {shape[0] * shape[1]});
      if (shape[0] != shape[1]) {
        others.add(new long[] {shape[1], shape[0]});
      }
    }
    if (shape.length > 0 && shape[0] > 1) {
      long[] fewer = shape.clone();
      fewer[0]--;
      others.add(fewer);
    }
    return others;
  }

  /** Writes a directory with one case, one input of which has another shape. */
  private Path write(Path golden, GoldenCase original, String input, long[] shape)
      throws IOException {
    Path damaged = Files.createDirectories(directory.resolve("golden-" + tried));
    try (Stream<Path> files = Files.list(golden)) {
      for (Path file : files.filter(it -> !it.endsWith("cases.safetensors")).toList()) {
        Files.copy(file, damaged.resolve(file.getFileName().toString()));
      }
    }
    SafetensorsWriter writer = new SafetensorsWriter();
    original.getFile().getTensors().getMetadata().forEach(writer::metadata);
    for (String name : original.getFile().getTensors().getNames()) {
      if (name.startsWith(original.getName() + "/")) {
        boolean isChanged = name.equals(original.getName() + "/input/" + input);
        SafetensorsTensor tensor = original.getFile().getTensors().getTensor(name);
        add(writer, tensor, isChanged ? shape : tensor.getShape());
      }
    }
    writer.write(damaged.resolve("cases.safetensors"));
    return damaged;
  }

  private static void add(SafetensorsWriter writer, SafetensorsTensor tensor, long[] shape) {
    int count = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
    if (tensor.getDtype() == Dtype.I64) {
      writer.longs(tensor.getName(), shape, () -> Arrays.copyOf(tensor.toLongs(), count));
    } else {
      writer.floats(tensor.getName(), shape, () -> Arrays.copyOf(tensor.toFloats(), count));
    }
  }
}
