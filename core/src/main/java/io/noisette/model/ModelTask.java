package io.noisette.model;

/** What a model's head is for. */
public enum ModelTask {
  /** No head. */
  ENCODING("Model"),
  CONDITIONAL_GENERATION("ForConditionalGeneration"),
  MASKED_LM("ForMaskedLM"),
  SEQUENCE_CLASSIFICATION("ForSequenceClassification"),
  QUESTION_ANSWERING("ForQuestionAnswering");

  private final String suffix;

  ModelTask(String suffix) {
    this.suffix = suffix;
  }

  /** The class in transformers, such as {@code BertForMaskedLM}. */
  public String getClassName(ModelFamily family) {
    return family.getClassName() + suffix;
  }

  /** Whether Noisette has this head for a family. */
  public boolean isFor(ModelFamily family) {
    boolean bart = family == ModelFamily.BART;
    return switch (this) {
      case ENCODING, SEQUENCE_CLASSIFICATION -> true;
      case CONDITIONAL_GENERATION, QUESTION_ANSWERING -> bart;
      case MASKED_LM -> !bart;
    };
  }
}
