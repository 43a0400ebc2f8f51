package io.noisette.tokenizer;

import io.noisette.settings.Setting;
import java.nio.file.Path;
import java.util.List;

/** The settings of {@code tokenizer-train}. */
public record TokenizerTrainConfig(
    @Setting(help = "Text files, UTF-8, plain or gzip, or JSONL", placeholder = "FILE")
        List<Path> text,
    @Setting(help = "Number of ids, with 256 bytes and 5 special tokens") int vocabSize,
    @Setting(help = "The tokenizer.json to write", placeholder = "FILE") Path output) {

  public TokenizerTrainConfig {
    text = List.copyOf(text);
  }
}
