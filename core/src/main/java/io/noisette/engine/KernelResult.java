package io.noisette.engine;

import java.util.regex.Pattern;

/** What a kernel function returns, and the method of {@link KernelFunction} that takes it. */
enum KernelResult {
  TENSOR("call"),
  TENSORS("callForList"),
  NOTHING("execute"),
  OTHER("keep");

  private static final Pattern TUPLE =
      Pattern.compile("Tuple\\[(?:Tensor|List\\[Tensor])(?:, (?:Tensor|List\\[Tensor]))*]");

  private final String method;

  KernelResult(String method) {
    this.method = method;
  }

  /** Of the type that the source declares. */
  static KernelResult named(String type) {
    if (type.equals("Tensor")) {
      return TENSOR;
    }
    if (type.equals("List[Tensor]") || TUPLE.matcher(type).matches()) {
      return TENSORS;
    }
    return type.equals("None") ? NOTHING : OTHER;
  }

  /** The name of the method. */
  String getMethod() {
    return method;
  }
}
