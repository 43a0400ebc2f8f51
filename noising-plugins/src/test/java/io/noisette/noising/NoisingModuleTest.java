package io.noisette.noising;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.inject.Guice;
import io.noisette.noising.builtin.Infill;
import io.noisette.noising.builtin.MaskTokens;
import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoisingModuleTest {

  @Test
  void theCatalogListsTheBuiltInFunctionsWithTheirArguments() {
    List<NoiseCatalog.Entry> entries =
        Guice.createInjector(new NoisingModule())
            .getInstance(NoiseCompiler.class)
            .getCatalog()
            .getEntries();
    assertEquals(
        List.of(
            "delete-tokens[ratio=0.15]",
            "infill[ratio=0.3, lambda=3, random=0, whole-words=false, replace-length=1]",
            "insert-tokens[ratio=0.15, random=0]",
            "mask-tokens[ratio=0.15, random=0]",
            "permute-sentences[ratio=1]",
            "rotate-document[probability=1]"),
        entries.stream()
            .map(
                e ->
                    e.name()
                        + e.arguments().stream()
                            .map(a -> a.name() + "=" + a.defaultValue())
                            .toList())
            .toList());
    for (NoiseCatalog.Entry entry : entries) {
      assertFalse(entry.description().isEmpty(), entry::name);
      entry.arguments().forEach(a -> assertFalse(a.meaning().isEmpty(), a::name));
    }
  }

  @Test
  void twoFunctionsOfOneNameAreAnError() {
    var error =
        assertThrows(
            PluginException.class,
            () -> FactoriesByName.of(List.of(new Named("infill"), new MaskTokens(), new Infill())));
    assertEquals(
        "two noising functions have the name 'infill': "
            + "io.noisette.noising.NoisingModuleTest$Named and io.noisette.noising.builtin.Infill",
        error.getMessage());
  }

  @Test
  void aNameThatNoSpecCanSayIsAnError() {
    for (String name : List.of("none", "In fill", "")) {
      assertThrows(PluginException.class, () -> FactoriesByName.of(List.of(new Named(name))));
    }
  }

  private record Named(String getName) implements NoisingFunctionFactory {

    @Override
    public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
      return (document, random) -> document;
    }
  }
}
