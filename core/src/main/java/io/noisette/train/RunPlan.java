package io.noisette.train;

import io.noisette.command.Console;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Summary of a run before training, printed at the start and by a dry run.
 *
 * @param model description of the model, such as {@code BART 2+2 layers, d 128, vocabulary 4,096}
 * @param shapes shapes of the parameters, by parameter name
 * @param memory estimated memory of the run
 * @param multiplied number of parameters that a target token is multiplied with in a step: those of
 *     linear layers, in each of its passes
 * @param lines further lines to print, such as data and number of steps
 * @param warnings warnings for the user
 */
public record RunPlan(
    String model,
    Map<String, String> shapes,
    MemoryEstimate memory,
    long multiplied,
    List<String> lines,
    List<String> warnings) {

  public RunPlan {
    shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    lines = List.copyOf(lines);
    warnings = List.copyOf(warnings);
  }

  /** Prints the settings, then the whole plan, on stdout. */
  public void print(String settings, Console console) {
    PrintStream out = console.out();
    out.print(settings);
    out.println();
    shapes.forEach((name, shape) -> out.printf(Locale.ROOT, "%-58s %s%n", name, shape));
    out.println();
    List<String> last = new ArrayList<>(List.of(model));
    last.addAll(lines);
    last.add("memory: " + memory.describe());
    last.add(String.format(Locale.ROOT, "parameters: %,d", memory.parameters()));
    last.forEach(out::println);
    warnings.forEach(console::warn);
  }

  /**
   * Returns the number of operations of matrix products per target token in the forward and
   * backward pass: six per parameter, without those of attention (Kaplan et al. 2020, 2.1).
   */
  double countOperations() {
    return 6.0 * multiplied;
  }

  /** Prints the short form of the plan at the start of a run. */
  void introduce(Console console) {
    console.info(
        String.format(
            Locale.ROOT,
            "%s: %,d parameters, about %,d MiB of memory",
            model,
            memory.parameters(),
            memory.totalMebibytes()));
    lines.forEach(console::info);
    warnings.forEach(console::warn);
  }
}
