package io.noisette.engine;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types of the arguments that Java can hand to a kernel function. */
enum KernelType {
  TENSOR("Tensor", "an NDArray"),
  TENSORS("List[Tensor]", "a List of NDArrays"),
  TENSOR_LISTS("List[List[Tensor]]", "a List of Lists of NDArrays"),
  INT("int", "a Long"),
  INTS("List[int]", "a long[]"),
  FLOAT("float", "a Double"),
  BOOL("bool", "a Boolean");

  private final String sourceName;
  private final String javaName;

  KernelType(String sourceName, String javaName) {
    this.sourceName = sourceName;
    this.javaName = javaName;
  }

  /** The type that a kernel's source calls {@code sourceName}; null if Java has none for it. */
  static @Nullable KernelType named(String sourceName) {
    for (KernelType type : values()) {
      if (type.sourceName.equals(sourceName)) {
        return type;
      }
    }
    return null;
  }

  /** The type in the source. */
  String getSourceName() {
    return sourceName;
  }

  /** What Java hands over, as an error message says it. */
  String getJavaName() {
    return javaName;
  }

  /** The value as libtorch takes it, for the caller to close; null if it is of another type. */
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
