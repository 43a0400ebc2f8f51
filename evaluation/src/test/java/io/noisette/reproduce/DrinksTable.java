package io.noisette.reproduce;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.command.StopSignal;
import io.noisette.failure.UsageException;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A table that nobody trains for, and what it takes to reproduce it. */
abstract class DrinksTable {

  static final String TABLE =
      """
      title: Drinks
      source: a book, Table 7
      statistic: one cup each
      paper-model: a barista
      rows-are: drink
      recipe: cups
      needs: [data]
      options: {drink: "{row}", strength: 3}
      columns:
        taste: {unit: points, metric: taste, options: {task: "{column}"}}
      rows:
        tea: {paper: {taste: 5.5}}
        coffee: {options: {strength: 4}, paper: {taste: 6}}
        water: {paper: {taste: 0}}
      scales:
        smoke:
          notes: [Nothing.]
          runs:
            hot: {rows: [tea, coffee], seeds: [1, 2]}
            cold: {rows: [water], seeds: [1]}
      """;

  final RecordingConsole console = new RecordingConsole();
  @TempDir Path directory;
  Path file = Path.of("");
  Path output = Path.of("");

  @BeforeEach
  void writesTheTable() throws IOException {
    file = Files.writeString(directory.resolve("drinks.yaml"), TABLE);
    output = directory.resolve("out");
  }

  boolean reproduce(FakeRecipe recipe, UnaryOperator<ReproduceConfig> changes) throws IOException {
    return reproduce(recipe, changes, new StopSignal());
  }

  boolean reproduce(FakeRecipe recipe, UnaryOperator<ReproduceConfig> changes, StopSignal stop)
      throws IOException {
    return new ReproduceCommand(Map.of("cups", recipe), Map.of())
        .reproduce(changes.apply(config()), console, stop);
  }

  void reproduceQuietly(FakeRecipe recipe) {
    try {
      reproduce(recipe, config -> config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String refusal(FakeRecipe recipe, UnaryOperator<ReproduceConfig> changes) {
    @Nullable String message =
        assertThrows(UsageException.class, () -> reproduce(recipe, changes)).getMessage();
    return String.valueOf(message);
  }

  ReproduceConfig config() {
    return ReproduceConfig.of(file.toString()).with(it -> it.output(output).data(directory));
  }
}
