package io.noisette.seq2seq.data;

import java.util.List;

/**
 * A source text with its targets.
 *
 * @param source text that the encoder reads
 * @param targets texts that a model may write for it: one or more references, none empty
 * @param line number of the line in the file on which the pair begins, from 1
 */
public record TextPair(String source, List<String> targets, long line) {

  public TextPair {
    targets = List.copyOf(targets);
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("targets must have at least one text");
    }
  }
}
