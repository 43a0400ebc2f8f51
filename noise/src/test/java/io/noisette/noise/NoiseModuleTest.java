package io.noisette.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.noisette.command.Command;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoiseModuleTest {

  @Test
  void severalTasksMayInstallIt() {
    Injector injector = Guice.createInjector(new Task(), new OtherTask());
    Map<String, Command<?>> commands =
        injector.getInstance(Key.get(new TypeLiteral<Map<String, Command<?>>>() {}));
    assertEquals(Set.of("noise-list", "noise-preview"), commands.keySet());
  }

  private static final class Task extends AbstractModule {
    @Override
    protected void configure() {
      install(new NoiseModule());
    }
  }

  private static final class OtherTask extends AbstractModule {
    @Override
    protected void configure() {
      install(new NoiseModule());
    }
  }
}
