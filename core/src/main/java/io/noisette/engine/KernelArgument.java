package io.noisette.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An argument of a kernel function, as its source declares it.
 *
 * @param type null if Java cannot hand it over
 * @param elements of a list of tensors: the names under which the function unpacks it; null where
 *     it does not, for then any number will do
 */
record KernelArgument(String name, @Nullable KernelType type, @Nullable List<String> elements) {

  /** What is wrong with a list of so many tensors, or null if nothing is. */
  @Nullable String findFault(int count) {
    if (elements == null || count == elements.size()) {
      return null;
    }
    String fault =
        count < elements.size()
            ? elements.get(count) + " is missing"
            : "nothing comes after " + elements.get(elements.size() - 1);
    return "%s takes %d tensors, not %d: %s".formatted(name, elements.size(), count, fault);
  }
}
