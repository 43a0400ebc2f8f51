package io.noisette.evaluation.answer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.OutputFormat;
import io.noisette.command.Progress;
import io.noisette.command.Topic;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.text.WhiteSpace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Subcommand {@code answer}: finds answers to questions in a text. */
public final class AnswerCommand implements Command<AnswerConfig> {

  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  @Override
  public String getSummary() {
    return "Find answers to questions in a text";
  }

  @Override
  public Topic getTopic() {
    return Topic.MODEL;
  }

  @Override
  public String getDetails() {
    return """
    noisette answer --model runs/squad1 --file article.txt --question 'Who won?' --best 3

    Each line has a probability, the answer as it stands in the text, and where it stands: from
    one character to another, counted in Unicode code points from 0. Probabilities compare the
    answers that the model found best. A model of SQuAD 2.0 also has one for no answer, and says
    so above --no-answer-threshold.\
    """;
  }

  @Override
  public Class<AnswerConfig> getSettingsType() {
    return AnswerConfig.class;
  }

  @Override
  public int execute(AnswerConfig settings, Console console) throws IOException {
    String context = readContext(settings);
    if (WhiteSpace.isBlank(context)) {
      throw new UsageException("the text to search is empty");
    }
    if (settings.question().stream().anyMatch(WhiteSpace::isBlank)) {
      throw new UsageException("--question is empty");
    }
    Torch.setThreads(settings.answering().threads());
    try (QuestionAnsweringModel model =
        QuestionAnsweringModel.open(settings.answering(), console::warn)) {
      for (String question : settings.question()) {
        SpanPrediction prediction = answer(model, model.encode(question, context), console);
        Answers answers = Answers.of(question, prediction, model, settings.best());
        if (settings.format() == OutputFormat.JSON) {
          console.out().println(JSON.toJson(answers.toJson()));
        } else {
          answers.print(console.out());
        }
      }
    }
    return 0;
  }

  private static SpanPrediction answer(
      QuestionAnsweringModel model, SpanExamples windows, Console console) {
    try (Progress progress = console.progress("answer", windows.getSize(), "windows")) {
      SpanPredictions predictions =
          model.predict(
              windows,
              done -> {
                progress.update(done, "");
                return true;
              });
      return Objects.requireNonNull(predictions).predictions().get(0);
    }
  }

  private static String readContext(AnswerConfig settings) throws IOException {
    Path file = settings.file();
    return file == null ? String.valueOf(settings.context()) : ContextFile.read(file);
  }

  /** Answers to one question with their probabilities. */
  private record Answers(
      String question,
      List<Answer> answers,
      List<Double> probabilities,
      boolean knowsNoAnswer,
      double noAnswerProbability,
      boolean isUnanswered) {

    static Answers of(
        String question, SpanPrediction prediction, QuestionAnsweringModel model, int best) {
      boolean knows = model.isVersion2();
      double none = prediction.getNoAnswerProbability();
      int shown = Math.min(best, prediction.answers().size());
      return new Answers(
          question,
          prediction.answers().subList(0, shown),
          prediction.getProbabilities(knows).subList(0, shown),
          knows,
          none,
          knows && none > model.getThreshold());
    }

    void print(PrintStream out) {
      out.println(question.replaceAll("\\s+", " "));
      if (isUnanswered || answers.isEmpty()) {
        out.printf(Locale.ROOT, "  %.4f  (no answer)%n", noAnswerProbability);
      }
      for (int i = 0; i < answers.size(); i++) {
        Answer answer = answers.get(i);
        String text = answer.text().replaceAll("\\s+", " ");
        out.printf(
            Locale.ROOT,
            "  %.4f  %s  [%d-%d]%n",
            probabilities.get(i),
            text,
            answer.start(),
            answer.end());
      }
    }

    Map<String, Object> toJson() {
      List<Map<String, Object>> list = new ArrayList<>();
      for (int i = 0; i < answers.size(); i++) {
        Answer answer = answers.get(i);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("text", answer.text());
        json.put("start", answer.start());
        json.put("end", answer.end());
        json.put("score", answer.score());
        json.put("probability", probabilities.get(i));
        list.add(json);
      }
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("question", question);
      json.put("answers", list);
      if (knowsNoAnswer) {
        json.put("no_answer_probability", noAnswerProbability);
        json.put("no_answer", isUnanswered);
      }
      return json;
    }
  }
}
