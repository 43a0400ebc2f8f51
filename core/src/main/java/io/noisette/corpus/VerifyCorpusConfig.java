package io.noisette.corpus;

import io.noisette.settings.Setting;
import java.nio.file.Path;
import java.util.List;

/** Settings of {@code verify-corpus}. */
public record VerifyCorpusConfig(
    @Setting(
            help = "corpus directories, written by prepare",
            placeholder = "DIR",
            positional = true)
        List<Path> directories) {

  public VerifyCorpusConfig {
    directories = List.copyOf(directories);
  }
}
