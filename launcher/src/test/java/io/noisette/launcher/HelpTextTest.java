package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.noisette.command.Command;
import io.noisette.command.Variants;
import io.noisette.settings.Setting;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The lines of {@code --help} read without the code: a setting's is a noun phrase or a command in
 * lower case, a subcommand's summary is a command.
 */
class HelpTextTest {

  private static final Set<String> FRAGMENTS =
      Set.of("of", "what", "who", "whose", "how", "where", "which", "by", "its", "their");
  private static final Set<String> NAMES =
      Set.of("AdamW", "BART", "BERT", "GLUE", "Hugging", "ISO", "JSON", "RoBERTa", "UTF-8", "YAML");
  private static final Set<String> IMPERATIVES =
      Set.of(
          "Check",
          "Compare",
          "Continue",
          "Distill",
          "Evaluate",
          "Export",
          "Fill",
          "Find",
          "Fine-tune",
          "Generate",
          "List",
          "Pretrain",
          "Print",
          "Reproduce",
          "Score",
          "Show",
          "Tokenize",
          "Train",
          "Write");
  private static final Map<String, String> SETTINGS = new TreeMap<>();

  @BeforeAll
  static void readsTheSettingsOfAllRecords() throws Exception {
    for (Class<?> type : typesWithSettings()) {
      collect(type);
    }
  }

  @Test
  void aLineOfHelpStartsWithItsSubject() {
    assertTrue(SETTINGS.size() > 150, SETTINGS::toString);
    assertEquals(
        List.of(),
        SETTINGS.entrySet().stream()
            .filter(line -> !startsWithItsSubject(line.getValue()))
            .map(Map.Entry::toString)
            .toList());
  }

  @Test
  void aSummaryIsACommand() {
    List<String> summaries = summaries();
    assertTrue(summaries.size() > 25, summaries::toString);
    assertEquals(
        List.of(),
        summaries.stream().filter(summary -> !IMPERATIVES.contains(firstWord(summary))).toList());
  }

  @Test
  void fragmentsAndCapitalsAreFound() {
    assertEquals(
        List.of("of weights, order and noise", "Text files", "whose count of passes"),
        Stream.of(
                "of weights, order and noise",
                "AdamW's epsilon",
                "Text files",
                "number of steps",
                "whose count of passes")
            .filter(line -> !startsWithItsSubject(line))
            .toList());
  }

  private static boolean startsWithItsSubject(String line) {
    String word = firstWord(line);
    boolean capital = Character.isUpperCase(word.charAt(0));
    return capital ? NAMES.contains(word.replaceFirst("'s$", "")) : !FRAGMENTS.contains(word);
  }

  private static String firstWord(String line) {
    return line.split(" ", 2)[0];
  }

  private static List<String> summaries() {
    Map<String, Command<?>> commands =
        Guice.createInjector(Main.modules())
            .getInstance(Key.get(new TypeLiteral<Map<String, Command<?>>>() {}));
    List<String> summaries = new ArrayList<>();
    for (Command<?> command : commands.values()) {
      summaries.add(command.getSummary());
      for (Variants variants : command.getVariants()) {
        variants.commands().values().forEach(variant -> summaries.add(variant.getSummary()));
      }
    }
    return summaries;
  }

  private static void collect(Class<?> type) {
    Arrays.stream(type.getDeclaredClasses()).forEach(HelpTextTest::collect);
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        Setting setting = component.getAnnotation(Setting.class);
        if (setting != null) {
          SETTINGS.put(type.getName() + "." + component.getName(), setting.help());
        }
      }
    }
  }

  /** All top-level types of main code whose source has a setting, also keys of YAML files. */
  private static List<Class<?>> typesWithSettings() throws IOException, ClassNotFoundException {
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path module : modules.toList()) {
        Path root = module.resolve("src/main/java");
        if (Files.isDirectory(root)) {
          for (Path file : filesWithSettings(root)) {
            String name = root.relativize(file).toString().replace('/', '.');
            types.add(Class.forName(name.replaceFirst("\\.java$", "")));
          }
        }
      }
    }
    return types;
  }

  private static List<Path> filesWithSettings(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : tree.filter(path -> path.toString().endsWith(".java")).toList()) {
        if (Files.readString(file).contains("@Setting(")) {
          files.add(file);
        }
      }
    }
    return files;
  }
}
