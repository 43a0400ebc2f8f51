package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.noisette.CoreModule;
import io.noisette.bart.BartPretrainModule;
import io.noisette.distillation.DistillationModule;
import io.noisette.evaluation.EvaluationModule;
import io.noisette.freelb.FreeLbFinetuneModule;
import io.noisette.reproduce.ReproduceCommand;
import io.noisette.reproduce.ReproduceConfig;
import io.noisette.reproduce.ReproduceModule;
import io.noisette.reproduce.table.TableCatalog;
import io.noisette.reproduce.table.TableScale;
import io.noisette.sandwich.SandwichLmModule;
import io.noisette.seq2seq.Seq2SeqFinetuneModule;
import io.noisette.testing.RecordingConsole;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables fit the recipes that measure them: every option of every run is read. */
class TablesTest {

  private static final Injector INJECTOR =
      Guice.createInjector(
          new CoreModule(),
          new EvaluationModule(),
          new ReproduceModule(),
          new BartPretrainModule(),
          new FreeLbFinetuneModule(),
          new SandwichLmModule(),
          new Seq2SeqFinetuneModule(),
          new DistillationModule());

  static List<String> names() {
    return TableCatalog.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRunOfATableHasSettingsThatItsRecipeTakes(String table) {
    ReproduceCommand command = INJECTOR.getInstance(ReproduceCommand.class);
    for (TableScale scale : TableScale.values()) {
      ReproduceConfig plan = ReproduceConfig.of(table).with(it -> it.scale(scale).dryRun(true));
      assertDoesNotThrow(() -> command.execute(plan, new RecordingConsole()), scale.name());
    }
  }
}
