package io.noisette.evaluation.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.evaluation.metric.Metric;
import io.noisette.evaluation.task.row.Column;
import io.noisette.evaluation.task.row.TaskFile;
import io.noisette.settings.SettingDefinition;
import io.noisette.settings.SettingsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/tasks.md} says is so. */
final class TasksPageTest {

  private static final Pattern YAML =
      Pattern.compile("```yaml\n# (\\S+)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern KEY = Pattern.compile("`([a-z-]+)`");

  @TempDir private Path directory;
  private String page = "";

  @BeforeEach
  void readPage() throws IOException {
    page = Files.readString(Path.of("../docs/tasks.md"));
  }

  @Test
  void theFileOfThePageDescribesATask() throws IOException {
    var block = YAML.matcher(page).results().findFirst().orElseThrow();
    Path file = Files.writeString(directory.resolve(block.group(1)), block.group(2));
    ClassificationTask task = TaskLookup.find(file.toString());
    assertEquals("reviews", task.name());
    assertEquals(List.of("bad", "good"), task.labels().spellings());
    assertEquals(List.of(Metric.ACC, Metric.F1), task.metrics());
    assertEquals(3, task.files().size());
    Files.writeString(directory.resolve("test.tsv"), "review\nfine tea\n");
    TaskReader reader = new TaskReader(task, directory, warning -> {});
    assertEquals("fine tea", reader.read(Split.TEST).get(0).examples().get(0).text());
  }

  @Test
  void theKeysOfThePageAreThoseOfAFile() {
    List<String> keys = new ArrayList<>();
    page.substring(page.indexOf("\n| key |"))
        .lines()
        .filter(line -> line.matches("\\| `[a-z].*"))
        .map(line -> line.substring(0, line.indexOf('|', 1)))
        .forEach(cell -> KEY.matcher(cell).results().forEach(key -> keys.add(key.group(1))));
    List<String> known =
        SettingsSchema.of(TaskFileSettings.class).getDefinitions().stream()
            .map(SettingDefinition::getName)
            .toList();
    assertEquals(known, keys);
  }

  @Test
  void theTableHasTheFilesAndMetricsOfGlue() {
    for (ClassificationTask task : GlueTasks.all()) {
      String row = row(task.name());
      List<String> parts = new ArrayList<>(task.folders());
      for (TaskFile file : task.files().getOrDefault(Split.DEV, List.of())) {
        parts.add(file.names().get(0) + ".tsv");
        task.metrics().forEach(it -> parts.add(ClassificationTask.nameOf(file.set(), it)));
        Column text = file.columns().text();
        parts.add(file.header() && !task.name().equals("ax") ? text.names().get(0) : "| ");
      }
      parts.addAll(task.labels().spellings());
      for (String part : parts) {
        assertTrue(row.contains(part), task.name() + ": " + part);
      }
    }
  }

  @Test
  void otherNamesOfLabelsAreOnThePage() {
    for (ClassificationTask task : GlueTasks.all()) {
      if (!task.labels().spellings().contains("1")) {
        continue;
      }
      List<String> names = task.labels().labels().names();
      String said = "`%s` and `%s` (`%s`)".formatted(names.get(0), names.get(1), task.name());
      assertTrue(page.replace('\n', ' ').contains(said), said);
    }
  }

  private String row(String task) {
    return page.lines()
        .filter(line -> line.startsWith("| `" + task + "` "))
        .findFirst()
        .orElseThrow();
  }
}
