package io.noisette.engine;

import io.noisette.engine.KernelFile.Definition;
import io.noisette.engine.KernelFile.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parser for kernel resources, which are written in the Python of PyTorch users and translated to
 * the dialect that libtorch compiles: see {@code docs/kernels.md}.
 */
final class KernelFileParser {

  private static final Pattern IMPORT = Pattern.compile("from (\\.+)([\\w.]+) import ([\\w, ]+)");
  private static final Pattern CLASS = Pattern.compile("class (\\w+)\\(([\\w, ]+)\\):.*");
  private static final Pattern DEFINITION = Pattern.compile("def (\\w+)\\((.*)\\) -> (.+):");
  private static final Pattern FIELD = Pattern.compile(" {4}(\\w+): ([\\w\\[\\], ]+?)(?:\\s*#.*)?");
  private static final Pattern COMMA = Pattern.compile(", *(?![^\\[]*])"); // outside of brackets
  private static final Pattern SCALAR_TYPE = Pattern.compile("\\btorch\\.([a-z]+\\d*)\\b(?![.(])");
  private static final String DIALECT = "dialect"; // declarations for editors only

  private final String path;
  private final String name;
  private final List<String> lines;
  private final List<String> imported = new ArrayList<>(List.of("Module"));
  private final List<String> includes = new ArrayList<>();
  private final Map<String, Map<String, String>> tuples = new LinkedHashMap<>();
  private final Map<String, String> constants = new LinkedHashMap<>();
  private final List<Line> body = new ArrayList<>();
  private final List<Definition> functions = new ArrayList<>();

  private KernelFileParser(String path, String text) {
    this.path = path;
    name = path.substring(path.lastIndexOf('/') + 1);
    lines = text.lines().toList();
  }

  /**
   * Parses a resource.
   *
   * @param path of the resource, without {@code .py}: {@code io/noisette/engine/Precision}
   * @param text of the resource
   * @throws IllegalArgumentException if it does not have the form that {@code docs/kernels.md}
   *     describes
   */
  static KernelFile parse(String path, String text) {
    return new KernelFileParser(path, text).parse();
  }

  private KernelFile parse() {
    for (int at = 0; at < lines.size(); at++) {
      Matcher include = IMPORT.matcher(lines.get(at));
      Matcher definition = CLASS.matcher(lines.get(at));
      if (include.lookingAt()) {
        include(include);
      } else if (definition.matches() && definition.group(2).equals("NamedTuple")) {
        tuples.put(definition.group(1), fields(at + 1));
      } else if (definition.matches()) {
        readClass(at, definition);
      }
    }
    if (functions.isEmpty() && tuples.isEmpty()) {
      throw new IllegalArgumentException(
          "the kernel file " + name + ".py defines neither functions nor tuples");
    }
    return new KernelFile(name, includes, tuples, constants, body, functions);
  }

  private void include(MatchResult include) {
    imported.addAll(COMMA.splitAsStream(include.group(3)).toList());
    String directory = path;
    for (int up = 0; up < include.group(1).length(); up++) {
      directory = directory.substring(0, Math.max(0, directory.lastIndexOf('/')));
    }
    if (!include.group(2).endsWith(DIALECT)) {
      String relative = include.group(2).replace('.', '/');
      includes.add(directory.isEmpty() ? relative : directory + "/" + relative);
    }
  }

  private void readClass(int at, MatchResult definition) {
    if (!definition.group(1).equals(name)) {
      throw fault(at, "the class must have the name of the file, " + name);
    }
    COMMA
        .splitAsStream(definition.group(2))
        .filter(base -> !imported.contains(base))
        .forEach(
            base -> {
              throw fault(at, "the base %s needs 'from .%s import %s'".formatted(base, base, base));
            });
    constants.putAll(fields(at + 1));
    boolean isDifferentiable = false;
    int end = end(at + 1, "\\S.*");
    for (int i = at + 1; i < end; i++) {
      String line = lines.get(i);
      if (line.strip().equals("@differentiable")) {
        isDifferentiable = true;
      } else if (!FIELD.matcher(line).matches()) {
        if (line.startsWith("    def ")) {
          functions.add(definition(i, isDifferentiable));
          isDifferentiable = false;
        }
        body.add(new Line(translate(line), name + ".py", i + 1));
      }
    }
  }

  /** Returns the fields of a class, which precede its functions. */
  private Map<String, String> fields(int from) {
    Map<String, String> fields = new LinkedHashMap<>();
    int end = end(from, "\\S.*| {4}(@|def ).*");
    for (int at = from; at < end; at++) {
      Matcher field = FIELD.matcher(lines.get(at));
      if (field.matches()) {
        fields.put(field.group(1), field.group(2));
      }
    }
    return fields;
  }

  private int end(int from, String pattern) {
    int at = from;
    while (at < lines.size() && !lines.get(at).matches(pattern)) {
      at++;
    }
    return at;
  }

  private Definition definition(int at, boolean isDifferentiable) {
    StringBuilder head = new StringBuilder();
    for (int next = at; next < lines.size() && !head.toString().endsWith(":"); next++) {
      String line = lines.get(next).replaceFirst("#.*", "").strip();
      head.append(head.isEmpty() || head.toString().endsWith("(") ? "" : " ").append(line);
    }
    String onOneLine = head.toString().replaceFirst(",? \\) ->", ") ->");
    Matcher definition = DEFINITION.matcher(onOneLine);
    if (!definition.matches()) {
      throw fault(at, "must be 'def name(self, x: type, …) -> type:'");
    }
    List<String> arguments = COMMA.splitAsStream(definition.group(2)).toList();
    if (!arguments.get(0).equals("self")) {
      throw fault(at, "the first argument must be self");
    }
    Map<String, String> types = new LinkedHashMap<>();
    for (String argument : arguments.subList(1, arguments.size())) {
      int colon = argument.indexOf(':');
      if (colon < 0) {
        throw fault(at, "the argument %s needs a type".formatted(argument));
      }
      types.put(
          argument.substring(0, colon),
          argument.substring(colon + 1).replaceFirst("=.*", "").strip());
    }
    return new Definition(definition.group(1), types, definition.group(3), isDifferentiable);
  }

  /**
   * Replaces namespaces that the dialect lacks, and names of element types by libtorch's numbers.
   */
  private static String translate(String line) {
    String known = line.replace("torch.nn.functional.", "torch.").replace("torch.ops.", "ops.");
    return SCALAR_TYPE.matcher(known).replaceAll(KernelFileParser::numberOf);
  }

  private static String numberOf(MatchResult found) {
    for (ScalarType type : ScalarType.values()) {
      if (type.getName().equals(found.group(1))) {
        return Integer.toString(type.getNumber());
      }
    }
    return Matcher.quoteReplacement(found.group());
  }

  private IllegalArgumentException fault(int at, String message) {
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "kernel file %s.py, line %d: %s", name, at + 1, message));
  }
}
