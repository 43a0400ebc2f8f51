package io.noisette.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The way into a differentiable function: a function of the compiled class that takes the arrays of
 * all arguments as one list.
 *
 * <p>DJL keeps autograd only where arguments are arrays, and makes a list of those that bear a
 * list's name. As one list they can all have one name for good, so that threads may share them, and
 * lists may be empty or have an array in common.
 */
final class DifferentiableEntry {

  /** The name of arrays that are arguments. */
  static final String ARRAY_NAME = "arguments[]";

  private final KernelSignature function;
  private final List<String> values = new ArrayList<>();
  private int before; // arrays of the arguments so far
  private int behind; // arrays of the arguments that come, a list of open length not counted
  private boolean isPastOpen;

  private DifferentiableEntry(KernelSignature function) {
    this.function = function;
    function.arguments().forEach(argument -> behind += Math.max(0, widthOf(argument)));
    function.arguments().forEach(this::add);
  }

  static String nameOf(KernelSignature function) {
    return "differentiable_" + function.name();
  }

  /**
   * Writes the entry.
   *
   * @throws IllegalArgumentException if an argument is neither a tensor nor a list of tensors, or
   *     two lists have an open length
   */
  static List<String> write(KernelSignature function) {
    String values = String.join(", ", new DifferentiableEntry(function).values);
    return List.of(
        "    def %s(self, arguments: List[Tensor]) -> %s:"
            .formatted(nameOf(function), function.resultType()),
        "        n = len(arguments)",
        "        return self.%s(%s)".formatted(function.name(), values));
  }

  private void add(KernelArgument argument) {
    int width = widthOf(argument);
    String start = place();
    if (width < 0) {
      if (isPastOpen) {
        throw refuse(argument, "is the second list of open length");
      }
      isPastOpen = true;
    } else {
      before += width;
      behind -= width;
    }
    boolean isTensor = argument.type() == KernelType.TENSOR;
    values.add("arguments[" + (isTensor ? start : start + ":" + place()) + "]");
  }

  private String place() {
    return isPastOpen ? "n - " + behind : String.valueOf(before);
  }

  private int widthOf(KernelArgument argument) {
    if (argument.type() == KernelType.TENSOR) {
      return 1;
    }
    if (argument.type() != KernelType.TENSORS) {
      throw refuse(argument, "is neither a Tensor nor a List[Tensor]");
    }
    return argument.elements() == null ? -1 : argument.elements().size();
  }

  private IllegalArgumentException refuse(KernelArgument argument, String fault) {
    return new IllegalArgumentException(
        "%s is differentiable, so Java cannot call it: %s %s"
            .formatted(function.name(), argument.name(), fault));
  }
}
