package io.noisette.tokenizer.bpe;

/** A learned BPE merge, which joins two adjacent tokens of a word into one. */
public record Merge(String first, String second) {}
