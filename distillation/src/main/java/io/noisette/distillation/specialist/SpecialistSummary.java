package io.noisette.distillation.specialist;

import io.noisette.command.AlignedTable;
import io.noisette.run.SummaryFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Result of {@code distill-specialists} on the dev files, as in {@code summary.json}.
 *
 * @param specialists with their classes
 * @param files one report for each dev file
 */
public record SpecialistSummary(SpecialistSet specialists, List<SpecialistReport> files) {

  public SpecialistSummary {
    files = List.copyOf(files);
  }

  void write(Path directory) throws IOException {
    SummaryFile.write(directory, this);
  }

  /** Prints the tables of each file. */
  public void print(PrintStream out) {
    for (SpecialistReport file : files) {
      printCoverage(file, out);
      out.println(conclude(file));
      out.println();
      printDustbins(file, out);
    }
  }

  private void printCoverage(SpecialistReport file, PrintStream out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("all texts", file.texts(), file.generalistRight(), file.right()));
    for (SpecialistReport.Coverage part : file.coverage()) {
      String name =
          String.format(
              Locale.ROOT,
              "class with %d specialist%s",
              part.specialists(),
              part.specialists() == 1 ? "" : "s");
      rows.add(row(name, part.texts(), part.generalistRight(), part.right()));
    }
    new AlignedTable(
            List.of(
                file.set() + ".acc on dev",
                "texts",
                "generalist",
                "with\nspecialists",
                "more\nright",
                "relative\nchange"),
            rows,
            Set.of(1, 2, 3, 4, 5))
        .print(out);
  }

  private static List<String> row(String name, int texts, int before, int after) {
    return List.of(
        name,
        String.format(Locale.ROOT, "%,d", texts),
        share(before, texts),
        share(after, texts),
        String.format(Locale.ROOT, "%+,d", after - before),
        before == 0
            ? "-"
            : String.format(Locale.ROOT, "%+.1f %%", 100.0 * (after - before) / before));
  }

  private static String conclude(SpecialistReport file) {
    return String.format(
        Locale.ROOT,
        "with specialists - generalist: %+.4f; %,d texts right only with specialists, %,d only"
            + " without%s",
        (double) (file.right() - file.generalistRight()) / file.texts(),
        file.gained(),
        file.lost(),
        file.isTie() ? ": a tie (within two standard errors)" : "");
  }

  private void printDustbins(SpecialistReport file, PrintStream out) {
    List<List<String>> rows = new ArrayList<>();
    for (SpecialistReport.Dustbin dustbin : file.dustbins()) {
      SpecialistSet.Member member = specialists.specialists().get(rows.size());
      rows.add(
          List.of(
              Integer.toString(rows.size() + 1),
              number(dustbin.predicted()),
              number(dustbin.actual()),
              String.format(Locale.ROOT, "%,d", dustbin.asked()),
              number(dustbin.askedPredicted()),
              number(dustbin.askedActual()),
              String.join(", ", member.classes())));
    }
    new AlignedTable(
            List.of(
                "specialist",
                "dustbin\npredicted",
                "\nactual",
                "texts\nasked",
                "of these\npredicted",
                "\nactual",
                "classes"),
            rows,
            Set.of(0, 1, 2, 3, 4, 5))
        .print(out);
  }

  private static String share(int right, int texts) {
    return number((double) right / texts);
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }
}
