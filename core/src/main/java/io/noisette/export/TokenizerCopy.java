package io.noisette.export;

import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.ConditionalDirectory;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.sandwich.SandwichConfigFile;
import io.noisette.model.weights.ConfigJson;
import io.noisette.text.WholeFile;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Copy of a model directory's tokenizer files, in the form that Hugging Face transformers reads.
 */
final class TokenizerCopy {

  /**
   * Files copied unchanged: configuration of the tokenizer, files for older readers, and the
   * tokenizer of a source encoder.
   */
  private static final List<String> COPIED =
      List.of(
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.txt",
          "vocab.json",
          "merges.txt",
          BartDirectory.SOURCE_TOKENIZER);

  private TokenizerCopy() {}

  /**
   * Writes {@code tokenizer.json}, converted from older vocabulary files if the source has none,
   * and copies the files that belong to it.
   */
  static void write(Path source, Path target, int vocabSize, Consumer<String> warnings)
      throws IOException {
    try (Tokenizer tokenizer = Tokenizer.load(source)) {
      tokenizer.requireIdsBelow(vocabSize, warnings);
      write(tokenizer, source, target);
    }
    for (String name : COPIED) {
      if (Files.isRegularFile(source.resolve(name))) {
        // Not Files.copy, which would also copy a read-only permission.
        Files.write(target.resolve(name), WholeFile.readBytes(source.resolve(name)));
      }
    }
  }

  private static void write(Tokenizer tokenizer, Path source, Path target) throws IOException {
    if (ConfigJson.read(source, SandwichConfigFile::isIn)) {
      tokenizer.write(target); // no model that transformers reads
    } else {
      tokenizer.write(target, readMaxLength(source));
    }
  }

  private static int readMaxLength(Path source) throws IOException {
    return ConfigJson.read(source, json -> json.section("source_encoder") != null)
        ? new ConditionalDirectory(source).readConfig().maxPositionEmbeddings()
        : new ModelDirectory(source, notice -> {}).readMaxLength();
  }
}
