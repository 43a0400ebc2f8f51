package io.noisette.launcher;

import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import com.tngtech.archunit.core.domain.JavaClass;
import io.noisette.command.Command;
import io.noisette.noising.NoiseCompiler;
import io.noisette.template.BigramModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each Guice module in a program of its own: alone, twice, and beside any other. */
final class ModulesTest {

  private static final Key<Map<String, Command<?>>> COMMANDS = Key.get(new TypeLiteral<>() {});

  private static List<Class<?>> classes = List.of();

  /** Finds the modules on the class path once, so that no new one is left out. */
  @BeforeAll
  static void findModules() {
    classes =
        MainClasses.read().stream()
            .filter(found -> found.isAssignableTo(Module.class))
            .filter(found -> !found.getModifiers().contains(ABSTRACT))
            .<Class<?>>map(JavaClass::reflect)
            .toList();
  }

  static List<Module> modules() throws ReflectiveOperationException {
    List<Module> modules = new ArrayList<>();
    for (Class<?> module : classes) {
      modules.add((Module) module.getDeclaredConstructor().newInstance());
    }
    return modules;
  }

  @Test
  void thoseOfTheProgramAndTheTemplateAreAmongThem() {
    Main.modules().forEach(module -> assertTrue(classes.contains(module.getClass()), module + ""));
    assertTrue(classes.contains(BigramModule.class), classes::toString);
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
  void allTogetherAreTheProgramInAnyOrder() throws ReflectiveOperationException {
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
