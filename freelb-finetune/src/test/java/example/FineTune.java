package example;

import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import io.noisette.adversary.Adversary;
import io.noisette.classify.ClassifierInput;
import io.noisette.classify.ClassifierModel;
import io.noisette.command.LogConsole;
import io.noisette.evaluation.answer.Answer;
import io.noisette.evaluation.answer.QuestionAnsweringModel;
import io.noisette.freelb.FinetunePreset;
import io.noisette.freelb.FinetuneSummary;
import io.noisette.freelb.FreeLbFinetuneConfig;
import io.noisette.freelb.FreeLbFinetuneRecipe;
import java.nio.file.Path;
import java.util.List;

/**
 * What docs/fine-tuning.md shows of training, docs/library.md of serving, and
 * docs/question-answering.md of answering.
 */
public final class FineTune {

  private FineTune() {}

  public static FinetuneSummary train(String task, Path data, Path model, Path output)
      throws Exception {
    FreeLbFinetuneConfig config =
        FreeLbFinetuneConfig.of(task, data, model, FinetunePreset.NONE)
            .withSeeds(List.of(1L, 2L, 3L))
            .withTraining(training -> training.maxLength(60).epochs(2))
            .withAdversary(adversary -> adversary.adversary(Adversary.FREELB).advInitMag(0.1))
            .withRuntime(runtime -> runtime.output(output));
    return new FreeLbFinetuneRecipe(config, new LogConsole()).train();
  }

  public static List<Answer> answer(Path run) throws Exception {
    try (QuestionAnsweringModel model = QuestionAnsweringModel.open(run, "cpu")) {
      return model.answer("Who drove home?", "He drove home, and she went by bus.").answers();
    }
  }

  public static Classifications.Classification classify(Path run) throws Exception {
    try (ClassifierModel model = ClassifierModel.open(run, "cpu");
        Predictor<ClassifierInput, Classifications> predictor = model.newPredictor()) {
      return predictor.predict(ClassifierInput.of("He drove home.", "He went by car.")).best();
    }
  }
}
