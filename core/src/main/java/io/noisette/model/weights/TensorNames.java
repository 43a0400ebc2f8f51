package io.noisette.model.weights;

import java.util.List;
import java.util.Map;

/** What names the tensors of a family have had in files of transformers. */
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
   * The names of a family.
   *
   * @param prefix of the names of all tensors but those of a head
   * @param roots how names begin in files that lack the prefix
   * @param tied copies that older files carry, and the tensor each is a copy of
   */
  public static TensorNames of(String prefix, List<String> roots, Map<String, String> tied) {
    return new TensorNames(prefix, roots, tied);
  }

  /** Of a family whose files have one name for each tensor. */
  public static TensorNames unchanged() {
    return new TensorNames("", List.of(), Map.of());
  }

  /** The name here: with the family's prefix, and with today's names of a norm's tensors. */
  String today(String stored) {
    String name = stored.replaceFirst("LayerNorm\\.gamma$", "LayerNorm.weight");
    name = name.replaceFirst("LayerNorm\\.beta$", "LayerNorm.bias");
    return roots.stream().anyMatch(name::startsWith) ? prefix + name : name;
  }

  /** Copies that older files carry, and the tensor each is a copy of. */
  Map<String, String> getTied() {
    return tied;
  }

  /** Whether a tensor is no weight: positions counted up, which older files carry. */
  boolean isCounter(String name) {
    return name.endsWith(".position_ids");
  }

  /** Whether a parameter is of a head: it may be absent, and then starts at random. */
  boolean isHead(String name) {
    return !name.startsWith(prefix) || name.startsWith(prefix + "pooler.");
  }
}
