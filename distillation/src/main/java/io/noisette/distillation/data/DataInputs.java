package io.noisette.distillation.data;

import io.noisette.command.Console;
import io.noisette.distillation.classifier.StudentChoice;
import io.noisette.distillation.transfer.ScoredModel;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.evaluation.task.TaskExample;
import io.noisette.failure.UsageException;
import io.noisette.finetune.Timetable;
import io.noisette.noise.NoisePlugins;
import io.noisette.noising.NoiseCompiler;
import io.noisette.run.ModelPath;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of a data distillation, checked before anything is written.
 *
 * @param texts labelled and unlabelled ones
 * @param start what each student starts from
 * @param teacher the model that labels; null: the supervised student of each seed
 * @param compiler knows the noising functions, those of plug-ins included
 * @param digests of the noising functions that are not built in, by name
 */
record DataInputs(
    TransferTexts texts,
    StudentChoice start,
    @Nullable ScoredModel teacher,
    NoiseCompiler compiler,
    Map<String, String> digests) {

  /**
   * Reads the texts and checks everything that is quick to check.
   *
   * @throws UsageException for inputs that do not fit, or a noise that cannot be used
   */
  static DataInputs open(DistillDataConfig config, NoiseCompiler builtIn, Console console)
      throws IOException {
    StudentChoice start = new StudentChoice(ModelPath.resolve(config.model()), null, false);
    start.requireLength(config.training().maxLength());
    TransferTexts texts = TransferTexts.read(config.source(), config.unlabelled(), console::warn);
    requireSelection(config, texts);
    requireQuotas(config, texts);
    ScoredModel teacher = findTeacher(config, texts);
    NoiseCompiler compiler = new NoisePlugins(builtIn).load(config.plugins(), console);
    DataInputs inputs = new DataInputs(texts, start, teacher, compiler, new LinkedHashMap<>());
    inputs.checkNoise(config);
    return inputs;
  }

  Timetable toTimetable(DistillDataConfig config) {
    double share = config.labels().toShare(texts.task().labels().isRegression());
    int kept = ScoreThreshold.countKept(share, texts.countAll() - texts.countLabelled());
    return Timetable.of(config.training(), texts.countLabelled() + kept);
  }

  /** Returns the number of labelled texts of each class; empty without a balance. */
  List<Integer> countClasses(DistillDataConfig config) {
    return countClasses(config, texts);
  }

  private static List<Integer> countClasses(DistillDataConfig config, TransferTexts texts) {
    List<TaskExample> labelled = texts.parts().get(0).examples();
    return switch (config.labels().balance()) {
      case NONE -> List.of();
      case LABELLED ->
          IntStream.range(0, texts.task().labels().labels().size())
              .map(label -> (int) labelled.stream().filter(it -> it.target() == label).count())
              .boxed()
              .toList();
    };
  }

  /** Returns what a user has to know of pairs of texts. */
  List<String> findWarnings(DistillDataConfig config) {
    boolean hasNoise = config.labels().hasNoise() || config.labels().trainNoise() != null;
    return hasNoise && texts.task().isPair()
        ? List.of(
            "the task "
                + texts.task().name()
                + " has pairs of texts: noise, such as a deletion in one of them, may change the"
                + " label; look at the agreement of the views, and compare with the identity view")
        : List.of();
  }

  private static void requireSelection(DistillDataConfig config, TransferTexts texts) {
    if (texts.task().labels().isRegression() && config.labels().keep() != null) {
      throw new UsageException(
          "--keep "
              + config.labels().keep()
              + ": "
              + texts.task().name()
              + " is a regression, whose labels have no score to select by; leave --keep out");
    }
    if (texts.task().labels().isRegression() && config.labels().softLabels()) {
      throw new UsageException(
          "--soft-labels: "
              + texts.task().name()
              + " is a regression, which has no classes; leave --soft-labels out");
    }
  }

  /** Labels of one class teach nothing, and so the supervised student would be trained in vain. */
  private static void requireQuotas(DistillDataConfig config, TransferTexts texts) {
    if (texts.task().labels().isRegression()) {
      return;
    }
    double share = config.labels().toShare(false);
    int unlabelled = texts.countAll() - texts.countLabelled();
    int kept = ScoreThreshold.countKept(share, unlabelled);
    List<Integer> classes = countClasses(config, texts);
    boolean isEnough =
        classes.isEmpty()
            ? kept > 0
            : ScoreThreshold.findQuotas(classes, kept).stream().filter(it -> it > 0).count() > 1;
    if (!isEnough) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--keep %s of %,d unlabelled texts leaves %,d labels, but students need labels of at"
                  + " least two classes; raise --keep, or give more --unlabelled texts",
              share,
              unlabelled,
              kept));
    }
  }

  /** Finds the model that labels and checks its labels; null if the supervised students label. */
  static @Nullable ScoredModel findTeacher(DistillDataConfig config, TransferTexts texts)
      throws IOException {
    if (config.teacher() == null) {
      return null;
    }
    ScoredModel teacher =
        ScoredModel.find(config.teacher(), config.training().maxLength(), config.pairFormat());
    teacher.requireLabels(
        "--teacher " + config.teacher(), config.source().task(), texts.task().labels().labels());
    return teacher;
  }

  /** Compiles all noise, and makes the views of the first seed once to see that texts are left. */
  private void checkNoise(DistillDataConfig config) throws IOException {
    try (Tokenizer tokenizer =
        Tokenizer.load(teacher == null ? start.model() : teacher.directory())) {
      List<View> views = config.labels().toViews();
      PairEncoder encoder =
          new PairEncoder(tokenizer, config.training().maxLength(), config.pairFormat());
      long seed = config.seeds().get(0);
      TextViews.of(views, compiler, seed, texts.unlabelled(), tokenizer, encoder);
      digests.putAll(NoisedTexts.readDigests(tokenizer, views, compiler));
    }
    try (Tokenizer tokenizer = Tokenizer.load(start.model())) {
      digests.putAll(NoisedTexts.readDigests(tokenizer, config.labels().toTrainNoise(), compiler));
    }
  }
}
