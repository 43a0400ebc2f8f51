package io.noisette.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Command;
import io.noisette.command.CommandRunner;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.command.Streams;
import io.noisette.settings.Setting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluateCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aTaskThatAModuleBindsIsEvaluatedWithItsOwnOptions() {
    assertEquals(0, run("--task", "length", "--words", "tea", "--format", "json"));
    assertEquals(
        """
        {"task":"length","n":1,"metrics":{"length.mean":3.0},"word":"tea","unit":"letters","letters":3}
        """,
        text(out));
  }

  @Test
  void eachResultIsALineOfJsonWithWhatItDependsOn() {
    assertEquals(0, run("--task", "length", "--words", "tea", "a", "--format", "json"));
    assertEquals(
        """
        {"task":"length","n":1,"metrics":{"length.mean":3.0},"word":"tea","unit":"letters","letters":3}
        {"task":"length","n":1,"metrics":{"length.mean":1.0,"length.bits_per_letter":null},"word":"a","unit":"letters","letters":1}
        """,
        text(out));
  }

  @Test
  void whatResultsHaveInCommonStandsAboveTheTable() {
    assertEquals(0, run("--task", "length", "--words", "coffee", "a"));
    assertEquals(
        """
        unit  letters

                                      bits
                                       per
        word    letters  n    mean  letter
        coffee        6  1  6.0000       -
        a             1  1  1.0000     NaN
        """,
        text(out));
  }

  @Test
  void oneResultHasAllItDependsOnAboveTheTable() {
    assertEquals(0, run("--task", "length", "--words", "tea"));
    assertEquals(
        """
        word     tea
        unit     letters
        letters  3

        n    mean
        1  3.0000
        """,
        text(out));
  }

  @Test
  void anUnknownTaskOrOptionIsToldWhatThereIs() {
    assertEquals(2, run("--task", "lenght"));
    assertEquals(2, run("--words", "tea"));
    assertEquals(2, run("--task", "length", "--wrods", "tea"));
    assertEquals(2, run("--metric", "bleu", "--task", "length"));
    assertEquals(
        """
        noisette: --task must be one of counts, length, not 'lenght'; did you mean length?
        noisette: --task is missing; choose one of counts, length; or --metric, one of bleu, chrf, \
        exact-match, rouge, squad, token-f1
        noisette: unknown option --wrods; did you mean --words?
        noisette: either --task or --metric can be given, not both
        """,
        text(err));
  }

  @Test
  void aTaskWithMetricsOfItsOwnTakesTheOptionFromTheScoringOfTexts() {
    assertEquals(0, run("--task", "counts", "--words", "tea", "--metric", "letters"));
    assertEquals(0, run("--metric", "letters", "--task", "counts", "--words", "tea"));
  }

  @Test
  void helpTeachesTasksAndTheirOptions() {
    assertEquals(0, run("--help"));
    assertTrue(text(out).contains("\n  length            How long words are\n"), text(out));
    out.reset();
    assertEquals(0, run("--task", "length", "--help"));
    assertTrue(text(out).startsWith("Usage: noisette evaluate --task NAME --words "), text(out));
    assertTrue(text(out).contains("  --words WORD…                 to be measured (required)\n"));
  }

  private int run(String... options) {
    List<String> arguments = new ArrayList<>(List.of("evaluate"));
    arguments.addAll(List.of(options));
    Map<String, Command<?>> commands =
        Guice.createInjector(new EvaluationModule(), new LengthModule(), new CountModule())
            .getInstance(Key.get(new TypeLiteral<Map<String, Command<?>>>() {}));
    return new CommandRunner(commands, new Streams(print(out), print(err), 0)).execute(arguments);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  record LengthConfig(
      EvaluationSettings evaluation,
      @Setting(help = "to be measured", placeholder = "WORD") List<String> words)
      implements EvaluationConfig {}

  private static final class LengthModule extends AbstractModule {

    @Override
    protected void configure() {
      MapBinder.newMapBinder(
              binder(), new TypeLiteral<String>() {}, new TypeLiteral<Evaluation<?>>() {})
          .addBinding("length")
          .toInstance(new Length());
    }
  }

  record CountConfig(
      EvaluationSettings evaluation,
      @Setting(help = "to be measured", placeholder = "WORD") List<String> words,
      @Setting(help = "what to count", placeholder = "NAME") String metric)
      implements EvaluationConfig {}

  private static final class CountModule extends AbstractModule {

    @Override
    protected void configure() {
      MapBinder.newMapBinder(
              binder(), new TypeLiteral<String>() {}, new TypeLiteral<Evaluation<?>>() {})
          .addBinding("counts")
          .toInstance(new Count());
    }
  }

  private static final class Count implements Evaluation<CountConfig> {

    @Override
    public String getSummary() {
      return "How often a thing occurs in words";
    }

    @Override
    public Class<CountConfig> getSettingsType() {
      return CountConfig.class;
    }

    @Override
    public List<EvaluationResult> evaluate(CountConfig settings, Console console, StopSignal stop) {
      Map<String, Double> metrics = Map.of(settings.metric(), (double) settings.words().size());
      return List.of(new EvaluationResult("counts", 1, metrics, Map.of()));
    }
  }

  private static final class Length implements Evaluation<LengthConfig> {

    @Override
    public String getSummary() {
      return "How long words are";
    }

    @Override
    public Class<LengthConfig> getSettingsType() {
      return LengthConfig.class;
    }

    @Override
    public List<EvaluationResult> evaluate(
        LengthConfig settings, Console console, StopSignal stop) {
      return settings.words().stream().map(word -> measure(settings, word)).toList();
    }

    private static EvaluationResult measure(LengthConfig settings, String word) {
      Map<String, Double> metrics = new LinkedHashMap<>();
      metrics.put("length.mean", (double) word.length());
      if (word.length() == 1) {
        metrics.put("length.bits_per_letter", Double.NaN);
      }
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("word", word);
      details.put("unit", "letters");
      details.put("letters", word.length());
      return new EvaluationResult(settings.evaluation().task(), 1, metrics, details);
    }
  }
}
