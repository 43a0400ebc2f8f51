package io.noisette.noise;

import com.google.inject.Guice;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.spi.Vocabulary;
import io.noisette.testing.HostileFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A noise may be typed in any way: it is compiled, or refused with what is wrong. */
final class HostileNoiseTest {

  @TempDir Path directory;

  @Test
  void aHostileSpec() throws IOException {
    NoiseCompiler compiler =
        Guice.createInjector(new NoiseModule()).getInstance(NoiseCompiler.class);
    Path file = directory.resolve("noise");
    Files.writeString(
        file, "permute-sentences|infill(ratio=0.3, lambda=3.5, random=0.1)|delete-tokens");
    new HostileFile(file, "")
        .assertNothingElseHappens(
            () -> {
              String spec = Files.readString(file, StandardCharsets.ISO_8859_1);
              var unused = NoiseSetting.compile(spec, compiler, new WordVocabulary());
            });
  }

  private record WordVocabulary() implements Vocabulary {

    @Override
    public int getSize() {
      return 100;
    }

    @Override
    public int getMaskId() {
      return 3;
    }

    @Override
    public boolean isSpecial(int id) {
      return id < 4;
    }

    @Override
    public boolean isWordStart(int id) {
      return true;
    }
  }
}
