package io.noisette.noise;

import io.noisette.failure.RunFailedException;
import io.noisette.failure.UsageException;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.NoiseSpec;
import io.noisette.noising.PluginException;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;

/**
 * The value of {@code --noise}: what is wrong with it, or with a plug-in, is the user's to mend.
 */
public final class NoiseSetting {

  private NoiseSetting() {}

  public static Noise compile(String spec, NoiseCompiler compiler, Vocabulary vocabulary) {
    try {
      return compiler.compile(NoiseSpec.parse(spec), vocabulary);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage() + "\nnoise-list shows what there is", e);
    } catch (PluginException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Corrupts a block; a function that fails is named, as it may be a plug-in's. */
  public static TokenizedDocument corrupt(Noise noise, TokenizedDocument block, NoiseKey key) {
    try {
      return noise.corrupt(block, key);
    } catch (IllegalStateException e) {
      throw new RunFailedException(e.getMessage() + " (NOISETTE_DEBUG=1 shows where)", e);
    }
  }
}
