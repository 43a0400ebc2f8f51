package io.noisette.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.noisette.command.OutputFormat;
import io.noisette.failure.UsageException;
import io.noisette.noising.NoiseCatalog;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.spi.NoiseArgument;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference part of docs/noise.md is what the functions themselves say and do. */
class NoiseReferenceTest {

  private static final Path PAGE = Path.of("../docs/noise.md");
  private static final String BEGIN = "<!-- Generated from here: see NoiseReferenceTest. -->\n";
  private static final String END = "<!-- Generated to here. -->\n";
  private static final String UPDATE = "noisette.update-docs";

  private static final long SEED = 5;

  private static final String TEXT =
      "It rains. We stay in and read old books until it is dark. There is coffee, and there is cake.";

  /** Beside each function with its defaults. */
  private static final Map<String, List<String>> MORE_EXAMPLES =
      Map.of(
          "infill",
          List.of("infill(replace-length=0)", "infill(replace-length=-1)", "infill(random=0.5)"),
          "permute-sentences",
          List.of("permute-sentences|infill"));

  /** A text that is no number, and a number that is no share, length or choice. */
  private static final List<String> WRONG = List.of("x", "1000000");

  private final Injector injector = Guice.createInjector(new NoiseModule());
  private final NoiseCompiler compiler = injector.getInstance(NoiseCompiler.class);

  @Test
  void thePageSaysWhatTheFunctionsDo() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertTrue(begin >= BEGIN.length() && end >= begin, PAGE + " has lost its marks");
    String reference = writeReference();
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(PAGE, page.substring(0, begin) + reference + page.substring(end));
      return;
    }
    assertEquals(
        reference,
        page.substring(begin, end),
        "docs/noise.md is out of date; to write it anew: ./mvnw -pl bart-pretrain -am test"
            + " -Dtest=NoiseReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -D"
            + UPDATE
            + "=true");
  }

  private String writeReference() throws IOException {
    StringBuilder reference = new StringBuilder();
    for (NoiseCatalog.Entry entry : compiler.getCatalog().getEntries()) {
      reference.append("\n### ").append(entry.name()).append("\n\n");
      reference.append(sentence(entry.description())).append("\n\n");
      reference.append("| argument | default | allowed | meaning |\n|---|---|---|---|\n");
      for (NoiseArgument argument : entry.arguments()) {
        reference.append(row(entry.name(), argument));
      }
      reference.append("\n```\n").append(example(entry.name()));
      for (String more : MORE_EXAMPLES.getOrDefault(entry.name(), List.of())) {
        reference.append("\n").append(example(more));
      }
      reference.append("```\n");
    }
    return reference.append("\n").toString();
  }

  private String row(String function, NoiseArgument argument) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            argument.name(),
            argument.defaultValue(),
            allowed(function, argument.name()),
            argument.meaning());
  }

  /** What the function asks for when it gets something else. */
  private String allowed(String function, String argument) {
    StringBuilder rules = new StringBuilder();
    for (String wrong : WRONG) {
      String spec = "%s(%s=%s)".formatted(function, argument, wrong);
      String message = assertThrows(UsageException.class, () -> compile(spec)).getMessage();
      Matcher rule = Pattern.compile(argument + " (.*), not '").matcher(message);
      assertTrue(rule.find(), message);
      String text = rule.group(1).replaceFirst("^must be (a )?", "");
      if (text.equals("is a flag: it must be true or false")) {
        return "flag";
      }
      rules.append(rules.isEmpty() ? "" : " ").append(text);
    }
    return rules.toString();
  }

  private void compile(String spec) {
    var unused = NoiseSetting.compile(spec, compiler, new WordTokens(List.of()).getVocabulary());
  }

  private String example(String spec) throws IOException {
    RecordingConsole console = new RecordingConsole();
    NoisePreviewConfig config =
        new NoisePreviewConfig(
            spec, TEXT, null, null, SEED, OutputFormat.TEXT, new PluginSettings(null));
    injector.getInstance(NoisePreviewCommand.class).execute(config, console);
    return spec + "\n" + console.text().stripTrailing().indent(2);
  }

  private static String sentence(String description) {
    return Character.toUpperCase(description.charAt(0)) + description.substring(1) + ".";
  }
}
