package io.noisette.evaluation.tagging;

import java.util.List;

/**
 * Words of a text with their tags.
 *
 * @param words at least one, none of them blank
 * @param tags index of each word's tag; -1: unknown
 * @param line line number of the first word in the file, from 1
 */
public record TaggedText(List<String> words, List<Integer> tags, long line) {

  public TaggedText {
    words = List.copyOf(words);
    tags = List.copyOf(tags);
  }
}
