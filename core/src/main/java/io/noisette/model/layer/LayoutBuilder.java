package io.noisette.model.layer;

import ai.djl.ndarray.types.Shape;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterSpec.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists the parameters of a model, one part after the other. */
public final class LayoutBuilder {

  private final List<ParameterSpec> specs = new ArrayList<>();

  /** Weights of (out, in) and a bias. */
  public LayoutBuilder linear(String name, int out, int in) {
    matrix(name + ".weight", out, in, Start.NORMAL);
    specs.add(new ParameterSpec(name + ".bias", new Shape(out), Start.ZERO));
    return this;
  }

  public LayoutBuilder norm(String name, int width) {
    specs.add(new ParameterSpec(name + ".weight", new Shape(width), Start.ONE));
    specs.add(new ParameterSpec(name + ".bias", new Shape(width), Start.ZERO));
    return this;
  }

  public LayoutBuilder matrix(String name, int rows, int columns, Start start) {
    specs.add(new ParameterSpec(name, new Shape(rows, columns), start));
    return this;
  }

  public LayoutBuilder vector(String name, int size) {
    return vector(name, size, Start.ZERO);
  }

  public LayoutBuilder vector(String name, int size, Start start) {
    specs.add(new ParameterSpec(name, new Shape(size), start));
    return this;
  }

  /**
   * The linear layers and norms of a transformer layer.
   *
   * @param names of each, by the kernels' names for them
   * @param width of the hidden states
   * @param innerWidth of the feed-forward layer
   */
  public LayoutBuilder layer(Map<String, String> names, int width, int innerWidth) {
    names.forEach(
        (role, name) -> {
          if (role.endsWith("norm")) {
            norm(name, width);
          } else {
            linear(
                name, role.equals("fc1") ? innerWidth : width, role.equals("fc2") ? innerWidth : width);
          }
        });
    return this;
  }

  public LayoutBuilder all(List<ParameterSpec> others) {
    specs.addAll(others);
    return this;
  }

  public List<ParameterSpec> build() {
    return List.copyOf(specs);
  }
}
