package io.noisette.engine;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Declared argument of a kernel function.
 *
 * @param name in the source
 * @param type what Java passes; null if Java cannot pass it
 * @param sourceType type in the source
 * @param tuple name of the tuple that libtorch makes of a list, or of each list of several; null if
 *     there is none
 * @param elements names of the tuple's tensors
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
   * Returns what is wrong with the length of a list, or null if nothing is.
   *
   * @param list name of the list in the message
   * @param count number of tensors in the list
   */
  @Nullable String findFault(String list, int count) {
    if (tuple == null || count == elements.size()) {
      return null;
    }
    String fault =
        count < elements.size()
            ? elements.get(count) + " is missing"
            : "there is no tensor after " + elements.get(elements.size() - 1);
    return String.format(
        Locale.ROOT,
        "%s needs the %d tensors of %s, not %d: %s",
        list,
        elements.size(),
        tuple,
        count,
        fault);
  }
}
