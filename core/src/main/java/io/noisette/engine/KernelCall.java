package io.noisette.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A call of a kernel function: checks and converts the arguments, and owns the converted values.
 */
final class KernelCall implements AutoCloseable {

  private final String function;
  private final List<KernelArgument> arguments;
  private final Object[] values;
  private final List<IValue> made = new ArrayList<>();

  /**
   * Checks the number of arguments.
   *
   * @param function name for messages
   * @throws IllegalArgumentException if the number of values is wrong
   */
  KernelCall(String function, KernelSignature signature, Object[] values) {
    this.function = function;
    this.values = values;
    arguments = signature.arguments();
    if (values.length != arguments.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the kernel function %s takes %d arguments (%s), but the caller passed %d",
              function,
              arguments.size(),
              signature.names(),
              values.length));
    }
  }

  /**
   * Returns the arguments in libtorch's representation, which are valid until this call is closed.
   *
   * @throws IllegalArgumentException if a value has the wrong type or a list the wrong length
   */
  IValue[] toValues() {
    IValue[] converted = new IValue[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof KernelValue kept) {
        converted[i] = kept.getValue();
        continue;
      }
      KernelArgument argument = arguments.get(i);
      IValue value = argument.type() == null ? null : argument.type().convert(values[i]);
      if (value == null) {
        throw refuseType(i);
      }
      made.add(value);
      converted[i] = value;
      requireCounts(i);
    }
    return converted;
  }

  /**
   * Returns the arrays of all arguments, end to end, as {@link KernelEntry} expects them.
   *
   * @throws IllegalArgumentException if a value has the wrong type or a list the wrong length
   */
  NDList toArrays() {
    NDList arrays = new NDList();
    for (int i = 0; i < values.length; i++) {
      if (arguments.get(i).type() == KernelType.TENSOR) {
        add(values[i], i, arrays);
      } else if (values[i] instanceof List<?> list) {
        requireCounts(i);
        for (Object each : list) {
          add(each, i, arrays);
        }
      } else {
        throw refuseType(i);
      }
    }
    return arrays;
  }

  @Override
  public void close() {
    made.forEach(IValue::close);
  }

  private void add(Object value, int argument, NDList arrays) {
    if (!(value instanceof NDArray array)) {
      throw refuseType(argument);
    }
    array.setName(KernelEntry.ARRAY_NAME);
    arrays.add(array);
  }

  /** Checks the lengths of lists that libtorch converts to tuples. */
  private void requireCounts(int argument) {
    String name = arguments.get(argument).name();
    if (arguments.get(argument).type() == KernelType.TENSORS) {
      requireCount(argument, name, (List<?>) values[argument]);
    } else if (arguments.get(argument).type() == KernelType.TENSOR_LISTS) {
      List<?> lists = (List<?>) values[argument];
      for (int i = 0; i < lists.size(); i++) {
        requireCount(argument, name + "[" + i + "]", (List<?>) lists.get(i));
      }
    }
  }

  private void requireCount(int argument, String list, List<?> tensors) {
    String fault = arguments.get(argument).findFault(list, tensors.size());
    if (fault != null) {
      throw new IllegalArgumentException(function + ": " + fault);
    }
  }

  private IllegalArgumentException refuseType(int argument) {
    KernelType type = arguments.get(argument).type();
    return new IllegalArgumentException(
        "kernel function %s: the argument %s must be %s, but the caller passed %s"
            .formatted(
                function,
                arguments.get(argument).name(),
                type == null ? "a KernelValue" : type.getJavaName(),
                nameOf(values[argument])));
  }

  private static String nameOf(@Nullable Object value) {
    return value == null ? "null" : value.getClass().getSimpleName();
  }
}
