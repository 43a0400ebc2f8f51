package io.noisette.engine;

import java.util.regex.Pattern;

/** Result types of kernel functions, each with the method of {@link KernelFunction} to call. */
enum KernelResult {
  /** One tensor. */
  TENSOR("call"),
  /** A list or tuple of tensors or lists of tensors. */
  TENSORS("callForList"),
  /** No result. */
  NOTHING("execute"),
  /** Any other type. */
  OTHER("keep");

  private static final Pattern TUPLE =
      Pattern.compile("Tuple\\[(?:Tensor|List\\[Tensor])(?:, (?:Tensor|List\\[Tensor]))*]");

  private final String method;

  KernelResult(String method) {
    this.method = method;
  }

  /** Returns the result type for a type in the source. */
  static KernelResult named(String type) {
    if (type.equals("Tensor")) {
      return TENSOR;
    }
    if (type.equals("List[Tensor]") || TUPLE.matcher(type).matches()) {
      return TENSORS;
    }
    return type.equals("None") ? NOTHING : OTHER;
  }

  /** Returns the name of the method of {@link KernelFunction}. */
  String getMethod() {
    return method;
  }
}
