package io.noisette.model;

import java.util.Arrays;
import java.util.List;

/** The kinds of model that are read and written, by their name in transformers. */
public enum ModelFamily {
  BART("bart", "Bart"),
  BERT("bert", "Bert"),
  ROBERTA("roberta", "Roberta");

  private final String modelType;
  private final String className;

  ModelFamily(String modelType, String className) {
    this.modelType = modelType;
    this.className = className;
  }

  /** {@code model_type} in {@code config.json}. */
  public String getModelType() {
    return modelType;
  }

  /** How names of its classes in transformers begin. */
  String getClassName() {
    return className;
  }

  /** What names of all tensors below the head begin with. */
  public String getPrefix() {
    return this == BART ? "model." : modelType + ".";
  }

  public static List<String> modelTypes() {
    return Arrays.stream(values()).map(ModelFamily::getModelType).toList();
  }
}
