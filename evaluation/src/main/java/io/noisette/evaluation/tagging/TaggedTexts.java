package io.noisette.evaluation.tagging;

import java.nio.file.Path;
import java.util.List;

/**
 * Texts of one data file, in the order of the file.
 *
 * @param path path of the file
 * @param digest SHA-256 of the file
 */
public record TaggedTexts(Path path, String digest, List<TaggedText> texts) {

  public TaggedTexts {
    texts = List.copyOf(texts);
  }

  /** Returns whether every word has a tag. */
  public boolean isTagged() {
    return texts.stream().allMatch(text -> text.tags().stream().allMatch(tag -> tag >= 0));
  }

  /** Returns the number of words of all texts. */
  public long countWords() {
    return texts.stream().mapToLong(text -> text.words().size()).sum();
  }
}
