package io.noisette.corpus;

import io.noisette.settings.Setting;
import java.nio.file.Path;
import java.util.List;

/** Arguments of {@code verify-corpus}, which stand without an option's name. */
public record VerifyCorpusSettings(
    @Setting(help = "corpora that prepare made", placeholder = "DIR", positional = true)
        List<Path> directories) {

  public VerifyCorpusSettings {
    directories = List.copyOf(directories);
  }
}
