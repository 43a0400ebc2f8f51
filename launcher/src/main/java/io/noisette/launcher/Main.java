package io.noisette.launcher;

import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.Stage;
import io.noisette.CoreModule;
import io.noisette.bart.BartPretrainModule;
import io.noisette.command.CommandRunner;
import io.noisette.distillation.DistillationModule;
import io.noisette.evaluation.EvaluationModule;
import io.noisette.evaluation.answer.QuestionAnsweringModule;
import io.noisette.evaluation.tagging.TaggingModule;
import io.noisette.evaluation.task.ClassificationModule;
import io.noisette.evaluation.text.golden.TextMetricsModule;
import io.noisette.freelb.FreeLbFinetuneModule;
import io.noisette.noise.NoiseModule;
import io.noisette.parity.golden.ParityModule;
import io.noisette.quickstart.QuickstartModule;
import io.noisette.reproduce.ReproduceModule;
import io.noisette.sandwich.SandwichLmModule;
import io.noisette.seq2seq.Seq2SeqFinetuneModule;
import java.util.List;

/** Entry point of the program: lists the Guice modules and runs one command line. */
public final class Main {

  private Main() {}

  /** Runs a command line and exits with the exit code of the command. */
  public static void main(String[] arguments) {
    keepToThisMachine();
    CommandRunner runner =
        Guice.createInjector(Stage.DEVELOPMENT, modules()).getInstance(CommandRunner.class);
    System.exit(runner.execute(List.of(arguments)));
  }

  /** Returns the Guice modules whose bindings make up the program. */
  static List<Module> modules() {
    return List.of(
        new CoreModule(),
        new ParityModule(),
        new NoiseModule(),
        new EvaluationModule(),
        new ReproduceModule(),
        new ClassificationModule(),
        new TaggingModule(),
        new QuestionAnsweringModule(),
        new TextMetricsModule(),
        new BartPretrainModule(),
        new SandwichLmModule(),
        new FreeLbFinetuneModule(),
        new Seq2SeqFinetuneModule(),
        new DistillationModule(),
        new QuickstartModule());
  }

  /**
   * Keeps DJL from downloading and reporting anything, and limits its log to warnings; why a
   * library cannot be unpacked is the message of the failure.
   */
  private static void keepToThisMachine() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    System.setProperty(
        "org.slf4j.simpleLogger.log.ai.djl.huggingface.tokenizers.jni.LibUtils", "off");
  }
}
