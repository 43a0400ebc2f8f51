package io.noisette.model;

/**
 * A model that gives each token a tag: BERT, RoBERTa or BART with a linear layer on the hidden
 * states of all tokens, as {@code BertForTokenClassification} of transformers is. Its logits are
 * (tokens, tags); targets are indices of tags, packed as the tokens are, and negative for tokens
 * without one, such as all but the first of a word.
 */
public interface TokenTagger extends TextModel<PackedTokens> {

  /** Name of the linear layer in the model classes of transformers. */
  String HEAD = "classifier";

  /** Returns the tags, in the order of the logits. */
  Labels getTags();
}
