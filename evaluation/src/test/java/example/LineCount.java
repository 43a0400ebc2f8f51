package example;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.reproduce.StageRecipe;
import io.noisette.reproduce.StageResult;
import io.noisette.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A recipe as docs/tables.md shows one. */
public final class LineCount implements StageRecipe<LineCount.Settings> {

  /** Settings of the recipe. */
  public record Settings(@Setting(help = "text file to count the lines of") Path data) {}

  @Override
  public Class<Settings> getSettingsType() {
    return Settings.class;
  }

  @Override
  public StageResult train(Settings settings, Console console, StopSignal stop) throws IOException {
    double lines = Files.readAllLines(settings.data()).size();
    return StageResult.of(Map.of("lines", lines));
  }

  /** Registers the recipe. */
  public static final class Module extends AbstractModule {
    @Override
    protected void configure() {
      MapBinder.newMapBinder(
              binder(), new TypeLiteral<String>() {}, new TypeLiteral<StageRecipe<?>>() {})
          .addBinding("line-count")
          .to(LineCount.class);
    }
  }
}
