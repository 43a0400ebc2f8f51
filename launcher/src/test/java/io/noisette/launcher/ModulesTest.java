package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import io.noisette.adversary.AdversaryModule;
import io.noisette.command.Command;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.NoisingModule;
import io.noisette.report.ReportModule;
import io.noisette.template.BigramModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each Guice module in a program of its own: alone, twice, and beside any other. */
final class ModulesTest {

  private static final Key<Map<String, Command<?>>> COMMANDS = Key.get(new TypeLiteral<>() {});

  static List<Module> modules() {
    List<Module> modules = new ArrayList<>(Main.modules());
    modules.add(new AdversaryModule());
    modules.add(new NoisingModule());
    modules.add(new ReportModule());
    modules.add(new BigramModule());
    return modules;
  }

  @ParameterizedTest
  @MethodSource("modules")
  void itIsCompleteAlone(Module module) {
    Injector injector = Guice.createInjector(Stage.PRODUCTION, module);
    if (injector.getExistingBinding(COMMANDS) == null) {
      return; // it only adds to what others have
    }
    assertFalse(injector.getInstance(COMMANDS).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void itStandsBesideAnyOtherAndItself(Module module) throws ReflectiveOperationException {
    for (Module other : modules()) {
      Injector injector = Guice.createInjector(Stage.PRODUCTION, module, other, fresh(module));
      if (injector.getExistingBinding(COMMANDS) != null) {
        assertTrue(injector.getInstance(COMMANDS).size() > 0, other::toString);
      }
    }
  }

  @Test
  void allTogetherAreTheProgramInAnyOrder() {
    List<Module> reversed = new ArrayList<>(Main.modules());
    java.util.Collections.reverse(reversed);
    assertEquals(
        Guice.createInjector(Main.modules()).getInstance(COMMANDS).keySet(),
        Guice.createInjector(reversed).getInstance(COMMANDS).keySet());
    Guice.createInjector(modules()).getInstance(NoiseCompiler.class).getCatalog();
  }

  private static Module fresh(Module module) throws ReflectiveOperationException {
    return module.getClass().getDeclaredConstructor().newInstance();
  }
}
