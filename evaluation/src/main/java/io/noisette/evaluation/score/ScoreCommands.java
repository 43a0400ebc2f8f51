package io.noisette.evaluation.score;

import io.noisette.command.Command;
import java.util.LinkedHashMap;
import java.util.Map;

/** The commands of {@code evaluate --metric}, by metric. */
public final class ScoreCommands {

  private static final String FILES =
      """
      Row N of the predictions belongs to row N of the references. Files are one text per line, or
      JSON Lines if their names end in .jsonl or .json; .gz may follow. All figures are percentages.

      """;

  private ScoreCommands() {}

  /** Creates the commands by the values of {@code --metric}. */
  public static Map<String, Command<?>> create() {
    Map<String, Command<?>> commands = new LinkedHashMap<>();
    commands.put(
        "rouge",
        command(
            "Score texts by ROUGE-1, -2, -L and -Lsum, as Google's rouge_score does",
            "noisette evaluate --metric rouge --stemmer --predictions predictions.jsonl"
                + " --references test.jsonl",
            RougeConfig.class));
    commands.put(
        "bleu",
        command(
            "Score texts by BLEU, as sacreBLEU does",
            "noisette evaluate --metric bleu --predictions a.txt b.txt --references test.de",
            BleuConfig.class));
    commands.put(
        "chrf",
        command(
            "Score texts by chrF or chrF++, as sacreBLEU does",
            "noisette evaluate --metric chrf --word-order 2 --predictions a.txt --references r.txt",
            ChrfConfig.class));
    commands.put(
        "exact-match",
        command(
            "Score texts by how many equal a reference",
            "noisette evaluate --metric exact-match --predictions a.txt --references r.txt",
            ExactMatchConfig.class));
    commands.put(
        "token-f1",
        command(
            "Score texts by the F1 of the words shared with a reference, as ParlAI does",
            "noisette evaluate --metric token-f1 --predictions a.txt --references r.txt",
            TokenF1Config.class));
    commands.put("squad", new SquadScoreCommand());
    return commands;
  }

  private static <S extends Record & TextScoreConfig> Command<S> command(
      String summary, String example, Class<S> settings) {
    return new TextScoreCommand<>(summary, FILES + example, settings);
  }
}
