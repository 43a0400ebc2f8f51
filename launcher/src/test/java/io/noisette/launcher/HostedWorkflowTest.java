package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a hosted machine runs is what the README tells everybody to run. */
class HostedWorkflowTest {

  private static final Path FILE = Path.of("../.github/workflows/verify.yml");

  @Test
  void runsTheTestCommandOfTheReadme() throws IOException {
    List<String> commands =
        steps().stream()
            .filter(step -> step.containsKey("run"))
            .map(step -> text(step, "run"))
            .toList();
    assertEquals(List.of("./mvnw --batch-mode --no-transfer-progress verify"), commands);
    boolean isInReadme =
        Page.read("README.md").blocks().stream()
            .flatMap(block -> block.lines().stream())
            .anyMatch(line -> line.startsWith("./mvnw verify "));
    assertTrue(isInReadme, "the README has another test command");
  }

  @Test
  void usesActionsOfAMajorVersionAndNoSecret() throws IOException {
    List<String> actions =
        steps().stream()
            .filter(step -> step.containsKey("uses"))
            .map(step -> text(step, "uses"))
            .toList();
    assertEquals(3, actions.size());
    actions.forEach(action -> assertTrue(action.matches("actions/[a-z-]+@v\\d+"), action));
    assertTrue(
        !Files.readString(FILE).contains("secrets"), "a pull request of a stranger runs this");
  }

  private static List<Map<?, ?>> steps() throws IOException {
    Map<?, ?> workflow =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE));
    Map<?, ?> job = (Map<?, ?>) ((Map<?, ?>) workflow.get("jobs")).get("verify");
    return ((List<?>) job.get("steps")).stream().<Map<?, ?>>map(step -> (Map<?, ?>) step).toList();
  }

  private static String text(Map<?, ?> step, String key) {
    return String.valueOf(step.get(key));
  }
}
