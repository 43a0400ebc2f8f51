package io.noisette.evaluation.score;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.evaluation.squad.IdMap;
import io.noisette.evaluation.squad.SquadData;
import io.noisette.evaluation.squad.SquadExample;
import io.noisette.evaluation.squad.SquadFile;
import io.noisette.evaluation.text.SquadEvaluation;
import io.noisette.evaluation.text.SquadQuestion;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Command {@code evaluate --metric squad}: predictions by question id against a data set. */
final class SquadScoreCommand implements Command<SquadConfig> {

  @Override
  public String getSummary() {
    return "Score answers by question id as SQuAD's official scripts do, version 1.1 or 2.0";
  }

  @Override
  public String getDetails() {
    return """
    Predictions are a JSON object with a text for each question id; an empty text is no answer.

    noisette evaluate --metric squad --predictions predictions.json --references dev-v1.1.json
    noisette evaluate --metric squad --predictions predictions.json --references dev-v2.0.json \\
        --no-answer-probabilities na_prob.json --no-answer-threshold 0.4\
    """;
  }

  @Override
  public Topic getTopic() {
    return Topic.RESULTS;
  }

  @Override
  public Class<SquadConfig> getSettingsType() {
    return SquadConfig.class;
  }

  @Override
  public int execute(SquadConfig settings, Console console) throws IOException {
    ScoreSettings scoring = settings.scoring();
    RowScores.requirePlace(scoring, settings.getInputs());
    SquadData data = SquadFile.read(settings.references());
    boolean isVersion2 =
        switch (settings.squadVersion()) {
          case AUTO -> data.isVersion2();
          case V1 -> false;
          case V2 -> true;
        };
    requireVersion2(settings, isVersion2);
    List<SystemScores> systems = new ArrayList<>();
    for (int i = 0; i < scoring.predictions().size(); i++) {
      Path file = scoring.predictions().get(i);
      Path probabilities = settings.findProbabilities(i);
      Map<String, Double> noAnswer =
          probabilities == null ? Map.of() : IdMap.readNumbers(probabilities);
      List<SquadQuestion> questions =
          join(data, file, probabilities, noAnswer, isVersion2, console);
      SquadEvaluation evaluation =
          isVersion2
              ? SquadEvaluation.ofVersion2(
                  questions,
                  settings.findThreshold(),
                  probabilities == null ? null : List.copyOf(noAnswer.keySet()))
              : SquadEvaluation.ofVersion1(questions);
      systems.add(
          new SystemScores(
              file,
              evaluation.getRows(),
              evaluation.getFigures(),
              null,
              data.examples().stream().map(SquadExample::id).toList()));
    }
    RowScores.write(scoring, systems);
    ScoreReport.of(scoring, List.of(settings.references()), systems)
        .print(console.out(), scoring.format());
    return 0;
  }

  private static void requireVersion2(SquadConfig settings, boolean isVersion2) {
    if (!isVersion2 && settings.noAnswerProbabilities() != null) {
      throw new UsageException(
          "--no-answer-probabilities belongs to SQuAD 2.0, but every question of "
              + settings.references()
              + " has an answer; --squad-version v2 scores it so");
    }
  }

  private static List<SquadQuestion> join(
      SquadData data,
      Path file,
      @Nullable Path probabilityFile,
      Map<String, Double> probabilities,
      boolean isVersion2,
      Console console)
      throws IOException {
    Map<String, String> predictions = IdMap.readTexts(file);
    warnOfUnknown(data, file, predictions.keySet(), console);
    long missing = 0;
    List<SquadQuestion> questions = new ArrayList<>();
    for (SquadExample example : data.examples()) {
      String prediction = predictions.get(example.id());
      if (prediction == null) {
        missing++;
        if (isVersion2) {
          throw new UsageException(
              file + " has no prediction for question " + example.id() + " of " + data.file());
        }
      }
      Double probability = probabilities.get(example.id());
      if (probability == null && probabilityFile != null) {
        throw new UsageException(probabilityFile + " has no number for question " + example.id());
      }
      questions.add(
          new SquadQuestion(
              example.id(),
              example.getAnswerTexts(),
              prediction,
              probability == null ? 0 : probability));
    }
    if (missing > 0) {
      console.warn(
          String.format(
              Locale.ROOT,
              "%s: no prediction for %,d of %,d questions, which count as wrong",
              file,
              missing,
              questions.size()));
    }
    return questions;
  }

  private static void warnOfUnknown(
      SquadData data, Path file, Set<String> predicted, Console console) {
    Set<String> known = data.examples().stream().map(SquadExample::id).collect(Collectors.toSet());
    long unknown = predicted.stream().filter(id -> !known.contains(id)).count();
    if (unknown == predicted.size()) {
      throw new UsageException(
          file + " has no question id of " + data.file() + ": are they of another data set?");
    }
    if (unknown > 0) {
      console.warn(
          String.format(
              Locale.ROOT,
              "%s: %,d of %,d predictions are for questions that %s does not have",
              file,
              unknown,
              predicted.size(),
              data.file()));
    }
  }
}
