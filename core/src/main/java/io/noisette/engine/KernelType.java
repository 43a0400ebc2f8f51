package io.noisette.engine;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types of kernel arguments that Java can pass. */
enum KernelType {
  /** A tensor. */
  TENSOR("Tensor", "an NDArray"),
  /** A list of tensors. */
  TENSORS("List[Tensor]", "a List of NDArrays"),
  /** A list of lists of tensors. */
  TENSOR_LISTS("List[List[Tensor]]", "a List of Lists of NDArrays"),
  /** A 64-bit integer. */
  INT("int", "a Long"),
  /** A list of 64-bit integers. */
  INTS("List[int]", "a long[]"),
  /** A 64-bit float. */
  FLOAT("float", "a Double"),
  /** A truth value. */
  BOOL("bool", "a Boolean");

  private final String sourceName;
  private final String javaName;

  KernelType(String sourceName, String javaName) {
    this.sourceName = sourceName;
    this.javaName = javaName;
  }

  /** Returns the type with a given name in kernel sources, or null if Java cannot pass it. */
  static @Nullable KernelType named(String sourceName) {
    for (KernelType type : values()) {
      if (type.sourceName.equals(sourceName)) {
        return type;
      }
    }
    return null;
  }

  /** Returns the name of the type in kernel sources. */
  String getSourceName() {
    return sourceName;
  }

  /** Returns the name of the Java type for error messages. */
  String getJavaName() {
    return javaName;
  }

  /**
   * Converts a value to libtorch's representation, which the caller closes; null if the value has
   * another type.
   */
  @Nullable IValue convert(Object value) {
    return switch (this) {
      case TENSOR -> value instanceof PtNDArray array ? IValue.from(array) : null;
      case TENSORS -> tensors(value);
      case TENSOR_LISTS -> lists(value);
      case INT -> value instanceof Long number ? IValue.from(number) : null;
      case INTS -> value instanceof long[] numbers ? IValue.listFrom(numbers) : null;
      case FLOAT -> value instanceof Double number ? IValue.from(number) : null;
      case BOOL -> value instanceof Boolean flag ? IValue.from(flag) : null;
    };
  }

  private static @Nullable IValue tensors(Object value) {
    if (!(value instanceof List<?> list)) {
      return null;
    }
    PtNDArray[] arrays = new PtNDArray[list.size()];
    for (int i = 0; i < arrays.length; i++) {
      if (!(list.get(i) instanceof PtNDArray array)) {
        return null;
      }
      arrays[i] = array;
    }
    return IValue.listFrom(arrays);
  }

  private static @Nullable IValue lists(Object value) {
    if (!(value instanceof List<?> lists)) {
      return null;
    }
    List<IValue> converted = new ArrayList<>();
    try {
      for (Object each : lists) {
        IValue list = tensors(each);
        if (list == null) {
          return null;
        }
        converted.add(list);
      }
      return IValue.listFrom(converted.toArray(IValue[]::new));
    } finally {
      converted.forEach(IValue::close);
    }
  }
}
