package io.noisette.parity;

import io.noisette.failure.CorruptDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Recomputes the tensors or values of golden directories and compares them. */
final class ParityCheck {

  private final Map<String, ParityKind> kinds;
  private final Map<String, ValueKind> valueKinds;

  ParityCheck(Map<String, ParityKind> kinds, Map<String, ValueKind> valueKinds) {
    this.kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
    this.valueKinds = Collections.unmodifiableMap(new LinkedHashMap<>(valueKinds));
  }

  ParityReport check(Path directory) throws IOException {
    return ValueFile.isIn(directory) ? checkValues(directory) : checkTensors(directory);
  }

  private ParityReport checkTensors(Path directory) throws IOException {
    try (GoldenFile file = GoldenFile.open(directory)) {
      ParityKind kind = kinds.get(file.getKind());
      if (kind == null) {
        return refuse(directory, file.getKind(), listKinds());
      }
      return compareAll(
          directory,
          file.getKind(),
          file.getCases(),
          goldenCase -> compare(goldenCase, kind),
          "no case has an expected tensor");
    }
  }

  private ParityReport checkValues(Path directory) throws IOException {
    ValueFile file = ValueFile.read(directory);
    ValueKind kind = valueKinds.get(file.getKind());
    if (kind == null) {
      return refuse(directory, file.getKind(), listKinds());
    }
    return compareAll(
        directory,
        file.getKind(),
        file.getCases(),
        valueCase -> ValueComparison.compare(valueCase, kind),
        "no case has an expected value");
  }

  /** Compares one case. */
  private interface CaseComparison<C> {
    List<ParityRow> compare(C testCase) throws IOException;
  }

  /** Compares all cases, also after one that cannot be computed. */
  private static <C> ParityReport compareAll(
      Path directory,
      String kind,
      Map<String, C> cases,
      CaseComparison<C> comparison,
      String ifEmpty)
      throws IOException {
    List<ParityRow> rows = new ArrayList<>();
    CorruptDataException damage = null;
    for (Map.Entry<String, C> entry : cases.entrySet()) {
      try {
        rows.addAll(comparison.compare(entry.getValue()));
      } catch (CorruptDataException e) {
        rows.add(ParityRow.ofDamage(entry.getKey(), e));
        damage = damage == null ? e : damage;
      }
    }
    return rows.isEmpty()
        ? refuse(directory, kind, ifEmpty)
        : new ParityReport(directory.toString(), kind, rows, null, damage);
  }

  private String listKinds() {
    Set<String> known = new TreeSet<>(kinds.keySet());
    known.addAll(valueKinds.keySet());
    return "unknown kind of reference values; supported: " + String.join(", ", known);
  }

  private static ParityReport refuse(Path directory, String kind, String fault) {
    return new ParityReport(directory.toString(), kind, List.of(), fault, null);
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
