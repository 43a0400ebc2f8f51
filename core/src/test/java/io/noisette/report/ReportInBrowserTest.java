package io.noisette.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noisette.testing.RecordingConsole;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens a report in a browser without a window, if one is installed. */
class ReportInBrowserTest {

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final int PATIENCE = 120; // seconds, on a busy machine

  @TempDir private Path directory;

  @Test
  void aBrowserShowsThePageWithoutAWordOfComplaint() throws Exception {
    Path browser = find();
    assumeTrue(browser != null, "no chromium is on the PATH to open a report with");
    Path run =
        SmallRuns.write(
            directory.resolve("x"),
            Map.of("noise", "<script>document.title = 'not inert'</script>"),
            SmallRuns.metrics(4));
    Path page = directory.resolve("page.html");
    SmallRuns.reports().write(List.of(run), page, new RecordingConsole());

    Path messages = directory.resolve("messages");
    Process process =
        new ProcessBuilder(command(String.valueOf(browser), page))
            .redirectOutput(directory.resolve("dom").toFile())
            .redirectError(messages.toFile())
            .start();
    assertTrue(process.waitFor(PATIENCE, TimeUnit.SECONDS), "the browser does not end");
    assertEquals(0, process.exitValue(), Files.readString(messages));
    String dom = Files.readString(directory.resolve("dom"));
    assertTrue(dom.contains("<polyline") && dom.contains("</main>"), dom);
    assertFalse(dom.contains("<title>not inert"), dom);
    assertTrue(dom.contains("data-script=\"ready\""), "the policy lets the page's own script run");
    assertFalse(Files.readString(messages).contains("CONSOLE"), Files.readString(messages));
  }

  private List<String> command(String browser, Path page) {
    boolean isRoot = "root".equals(System.getProperty("user.name"));
    return Stream.of(
            browser,
            isRoot ? "--no-sandbox" : "--no-default-browser-check",
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--user-data-dir=" + directory.resolve("profile"),
            "--enable-logging=stderr",
            "--dump-dom",
            page.toUri().toString())
        .toList();
  }

  private static @Nullable Path find() {
    String path = String.valueOf(System.getenv("PATH"));
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .flatMap(entry -> BROWSERS.stream().map(name -> Path.of(entry, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
