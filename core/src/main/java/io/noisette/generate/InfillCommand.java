package io.noisette.generate;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.Topic;
import io.noisette.engine.Torch;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Subcommand {@code infill}: fills in the masks of a text. */
public final class InfillCommand implements Command<InfillConfig> {

  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  /** The result as JSON; its components are the keys. */
  private record Result(String text, List<Completion> completions) {}

  @Override
  public String getSummary() {
    return "Fill in the <mask>s of a text with a BART";
  }

  @Override
  public Topic getTopic() {
    return Topic.MODEL;
  }

  @Override
  public String getDetails() {
    return """
    noisette infill --model runs/x --text 'The committee <mask> the proposal.'

    The model generates the whole text, so a briefly trained model may also garble words that it
    should copy; a text without <mask> is generated as well. Of the objectives of bart-pretrain,
    denoising alone teaches to fill gaps. Completions are distinct texts, best
    first, each with its beam-search score: the mean log-probability per token, unless the
    model's generation_config.json sets another length_penalty. [Brackets] mark filled-in text.\
    """;
  }

  @Override
  public Class<InfillConfig> getSettingsType() {
    return InfillConfig.class;
  }

  @Override
  public int execute(InfillConfig settings, Console console) throws IOException {
    TextInfiller.requireText(settings.text());
    if (settings.threads() > 0) {
      Torch.setThreads(settings.threads());
    }
    try (TextInfiller infiller =
        TextInfiller.open(settings.model(), settings.device(), console::info)) {
      if (!settings.text().contains("<mask>")) {
        console.warn(
            "the text has no <mask>, so there is nothing to fill in; the model will"
                + " only copy it");
      }
      List<Completion> completions;
      try (Progress progress = console.progress("infill", -1, "tokens")) {
        completions =
            infiller.infill(
                settings.text(), settings.beam(), tokens -> progress.update(tokens, ""));
      }
      switch (settings.format()) {
        case TEXT -> print(settings.text(), completions, console.out());
        case JSON -> console.out().println(JSON.toJson(new Result(settings.text(), completions)));
      }
    }
    return 0;
  }

  private static void print(String text, List<Completion> completions, PrintStream out) {
    for (Completion completion : completions) {
      String marked = Fillings.mark(text, completion.text());
      out.printf(Locale.ROOT, "%9.4f  %s%n", completion.score(), marked);
    }
  }
}
