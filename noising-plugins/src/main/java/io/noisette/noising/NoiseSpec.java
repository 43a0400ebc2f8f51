package io.noisette.noising;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A sequence of noising functions, written as {@code
 * permute-sentences|infill(ratio=0.3,whole-words)}.
 *
 * <pre>
 * spec     = "none" | step { "|" step }
 * step     = name [ "(" [ argument { "," argument } ] ")" ]
 * argument = name [ "=" value ]
 * </pre>
 *
 * Functions are applied from left to right. {@link #toString} returns the canonical text without
 * spaces, which runs record.
 */
public record NoiseSpec(List<Step> steps) {

  /** Text of the spec without steps, which leaves documents unchanged. */
  static final String NONE = "none";

  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+");
  static final Pattern VALUE = Pattern.compile("[^\\s,()|=]+");

  /** One noising function of a spec: its name, and its arguments in the order written. */
  public record Step(String name, Map<String, String> arguments) {

    public Step {
      require(NAME, name);
      if (name.equals(NONE)) {
        throw new IllegalArgumentException(
            "'none' must be the whole noise spec; it cannot be joined with noising functions");
      }
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
      for (Map.Entry<String, String> argument : arguments.entrySet()) {
        require(NAME, argument.getKey());
        if (!argument.getValue().isEmpty()) {
          require(VALUE, argument.getValue());
        }
      }
    }

    @Override
    public String toString() {
      return arguments.isEmpty()
          ? name
          : arguments.entrySet().stream()
              .map(a -> a.getValue().isEmpty() ? a.getKey() : a.toString())
              .collect(joining(",", name + "(", ")"));
    }

    private static void require(Pattern pattern, String text) {
      if (!pattern.matcher(text).matches()) {
        throw new IllegalArgumentException(
            "'"
                + text
                + "' is not a valid name or value in a noise spec, such as infill(ratio=0.3)");
      }
    }
  }

  public NoiseSpec {
    steps = List.copyOf(steps);
  }

  /**
   * Parses a noise spec. The existence of its functions is checked later, by {@link NoiseCompiler}.
   *
   * @throws IllegalArgumentException if the syntax is wrong; the message names the column and
   *     points at it
   */
  public static NoiseSpec parse(String text) {
    return new NoiseSpecParser(text).parse();
  }

  @Override
  public String toString() {
    return steps.isEmpty() ? NONE : steps.stream().map(Step::toString).collect(joining("|"));
  }
}
