package io.noisette.model.layer;

import ai.djl.ndarray.types.Shape;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterSpec.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builder of a model's list of parameters. */
public final class LayoutBuilder {

  private final List<ParameterSpec> specs = new ArrayList<>();

  /** Adds a linear layer: {@code NAME.weight} (out, in) and {@code NAME.bias} (out). */
  public LayoutBuilder linear(String name, int out, int in) {
    matrix(name + ".weight", out, in, Start.NORMAL);
    specs.add(new ParameterSpec(name + ".bias", new Shape(out), Start.ZERO));
    return this;
  }

  /**
   * Adds a layer norm: {@code NAME.weight}, initialized to 1, and {@code NAME.bias}, initialized to
   * 0.
   */
  public LayoutBuilder norm(String name, int width) {
    specs.add(new ParameterSpec(name + ".weight", new Shape(width), Start.ONE));
    specs.add(new ParameterSpec(name + ".bias", new Shape(width), Start.ZERO));
    return this;
  }

  /** Adds a matrix. */
  public LayoutBuilder matrix(String name, int rows, int columns, Start start) {
    specs.add(new ParameterSpec(name, new Shape(rows, columns), start));
    return this;
  }

  /** Adds a vector that is initialized to 0. */
  public LayoutBuilder vector(String name, int size) {
    return vector(name, size, Start.ZERO);
  }

  /** Adds a vector. */
  public LayoutBuilder vector(String name, int size, Start start) {
    specs.add(new ParameterSpec(name, new Shape(size), start));
    return this;
  }

  /**
   * Adds the linear layers and layer norms of a transformer layer.
   *
   * @param names parameter name of each, by the kernels' name
   * @param width dimension of the hidden states
   * @param innerWidth inner dimension of the feed-forward layer
   */
  public LayoutBuilder layer(Map<String, String> names, int width, int innerWidth) {
    names.forEach(
        (role, name) -> {
          if (role.endsWith("norm")) {
            norm(name, width);
          } else {
            linear(
                name,
                role.equals("fc1") ? innerWidth : width,
                role.equals("fc2") ? innerWidth : width);
          }
        });
    return this;
  }

  /** Adds the parameters in a list of specifications, such as those of another builder. */
  public LayoutBuilder all(List<ParameterSpec> others) {
    specs.addAll(others);
    return this;
  }

  /** Returns all parameters, in the order in which they were added. */
  public List<ParameterSpec> build() {
    return List.copyOf(specs);
  }
}
