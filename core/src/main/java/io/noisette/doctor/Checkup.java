package io.noisette.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings by name of the check, in order. */
record Checkup(Map<String, Finding> findings) {

  /** Runs all checks; one that throws an exception counts as a problem. */
  static Checkup of(List<Check> checks) {
    Map<String, Finding> findings = new LinkedHashMap<>();
    for (Check check : checks) {
      findings.put(check.getName(), examine(check));
    }
    return new Checkup(findings);
  }

  private static Finding examine(Check check) {
    try {
      return check.examine();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.ofFailure(e);
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      return Finding.ofFailure(e);
    }
  }

  /** Returns the worst verdict of all findings. */
  Verdict getVerdict() {
    return findings.values().stream()
        .map(Finding::verdict)
        .max(Verdict::compareTo)
        .orElse(Verdict.OK);
  }

  long count(Verdict verdict) {
    return findings.values().stream().filter(finding -> finding.verdict() == verdict).count();
  }
}
