package io.noisette.model;

/** Tasks that a model can have a head for, one per class suffix of transformers. */
public enum ModelTask {
  /** No head: hidden states only. */
  ENCODING("Model"),
  /** Sequence-to-sequence generation. */
  CONDITIONAL_GENERATION("ForConditionalGeneration"),
  /** Prediction of each token from those before it, by a decoder alone. */
  CAUSAL_LM("ForCausalLM"),
  /** Prediction of masked tokens. */
  MASKED_LM("ForMaskedLM"),
  /** Classification of a text or a pair of texts. */
  SEQUENCE_CLASSIFICATION("ForSequenceClassification"),
  /** Classification of each token; transformers has no such class for BART. */
  TOKEN_CLASSIFICATION("ForTokenClassification"),
  /** Extraction of an answer span. */
  QUESTION_ANSWERING("ForQuestionAnswering");

  private final String suffix;

  ModelTask(String suffix) {
    this.suffix = suffix;
  }

  /** Returns the class name in transformers, such as {@code BertForMaskedLM}. */
  public String getClassName(ModelFamily family) {
    return family.getClassName() + suffix;
  }

  /** Returns whether Noisette implements this head for an architecture. */
  public boolean isFor(ModelFamily family) {
    boolean bart = family == ModelFamily.BART;
    return switch (this) {
      case ENCODING, SEQUENCE_CLASSIFICATION, TOKEN_CLASSIFICATION, QUESTION_ANSWERING -> true;
      case CONDITIONAL_GENERATION, CAUSAL_LM -> bart;
      case MASKED_LM -> !bart;
    };
  }
}
