package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.noisette.CoreModule;
import io.noisette.evaluation.EvaluationModule;
import io.noisette.freelb.FreeLbFinetuneModule;
import io.noisette.reproduce.CellRecipe;
import io.noisette.reproduce.ReproduceCommand;
import io.noisette.reproduce.ReproduceConfig;
import io.noisette.reproduce.table.TableScale;
import io.noisette.sandwich.SandwichLmModule;
import io.noisette.testing.RecordingConsole;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables fit the recipes that measure them: every option of every run is read. */
class TablesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "freelb-table1",
        "freelb-table2",
        "freelb-table4",
        "sandwich-figure5",
        "sandwich-table1",
        "sandwich-table2"
      })
  void everyRunOfATableHasSettingsThatItsRecipeTakes(String table) {
    ReproduceCommand command =
        new ReproduceCommand(
            Guice.createInjector(
                    new CoreModule(),
                    new EvaluationModule(),
                    new FreeLbFinetuneModule(),
                    new SandwichLmModule())
                .getInstance(Key.get(new TypeLiteral<Map<String, CellRecipe<?>>>() {})));
    for (TableScale scale : TableScale.values()) {
      ReproduceConfig plan =
          new ReproduceConfig(table, scale, null, null, null, null, null, null, 0, true);
      assertDoesNotThrow(() -> command.execute(plan, new RecordingConsole()), scale.name());
    }
  }
}
