package io.noisette.engine;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/**
 * Generator of the functions through which Java calls kernel functions that are differentiable or
 * take tuples.
 *
 * <p>The entry of a differentiable function takes the arrays of all arguments as one list, because
 * DJL keeps autograd only for array arguments, and builds a list from arrays with the name of a
 * list. In a single list all arrays can keep the same name: threads may share them, and lists may
 * be empty or have an array in common.
 */
final class KernelEntry {

  /** Name of all arrays that are arguments of a differentiable function. */
  static final String ARRAY_NAME = "arguments[]";

  private final KernelSignature function;
  private final List<String> values = new ArrayList<>();
  private int before; // number of arrays in the arguments so far
  private int
      behind; // number of arrays in the remaining arguments, without a list of variable length
  private boolean isPastOpen;

  private KernelEntry(KernelSignature function) {
    this.function = function;
  }

  /** Returns whether Java calls the function through an entry. */
  static boolean isNeeded(KernelSignature function) {
    return function.isDifferentiable()
        || function.arguments().stream().anyMatch(argument -> argument.tuple() != null);
  }

  /** Returns the name of the function that Java calls: the entry or the function itself. */
  static String nameOf(KernelSignature function) {
    return isNeeded(function) ? "enter_" + function.name() : function.name();
  }

  /**
   * Returns the source lines of the entry.
   *
   * @throws IllegalArgumentException if an argument of a differentiable function is neither a
   *     tensor nor a list of tensors, or two lists have a variable length
   */
  static List<String> write(KernelSignature function) {
    KernelEntry entry = new KernelEntry(function);
    return function.isDifferentiable() ? entry.ofOneList() : entry.ofLists();
  }

  private List<String> ofOneList() {
    List<KernelArgument> arguments = function.arguments();
    behind = arguments.stream().mapToInt(argument -> Math.max(0, widthOf(argument))).sum();
    arguments.forEach(this::take);
    return lines(", arguments: List[Tensor]", "        n = len(arguments)");
  }

  private void take(KernelArgument argument) {
    int width = widthOf(argument);
    String start = place();
    if (width < 0) {
      if (isPastOpen) {
        throw refuse(argument, "is a second list of variable length; only one is possible");
      }
      isPastOpen = true;
    } else {
      before += width;
      behind -= width;
    }
    boolean isTensor = argument.type() == KernelType.TENSOR;
    add(argument, "arguments[" + (isTensor ? start : start + ":" + place()) + "]");
  }

  private String place() {
    return isPastOpen ? "n - " + behind : String.valueOf(before);
  }

  private int widthOf(KernelArgument argument) {
    if (argument.type() == KernelType.TENSOR) {
      return 1;
    }
    if (argument.type() != KernelType.TENSORS) {
      throw refuse(argument, "is neither a Tensor nor a list of Tensors");
    }
    return argument.tuple() == null ? -1 : argument.elements().size();
  }

  private List<String> ofLists() {
    function.arguments().forEach(argument -> add(argument, argument.name()));
    String types =
        function.arguments().stream()
            .map(argument -> ", " + argument.name() + ": " + typeOf(argument))
            .collect(joining());
    return lines(types, "");
  }

  private static String typeOf(KernelArgument argument) {
    return argument.tuple() == null || argument.type() == null
        ? argument.sourceType()
        : argument.type().getSourceName();
  }

  private void add(KernelArgument argument, String value) {
    if (argument.tuple() == null) {
      values.add(value);
      return;
    }
    String maker = "self." + KernelTuples.makerOf(argument.tuple());
    values.add(
        argument.type() == KernelType.TENSORS
            ? "%s(%s)".formatted(maker, value)
            : "[%s(each) for each in %s]".formatted(maker, value));
  }

  private List<String> lines(String arguments, String first) {
    return List.of(
        "    def %s(self%s) -> %s:".formatted(nameOf(function), arguments, function.resultType()),
        first,
        "        return self.%s(%s)".formatted(function.name(), String.join(", ", values)));
  }

  private IllegalArgumentException refuse(KernelArgument argument, String fault) {
    return new IllegalArgumentException(
        "the differentiable kernel function %s cannot be called from Java: argument %s %s"
            .formatted(function.name(), argument.name(), fault));
  }
}
