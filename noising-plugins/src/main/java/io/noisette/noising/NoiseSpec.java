package io.noisette.noising;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A pipeline of noise, written as {@code permute-sentences|infill(ratio=0.3,whole-words)}.
 *
 * <pre>
 * spec     = "none" | step { "|" step }
 * step     = name [ "(" [ argument { "," argument } ] ")" ]
 * argument = name [ "=" value ]
 * </pre>
 *
 * Steps work from left to right. {@link #toString} gives back the canonical text, without spaces,
 * which is what runs record.
 */
public record NoiseSpec(List<Step> steps) {

  /** The text of the spec without steps, which leaves documents as they are. */
  static final String NONE = "none";

  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  static final Pattern VALUE = Pattern.compile("[^\\s,()|=]+");

  /** One named function with its arguments, in the order written; a flag's text is empty. */
  public record Step(String name, Map<String, String> arguments) {

    public Step {
      require(NAME, name);
      if (name.equals(NONE)) {
        throw new IllegalArgumentException("'none' stands alone: it is no step");
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
        throw new IllegalArgumentException("a noise spec cannot say '" + text + "'");
      }
    }
  }

  public NoiseSpec {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a spec. Whether its functions exist is seen by {@link NoiseCompiler}.
   *
   * @throws IllegalArgumentException with the column and a line that points at it
   */
  public static NoiseSpec parse(String text) {
    return new NoiseSpecParser(text).parse();
  }

  @Override
  public String toString() {
    return steps.isEmpty() ? NONE : steps.stream().map(Step::toString).collect(joining("|"));
  }
}
