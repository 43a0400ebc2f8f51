package io.noisette.engine;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code NamedTuple}s of kernels, which name the tensors of a layer. Java passes a list of
 * tensors, from which a generated function of the compiled class makes the tuple.
 */
final class KernelTuples {

  private static final String TENSOR = "Tensor";

  private final Map<String, Map<String, String>> fields = new LinkedHashMap<>();

  /**
   * Adds a tuple.
   *
   * @param name of the tuple
   * @param types of the fields, by name
   */
  void add(String name, Map<String, String> types) {
    if (fields.putIfAbsent(name, types) != null) {
      throw new IllegalArgumentException("two kernel files define a tuple with the name " + name);
    }
  }

  /**
   * Returns the names of a tuple's tensors in order; those of nested tuples are named like {@code
   * attention.q.weight}.
   *
   * @return null if the type is not a tuple, or a tuple with fields that are not tensors
   */
  @Nullable List<String> findElements(String type) {
    List<String> elements = new ArrayList<>();
    return fields.containsKey(type) && collect(type, "", elements) ? elements : null;
  }

  /** Returns a line with the tuples renamed to libtorch's names for them. */
  String translate(String line) {
    String translated = line;
    for (String name : fields.keySet()) {
      if (translated.contains(name)) {
        translated =
            Pattern.compile("(?<![\\w.])" + name + "\\(\\*")
                .matcher(translated)
                .replaceAll("self." + makerOf(name) + "(");
        translated =
            Pattern.compile("(?<![\\w.])" + name + "(?!\\w)")
                .matcher(translated)
                .replaceAll("__torch__." + name);
      }
    }
    return translated;
  }

  /** Returns the definitions of the tuples for the compiled source. */
  List<String> writeDefinitions() {
    List<String> lines = new ArrayList<>();
    fields.forEach(
        (name, types) -> {
          lines.add("class " + name + "(NamedTuple):");
          types.forEach((field, type) -> lines.add("    " + field + " : " + translate(type)));
        });
    return lines;
  }

  /** Returns the functions that make tuples from lists, for the compiled source. */
  List<String> writeMakers() {
    List<String> lines = new ArrayList<>();
    for (String name : fields.keySet()) {
      List<String> elements = findElements(name);
      if (elements != null) {
        String variables =
            IntStream.range(0, elements.size()).mapToObj(i -> "t" + i + ", ").collect(joining());
        lines.add(
            "    def %s(self, tensors: List[Tensor]) -> %s:"
                .formatted(makerOf(name), translate(name)));
        lines.add("        " + variables.strip() + " = tensors");
        lines.add("        return " + translate(construction(name, new int[1])));
      }
    }
    return lines;
  }

  /** Returns the name of the function that makes a tuple. */
  static String makerOf(String tuple) {
    return "make_" + tuple;
  }

  private boolean collect(String tuple, String prefix, List<String> elements) {
    for (Map.Entry<String, String> field : fields.getOrDefault(tuple, Map.of()).entrySet()) {
      String path = prefix + field.getKey();
      if (field.getValue().equals(TENSOR)) {
        elements.add(path);
      } else if (!fields.containsKey(field.getValue())
          || !collect(field.getValue(), path + ".", elements)) {
        return false;
      }
    }
    return true;
  }

  private String construction(String tuple, int[] next) {
    return fields.getOrDefault(tuple, Map.of()).values().stream()
        .map(type -> type.equals(TENSOR) ? "t" + next[0]++ : construction(type, next))
        .collect(joining(", ", tuple + "(", ")"));
  }
}
