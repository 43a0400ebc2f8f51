package io.noisette.tokenizer;

/** One learned merge: these two tokens, side by side in a word, become one. */
public record Merge(String first, String second) {}
