package io.noisette.model;

import java.util.Arrays;
import java.util.List;

/**
 * Model architectures that can be read and written, by their {@code model_type} in transformers.
 */
public enum ModelFamily {
  /** The encoder-decoder of Lewis et al., 2020. */
  BART("bart", "Bart"),
  /** The encoder with token types of Devlin et al., 2019. */
  BERT("bert", "Bert"),
  /** The encoder without token types of Liu et al., 2019. */
  ROBERTA("roberta", "Roberta");

  private final String modelType;
  private final String className;

  ModelFamily(String modelType, String className) {
    this.modelType = modelType;
    this.className = className;
  }

  /** Returns {@code model_type} of {@code config.json}. */
  public String getModelType() {
    return modelType;
  }

  /** Returns the prefix of the names of its classes in transformers. */
  String getClassName() {
    return className;
  }

  /** Returns the prefix of the names of all tensors below the head, such as {@code bert.}. */
  public String getPrefix() {
    return this == BART ? "model." : modelType + ".";
  }

  /** Returns the {@code model_type} of every family. */
  public static List<String> modelTypes() {
    return Arrays.stream(values()).map(ModelFamily::getModelType).toList();
  }
}
