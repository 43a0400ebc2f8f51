package io.noisette.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An argument of a kernel function.
 *
 * @param type what Java hands over; null if it cannot
 * @param sourceType as the source declares it
 * @param tuple the name of the tuple that libtorch makes of a list, or of each of several
 * @param elements the names of the tuple's tensors
 */
record KernelArgument(
    String name,
    @Nullable KernelType type,
    String sourceType,
    @Nullable String tuple,
    List<String> elements) {

  private static final String LIST = "List[";

  static KernelArgument of(String name, String sourceType, KernelTuples tuples) {
    boolean isList = sourceType.startsWith(LIST);
    String each =
        isList ? sourceType.substring(LIST.length(), sourceType.length() - 1) : sourceType;
    List<String> elements = tuples.findElements(each);
    if (elements == null) {
      KernelType type = KernelType.named(sourceType);
      return new KernelArgument(name, type, sourceType, null, List.of());
    }
    KernelType type = isList ? KernelType.TENSOR_LISTS : KernelType.TENSORS;
    return new KernelArgument(name, type, sourceType, each, elements);
  }

  /**
   * What is wrong with a list, or null if nothing is.
   *
   * @param list its name in the message
   * @param count tensors in it
   */
  @Nullable String findFault(String list, int count) {
    if (tuple == null || count == elements.size()) {
      return null;
    }
    String fault =
        count < elements.size()
            ? elements.get(count) + " is missing"
            : "nothing comes after " + elements.get(elements.size() - 1);
    return "%s has %d tensors, %s, not %d: %s"
        .formatted(list, elements.size(), tuple, count, fault);
  }
}
