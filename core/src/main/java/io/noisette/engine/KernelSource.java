package io.noisette.engine;

import static java.util.stream.Collectors.joining;

import ai.djl.engine.EngineException;
import io.noisette.engine.KernelFile.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The class that libtorch compiles: what a kernel resource and its bases define, each file once,
 * and an entry for each differentiable function.
 */
final class KernelSource {

  private static final Pattern PLACE = Pattern.compile("File \"code/__torch__\\.py\", line (\\d+)");

  private final String name;
  private final Map<String, String> constants = new LinkedHashMap<>();
  private final Map<String, KernelSignature> functions = new LinkedHashMap<>();
  private final List<Line> lines = new ArrayList<>();

  /**
   * @param path of the resource, without {@code .py}
   * @param read the text of a resource
   * @throws IllegalArgumentException if a file is not as it should be, or two define one function
   */
  KernelSource(String path, UnaryOperator<String> read) {
    Map<String, KernelFile> files = new LinkedHashMap<>();
    include(path, read, files);
    name = path.substring(path.lastIndexOf('/') + 1);
    files.values().forEach(this::declare);
    add("class " + name + "(Module):");
    add("    __parameters__ = []");
    add("    __buffers__ = []");
    add("    training : bool");
    constants.forEach((constant, type) -> add("    " + constant + " : " + type));
    files.values().forEach(file -> lines.addAll(file.body()));
    functions.values().stream()
        .filter(KernelSignature::isDifferentiable)
        .flatMap(function -> DifferentiableEntry.write(function).stream())
        .forEach(this::add);
  }

  /** The name of the class. */
  String getName() {
    return name;
  }

  /** Name and type of the constants that the class needs. */
  Map<String, String> getConstants() {
    return constants;
  }

  /**
   * Finds a function.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  KernelSignature getFunction(String function) {
    KernelSignature signature = functions.get(function);
    if (signature == null) {
      throw new IllegalArgumentException(
          "%s has no function %s; it has %s"
              .formatted(name, function, String.join(", ", functions.keySet())));
    }
    return signature;
  }

  /** What libtorch compiles. */
  String getText() {
    return lines.stream().map(Line::text).collect(joining("\n", "", "\n"));
  }

  /** A failure in libtorch that names lines of the resources in place of those of the text. */
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
    return "File \"%s\", line %d".formatted(lines.get(at).file(), lines.get(at).number());
  }

  private static void include(
      String path, UnaryOperator<String> read, Map<String, KernelFile> files) {
    if (files.containsKey(path)) {
      return;
    }
    KernelFile file = KernelFileParser.parse(path, read.apply(path));
    file.bases().forEach(base -> include(base, read, files));
    files.put(path, file);
  }

  private void declare(KernelFile file) {
    constants.putAll(file.constants());
    for (KernelSignature function : file.functions()) {
      if (functions.putIfAbsent(function.name(), function) != null) {
        throw new IllegalArgumentException(
            "%s.py defines %s, which is defined already".formatted(file.name(), function.name()));
      }
    }
  }

  private void add(String generated) {
    lines.add(new Line(generated, name + ".py", 1));
  }
}
