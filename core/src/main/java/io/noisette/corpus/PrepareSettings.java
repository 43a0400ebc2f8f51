package io.noisette.corpus;

import io.noisette.settings.Setting;
import io.noisette.text.DocumentFormat;
import java.nio.file.Path;
import java.util.List;

/** Options of {@code prepare}. */
public record PrepareSettings(
    @Setting(help = "text files, UTF-8, plain or gzip", placeholder = "FILE") List<Path> text,
    @Setting(help = "a Hugging Face tokenizer.json, or a directory with one", placeholder = "FILE")
        Path tokenizer,
    @Setting(help = "directory of the corpus; must not exist yet", placeholder = "DIR") Path output,
    @Setting(
            help =
                "how files are divided into documents; auto tries jsonl, title (lines '= Title ='),"
                    + " blank-line, line",
            byDefault = "auto")
        DocumentFormat documents,
    @Setting(
            help = "ISO 639 code of the text's language, for the ends of sentences",
            byDefault = "en")
        String language) {

  public PrepareSettings {
    text = List.copyOf(text);
  }
}
