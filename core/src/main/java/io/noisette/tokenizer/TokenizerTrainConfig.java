package io.noisette.tokenizer;

import io.noisette.settings.Setting;
import java.nio.file.Path;
import java.util.List;

/** Settings of {@code tokenizer-train}. */
public record TokenizerTrainConfig(
    @Setting(help = "training text files: UTF-8, plain or gzip, or JSONL", placeholder = "FILE")
        List<Path> text,
    @Setting(help = "vocabulary size, including 256 bytes and 5 special tokens") int vocabSize,
    @Setting(help = "output file, such as tokenizer.json", placeholder = "FILE") Path output) {

  public TokenizerTrainConfig {
    text = List.copyOf(text);
  }
}
