package io.noisette.engine;

import static java.util.stream.Collectors.joining;

import ai.djl.engine.EngineException;
import io.noisette.engine.KernelFile.Definition;
import io.noisette.engine.KernelFile.Line;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Source of a class that libtorch compiles: all definitions of a kernel resource and its imports,
 * each once, and the generated functions through which Java calls it.
 */
final class KernelSource {

  private static final Pattern PLACE = Pattern.compile("File \"code/__torch__\\.py\", line (\\d+)");

  private final String name;
  private final KernelTuples tuples = new KernelTuples();
  private final Map<String, String> constants = new LinkedHashMap<>();
  private final Map<String, KernelSignature> functions = new LinkedHashMap<>();
  private final List<Line> lines = new ArrayList<>();

  /**
   * Reads and combines the resources.
   *
   * @param path of the resource, without {@code .py}
   * @param read returns the text of a resource
   * @throws IllegalArgumentException if a resource is invalid, or two define the same function
   */
  KernelSource(String path, UnaryOperator<String> read) {
    Map<String, KernelFile> files = new LinkedHashMap<>();
    include(path, read, files);
    name = path.substring(path.lastIndexOf('/') + 1);
    files.values().forEach(file -> file.tuples().forEach(tuples::add));
    files.values().forEach(file -> constants.putAll(file.constants()));
    files.values().forEach(file -> file.functions().forEach(this::declare));
    write(tuples.writeDefinitions());
    write(
        List.of("class " + name + "(Module):", "    __parameters__ = []", "    __buffers__ = []"));
    write(List.of("    training : bool"));
    constants.forEach((constant, type) -> write(List.of("    " + constant + " : " + type)));
    files.values().stream().flatMap(file -> file.body().stream()).forEach(this::translate);
    write(tuples.writeMakers());
    functions.values().stream()
        .filter(KernelEntry::isNeeded)
        .map(KernelEntry::write)
        .forEach(entry -> write(entry.stream().map(tuples::translate).toList()));
  }

  /** Returns the name of the class. */
  String getName() {
    return name;
  }

  /** Returns names and types of the constants that the class declares. */
  Map<String, String> getConstants() {
    return constants;
  }

  /** Returns the functions that the class defines. */
  Collection<KernelSignature> getFunctions() {
    return functions.values();
  }

  /** Returns the source text to compile. */
  String getText() {
    return lines.stream().map(Line::text).collect(joining("\n", "", "\n"));
  }

  /**
   * Returns an exception of libtorch with line numbers of the resources instead of those of the
   * combined text.
   */
  EngineException explain(EngineException failure) {
    String message = String.valueOf(failure.getMessage());
    String explained =
        PLACE
            .matcher(message)
            .replaceAll(place -> Matcher.quoteReplacement(resourceOf(place.group(1))));
    return explained.equals(message) ? failure : new EngineException(explained, failure);
  }

  private String resourceOf(String number) {
    int at = Integer.parseInt(number) - 1;
    if (at < 0 || at >= lines.size()) {
      return "File \"%s.py\"".formatted(name);
    }
    return String.format(
        Locale.ROOT, "File \"%s\", line %d", lines.get(at).file(), lines.get(at).number());
  }

  private static void include(
      String path, UnaryOperator<String> read, Map<String, KernelFile> files) {
    if (files.containsKey(path)) {
      return;
    }
    KernelFile file = KernelFileParser.parse(path, read.apply(path));
    file.includes().forEach(included -> include(included, read, files));
    files.put(path, file);
  }

  private void declare(Definition definition) {
    KernelSignature function = KernelSignature.of(definition, tuples);
    if (functions.putIfAbsent(function.name(), function) != null) {
      throw new IllegalArgumentException(
          "the kernel file %s.py, or one that it imports, defines the function %s twice"
              .formatted(name, function.name()));
    }
  }

  private void translate(Line line) {
    lines.add(new Line(tuples.translate(line.text()), line.file(), line.number()));
  }

  private void write(List<String> generated) {
    generated.forEach(line -> lines.add(new Line(line, name + ".py", 1)));
  }
}
