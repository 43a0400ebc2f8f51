package io.noisette.bart;

import io.noisette.failure.UsageException;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.NoiseSpec;
import io.noisette.noising.spi.Vocabulary;

/** The value of {@code --noise}: what is wrong with it is the user's to mend. */
final class NoiseSetting {

  private NoiseSetting() {}

  static Noise compile(String spec, NoiseCompiler compiler, Vocabulary vocabulary) {
    try {
      return compiler.compile(NoiseSpec.parse(spec), vocabulary);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage() + "\nnoise-list shows what there is", e);
    }
  }
}
