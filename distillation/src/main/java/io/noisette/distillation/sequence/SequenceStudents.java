package io.noisette.distillation.sequence;

import io.noisette.distillation.classifier.DistillOutput;
import io.noisette.distillation.classifier.StudentChoice;
import io.noisette.failure.UsageException;
import io.noisette.generate.search.SearchOptions;
import io.noisette.generate.target.GenerationPlan;
import io.noisette.generate.target.TargetSettings;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.run.ModelPath;
import io.noisette.run.RunFacts;
import io.noisette.seq2seq.Seq2SeqFinetuneConfig;
import io.noisette.seq2seq.SourceEncoderSettings;
import io.noisette.train.RuntimeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The two students of a seed, which start alike and have the same planned steps: one alone, whose
 * run is one of {@code seq2seq-finetune}, and the distilled one.
 *
 * @param choice what both start as
 * @param search of the texts that teachers and students are compared by
 */
record SequenceStudents(SequenceDistillConfig config, StudentChoice choice, SearchOptions search) {

  private static final String ALONE = "alone";

  /**
   * Finds the start of the students, and checks that it fits the teachers.
   *
   * @throws UsageException if it does not, or a teacher is no BART
   */
  static SequenceStudents of(SequenceDistillConfig config) throws IOException {
    Path first = ModelPath.resolve(config.teacher().get(0));
    for (Path teacher : config.teacher()) {
      new BartDirectory(ModelPath.resolve(teacher)).readConfigOfOneVocabulary();
    }
    StudentChoice choice = StudentChoice.parse(config.student(), first);
    if (config.level().isByWord()) {
      WordTeachers.requireFit(config, choice.model());
    }
    return new SequenceStudents(config, choice, settle(config.search(), first));
  }

  /** Returns the search options with the number of beams that the teacher's checkpoint names. */
  private static SearchOptions settle(SearchOptions search, Path teacher) throws IOException {
    BartConfig model = new BartDirectory(teacher).readConfig();
    GenerationPlan plan = GenerationPlan.of(TargetSettings.of(search), teacher, model);
    return search.with(it -> it.beam(plan.settings().numBeams()));
  }

  /** Returns the run of the student alone. */
  Seq2SeqFinetuneConfig toAlone(long seed) {
    return toRun(seed, ALONE);
  }

  /**
   * Returns the run of the distilled student.
   *
   * @param alone facts of the run of the student alone
   */
  Seq2SeqFinetuneConfig toDistilled(long seed, RunFacts alone) {
    return toRun(seed, config.level().toString())
        .withTraining(
            it ->
                it.steps(Math.toIntExact(alone.steps()))
                    .validateEvery(Math.toIntExact(alone.validateEvery())));
  }

  private Seq2SeqFinetuneConfig toRun(long seed, String arm) {
    Path output = config.runtime().output();
    RuntimeSettings runtime =
        output == null
            ? config.runtime()
            : config.runtime().with(it -> it.output(DistillOutput.ofRun(output, arm, seed)));
    return new Seq2SeqFinetuneConfig(
        config.train(),
        config.validation(),
        choice.model(),
        config.preset(),
        config.format(),
        config.files(),
        null, // the prefix of the model, if it has one
        config.lengths(),
        SourceEncoderSettings.NONE,
        config.metric(),
        config.validationRows(),
        choice.layers(),
        choice.random(),
        config.search(),
        config.adversary(),
        config.training(),
        seed,
        runtime);
  }

  /** Returns lines about the teachers and what the distilled students learn, for the user. */
  List<String> describe() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path teacher : config.teacher()) {
      BartConfig model = new BartDirectory(ModelPath.resolve(teacher)).readConfig();
      lines.add(
          String.format(
              Locale.ROOT,
              "teacher %s: BART %d+%d layers, d %d, %,d parameters%s",
              teacher,
              model.encoderLayers(),
              model.decoderLayers(),
              model.dModel(),
              model.getParameterCount(),
              config.level().isByWord() ? ", in memory beside the student" : ""));
    }
    lines.add(
        "--level "
            + config.level()
            + ": the distilled student learns "
            + config.level().getSummary());
    return lines;
  }
}
