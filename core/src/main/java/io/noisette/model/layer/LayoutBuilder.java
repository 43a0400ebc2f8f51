package io.noisette.model.layer;

import ai.djl.ndarray.types.Shape;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterSpec.Start;
import java.util.ArrayList;
import java.util.List;

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

  public LayoutBuilder all(List<ParameterSpec> others) {
    specs.addAll(others);
    return this;
  }

  public List<ParameterSpec> build() {
    return List.copyOf(specs);
  }

  /** Weight and bias of each name. */
  public static List<String> pairs(List<String> names) {
    return names.stream().flatMap(n -> List.of(n + ".weight", n + ".bias").stream()).toList();
  }
}
