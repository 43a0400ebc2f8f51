package io.noisette.engine;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the source of a kernel function says about it.
 *
 * @param resultType what it returns, in the source's words
 * @param isDifferentiable whether autograd goes back through it when Java calls it
 */
record KernelSignature(
    String name, List<KernelArgument> arguments, String resultType, boolean isDifferentiable) {

  private static final Pattern DEFINITION = Pattern.compile("def (\\w+)\\((.*)\\) -> (.+):");

  // Names, a comma between them or behind them, that a list is unpacked into: on one line, or in
  // parentheses on several.
  private static final String UNPACKED =
      "(?m)^ {8}(?:(\\w+,[\\w, ]*)|\\(([\\w,\\s]+,[\\w,\\s]*)\\)) = %s$";

  /**
   * Reads a definition.
   *
   * @param head on one line, without comments
   * @param body what follows, without comments
   * @throws IllegalArgumentException if it is no method with declared types
   */
  static KernelSignature parse(String head, String body, boolean isDifferentiable) {
    Matcher definition = DEFINITION.matcher(head.strip());
    if (!definition.matches()) {
      throw new IllegalArgumentException("must be 'def name(self, x: type, …) -> type:'");
    }
    List<String> parts = splitAtCommas(definition.group(2));
    if (parts.isEmpty() || !parts.get(0).equals("self")) {
      throw new IllegalArgumentException("the first argument must be self");
    }
    List<KernelArgument> arguments =
        parts.stream().skip(1).map(part -> argument(part, body)).toList();
    return new KernelSignature(
        definition.group(1), arguments, definition.group(3), isDifferentiable);
  }

  /** What it returns. */
  KernelResult result() {
    return KernelResult.named(resultType);
  }

  /** Finds an argument by its name. */
  KernelArgument getArgument(String argument) {
    return arguments.stream()
        .filter(each -> each.name().equals(argument))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no argument %s; it has %s".formatted(name, argument, names())));
  }

  /** The names of all arguments. */
  String names() {
    return arguments.stream().map(KernelArgument::name).collect(joining(", "));
  }

  private static KernelArgument argument(String declaration, String body) {
    String[] nameAndType = declaration.split(":", 2);
    if (nameAndType.length < 2) {
      throw new IllegalArgumentException("the argument '" + declaration + "' needs a type");
    }
    String argument = nameAndType[0].strip();
    String typeName = nameAndType[1].split("=", 2)[0].strip();
    KernelType type = KernelType.named(typeName);
    List<String> elements = type == KernelType.TENSORS ? unpacked(argument, body) : List.of();
    return new KernelArgument(argument, type, elements.isEmpty() ? null : elements);
  }

  private static List<String> unpacked(String list, String body) {
    Matcher names = Pattern.compile(UNPACKED.formatted(Pattern.quote(list))).matcher(body);
    if (!names.find()) {
      return List.of();
    }
    String all = names.group(1) == null ? names.group(2) : names.group(1);
    return Pattern.compile(",")
        .splitAsStream(all)
        .map(String::strip)
        .filter(n -> !n.isEmpty())
        .toList();
  }

  /** Splits at the commas that stand in no brackets. */
  private static List<String> splitAtCommas(String declarations) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < declarations.length(); i++) {
      char c = declarations.charAt(i);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(declarations.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(declarations.substring(start).strip());
    parts.removeIf(String::isEmpty);
    return parts;
  }
}
