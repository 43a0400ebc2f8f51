package io.noisette.nativelib;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.Engine;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChosenLibtorchTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"build-version, 2.13.0+cu130", "version.py, '__version__ = ''2.13.0+cpu'''"})
  void anotherVersionIsRefusedBeforeItIsLoaded(String name, String content) throws IOException {
    Path libraries = Files.createDirectory(directory.resolve("lib"));
    Files.writeString(directory.resolve(name), "# torch\n" + content + "\n");
    assertEquals(
        "PYTORCH_LIBRARY_PATH is "
            + libraries
            + ", which holds libtorch 2.13.0, but libtorch 2.7.1 is needed; correct or unset it",
        assertThrows(UsageException.class, () -> ChosenLibtorch.require(libraries)).getMessage());
  }

  @Test
  void theSameVersionAndAnUnknownOneAreTried() throws IOException {
    Path libraries = Files.createDirectory(directory.resolve("lib"));
    assertDoesNotThrow(() -> ChosenLibtorch.require(libraries));
    Files.writeString(directory.resolve("build-version"), "2.7.1+cu128\n");
    assertDoesNotThrow(() -> ChosenLibtorch.require(libraries));
    assertDoesNotThrow(() -> ChosenLibtorch.require(directory.resolve("absent")));
  }

  @Test
  void theVersionIsThatOfTheLibrariesInTheDistribution() {
    Torch.initialize();
    assertEquals(ChosenLibtorch.VERSION, Engine.getEngine("PyTorch").getVersion());
  }
}
