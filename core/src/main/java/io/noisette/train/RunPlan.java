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
 * What a run will be, in words and numbers: what it says when it starts is what a dry run shows.
 *
 * @param model in a phrase, such as {@code BART 2+2 layers, d 128, vocabulary 4,096}
 * @param shapes of the parameters by name
 * @param memory estimated
 * @param lines what else there is to say, such as of data and steps
 * @param warnings what the user should look at
 */
public record RunPlan(
    String model,
    Map<String, String> shapes,
    MemoryEstimate memory,
    List<String> lines,
    List<String> warnings) {

  public RunPlan {
    shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
    lines = List.copyOf(lines);
    warnings = List.copyOf(warnings);
  }

  /** Shows all of it on stdout, after the settings. */
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

  /** Says what begins. */
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
