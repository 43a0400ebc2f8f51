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

/** Compiles the value of {@code --noise}, and reports errors in it or in a plug-in to the user. */
public final class NoiseSetting {

  private NoiseSetting() {}

  /**
   * Compiles a noise spec for a vocabulary.
   *
   * @throws UsageException if the spec is invalid or a plug-in cannot be used
   */
  public static Noise compile(String spec, NoiseCompiler compiler, Vocabulary vocabulary) {
    try {
      return compiler.compile(NoiseSpec.parse(spec), vocabulary);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          e.getMessage() + "\n  run 'noisette noise-list' to see all noising functions", e);
    } catch (PluginException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Corrupts a document; a failure of a plug-in's function is reported as an error for the user.
   *
   * @throws RunFailedException if a noising function fails, such as one of a plug-in; the message
   *     names it
   */
  public static TokenizedDocument corrupt(Noise noise, TokenizedDocument document, NoiseKey key) {
    try {
      return noise.corrupt(document, key);
    } catch (IllegalStateException e) {
      throw new RunFailedException(e.getMessage() + " (NOISETTE_DEBUG=1 shows where)", e);
    }
  }
}
