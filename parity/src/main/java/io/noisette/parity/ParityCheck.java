package io.noisette.parity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Computes the tensors of golden directories and compares them with the reference values. */
final class ParityCheck {

  private final Map<String, ParityKind> kinds;

  ParityCheck(Map<String, ParityKind> kinds) {
    this.kinds = new TreeMap<>(kinds);
  }

  ParityReport check(Path directory) throws IOException {
    try (GoldenFile file = GoldenFile.open(directory)) {
      ParityKind kind = kinds.get(file.getKind());
      if (kind == null) {
        return refuse(
            file,
            "unknown kind of reference values; supported: " + String.join(", ", kinds.keySet()));
      }
      List<ParityRow> rows = new ArrayList<>();
      for (GoldenCase goldenCase : file.getCases().values()) {
        rows.addAll(compare(goldenCase, kind));
      }
      return rows.isEmpty()
          ? refuse(file, "no case has an expected tensor")
          : new ParityReport(directory.toString(), file.getKind(), rows, null);
    }
  }

  private static ParityReport refuse(GoldenFile file, String fault) {
    return new ParityReport(file.getDirectory().toString(), file.getKind(), List.of(), fault);
  }

  private static List<ParityRow> compare(GoldenCase goldenCase, ParityKind kind)
      throws IOException {
    Map<String, ParityTensor> expected = new LinkedHashMap<>();
    double gradientMagnitude = 0;
    for (String result : goldenCase.getResultNames()) {
      ParityTensor tensor = goldenCase.getExpected(result);
      expected.put(result, tensor);
      if (Tolerance.isGradient(result)) {
        gradientMagnitude = Math.max(gradientMagnitude, tensor.getMagnitude());
      }
    }
    List<ParityRow> rows = new ArrayList<>();
    if (expected.isEmpty()) {
      return rows;
    }
    Map<String, ParityTensor> actual = CaseComputation.run(goldenCase, kind);
    for (Map.Entry<String, ParityTensor> entry : expected.entrySet()) {
      String result = entry.getKey();
      goldenCase.requireFit(result, actual.get(result));
      Tolerance tolerance =
          Tolerance.of(
              goldenCase.getFile().getKind(),
              result,
              goldenCase.isIds(result),
              entry.getValue().getMagnitude(),
              gradientMagnitude);
      rows.add(
          ParityRow.compare(
              goldenCase.getName(), result, entry.getValue(), actual.get(result), tolerance));
    }
    return rows;
  }
}
