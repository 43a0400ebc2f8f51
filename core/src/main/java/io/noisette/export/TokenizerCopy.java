package io.noisette.export;

import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The tokenizer of a model directory, as transformers reads it. */
final class TokenizerCopy {

  /** What the source says of its tokenizer stands, and so do the files of older readers. */
  private static final List<String> COPIED =
      List.of(
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.txt",
          "vocab.json",
          "merges.txt");

  private TokenizerCopy() {}

  /**
   * Writes {@code tokenizer.json}, made of the vocabulary if the source has none, and what stands
   * beside it.
   */
  static void write(Path source, Path target, int vocabSize) throws IOException {
    try (Tokenizer tokenizer = Tokenizer.load(source)) {
      tokenizer.requireIdsBelow(vocabSize);
      tokenizer.write(target);
    }
    for (String name : COPIED) {
      if (Files.isRegularFile(source.resolve(name))) {
        // Not Files.copy, which would keep that the source may not be written.
        Files.write(target.resolve(name), Files.readAllBytes(source.resolve(name)));
      }
    }
  }
}
