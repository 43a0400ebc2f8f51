package io.noisette.model.weights;

import java.util.List;
import java.util.Map;

/** Mapping from tensor names of older transformers versions to the current names. */
public final class TensorNames {

  private final String prefix;
  private final List<String> roots;
  private final Map<String, String> tied;

  private TensorNames(String prefix, List<String> roots, Map<String, String> tied) {
    this.prefix = prefix;
    this.roots = roots;
    this.tied = tied;
  }

  /**
   * Creates the name mapping of a model architecture.
   *
   * @param prefix of the names of all tensors below the head
   * @param roots prefixes of those tensors' names in files that lack {@code prefix}
   * @param tied from the name of a redundant copy in older files to the name of the tensor it
   *     duplicates; where a file lacks that one, the first copy in the order of this map stands for
   *     it
   */
  public static TensorNames of(String prefix, List<String> roots, Map<String, String> tied) {
    return new TensorNames(prefix, roots, tied);
  }

  /** Returns the identity mapping, for files in which no tensor was ever renamed. */
  public static TensorNames unchanged() {
    return new TensorNames("", List.of(), Map.of());
  }

  /**
   * Returns the current name of a stored tensor: with the architecture's prefix, and {@code weight}
   * and {@code bias} for a layer norm's {@code gamma} and {@code beta}.
   */
  String today(String stored) {
    String name = stored.replaceFirst("LayerNorm\\.gamma$", "LayerNorm.weight");
    name = name.replaceFirst("LayerNorm\\.beta$", "LayerNorm.bias");
    return roots.stream().anyMatch(name::startsWith) ? prefix + name : name;
  }

  /** Returns the map from the name of a redundant copy to the name of its original. */
  Map<String, String> getTied() {
    return tied;
  }

  /**
   * Returns whether a tensor only counts positions ({@code position_ids} in older files) and is no
   * weight.
   */
  boolean isCounter(String name) {
    return name.endsWith(".position_ids");
  }

  /**
   * Returns whether a parameter belongs to a head: it may be missing, and is then initialized
   * randomly.
   */
  boolean isHead(String name) {
    return !name.startsWith(prefix) || name.startsWith(prefix + "pooler.");
  }
}
