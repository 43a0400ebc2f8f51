package io.noisette.reproduce.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.UsageException;
import io.noisette.settings.YamlSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stages in the file of a table: what they mean, and what is refused. */
final class StageFileTest {

  private static final String TABLE =
      """
      title: Teachers
      source: a paper
      statistic: one run
      paper-model: a model
      rows-are: student
      stages:
        teach: {recipe: train, once-per: table, inputs: {corpus: --corpus}}
        tune: {recipe: train, once-per: column, inputs: {model: teach}, options: {task: "{column}"}}
        study: {recipe: train, inputs: {model: tune, corpus: --corpus}, options: {name: "{row}"}}
        measure: {recipe: evaluate, inputs: {model: study}}
      columns:
        one: {unit: points, metric: a}
        two: {unit: points, metric: b, stage: study, options: {study: {steps: 2}}}
      rows:
        small: {options: {study: {steps: 3}, measure: {steps: 4}}}
        large: {}
      scales:
        smoke:
          notes: [Nothing.]
          options: {tune: {steps: 5}}
          runs:
            all: {seeds: [1, 2]}
      """;

  @TempDir private Path directory;

  @Test
  void anInputMayBeAFileBelowTheDirectoryOfTheUser() throws IOException {
    String table =
        TABLE.replace(
            "corpus: --corpus}, options: {name: \"{row}\"}",
            "corpus: \"--data/{row}/{column}.tsv\"}");
    StageRun study =
        read(table).plan(TableScale.SMOKE).get(0).stageRun().inputs().get("model").get(0);
    StageInput.FromUser input = (StageInput.FromUser) study.stage().inputs().get("corpus");
    assertEquals("data", input.paths().get(0).option());
    assertEquals("small/one.tsv", study.fillIn(input.paths().get(0).file()));
    String shared = TABLE.replaceFirst("--corpus", "\"--data/{row}\"");
    UsageException failure = assertThrows(UsageException.class, () -> read(shared));
    assertTrue(
        failure.getMessage().contains("the placeholder {row} cannot be used"),
        failure.getMessage());
  }

  @Test
  void whatTheTableGivesEachRunIsNoOption() {
    for (String option : List.of("output: /x", "resume: never", "dry-run: true")) {
      for (String other : List.of("steps: 3", "task: \"{column}\"")) {
        UsageException failure =
            assertThrows(UsageException.class, () -> read(TABLE.replace(other, option)));
        assertTrue(
            failure.getMessage().contains(" cannot be set here: every run of a table has its own"),
            failure.getMessage());
      }
    }
    String twice = TABLE.replace("seeds: [1, 2]", "seeds: [1, 1]");
    UsageException failure = assertThrows(UsageException.class, () -> read(twice));
    assertTrue(
        failure.getMessage().contains("seeds must be at least one, and differ"),
        failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"steps: 3", "task: \"{column}\"", "corpus: --corpus"})
  void noTableNamesCode(String other) {
    String table = TABLE.replaceFirst(Pattern.quote(other), "plugins: --data");
    UsageException failure = assertThrows(UsageException.class, () -> read(table));
    assertTrue(
        failure
            .getMessage()
            .endsWith(
                "plugins cannot be set here: plug-ins are code, which no table may name; tables"
                    + " use built-in noise"),
        failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title: Teachers | title: \"a\\nb\" | line 1: title must be one line of text, not 'a b'",
        "rows-are: student | rows-are: ' ' | line 5: rows-are must be one line of text, not ' '",
        "{unit: points, metric: a} | {unit: points, metric: \"a\\rb\"} | metric must be one line",
        "large: {} | large: {label: \"a\\nb\"} | label must be one line of text, not 'a b'",
        "[Nothing.] | [\"a\\nb\"] | notes must be one line of text, not 'a b'",
      })
  void textsAreOneLine(String good, String bad, String message) {
    UsageException failure =
        assertThrows(UsageException.class, () -> read(TABLE.replace(good, bad)));
    assertTrue(failure.getMessage().contains(message), failure.getMessage());
  }

  @Test
  void textsLoseTheLineEndsOfABlockOfYaml() throws IOException {
    String block = TABLE.replace("title: Teachers", "title: >\n  Teachers\n  and students");
    assertEquals("Teachers and students", read(block).head().title());
  }

  @Test
  void keysAreShortEnoughForNamesOfDirectories() throws IOException {
    String longest = "r".repeat(100);
    assertEquals(2, read(TABLE.replace("large:", longest + ":")).rows().size());
    String longer = TABLE.replace("large:", longest + "r:");
    UsageException failure = assertThrows(UsageException.class, () -> read(longer));
    assertTrue(failure.getMessage().contains("100 at most"), failure.getMessage());
  }

  @Test
  void anInputMayBeSeveralFiles() throws IOException {
    String table = TABLE.replaceFirst("--corpus", "[--data/train.de, --data/train.en, --corpus]");
    StageInput input = read(table).stages().get(0).inputs().get("corpus");
    assertEquals(
        List.of(
            new StageInput.UserPath("data", "train.de"),
            new StageInput.UserPath("data", "train.en"),
            new StageInput.UserPath("corpus", "")),
        ((StageInput.FromUser) input).paths());
    String mixed = TABLE.replace("inputs: {model: study}", "inputs: {model: [study, --model]}");
    UsageException failure = assertThrows(UsageException.class, () -> read(mixed));
    assertTrue(
        failure.getMessage().contains("line 10: model must be a single value"),
        failure.getMessage());
  }

  @Test
  void aRowMayShowAnotherStageThanTheColumn() throws IOException {
    List<CellRun> cells =
        read(TABLE.replace("large: {}", "large: {stage: tune}")).plan(TableScale.SMOKE);
    assertEquals("small/one/seed-1", cells.get(0).stageRun().path());
    assertEquals("tune/one", cells.get(2).stageRun().path());
    assertSame(cells.get(2).stageRun(), tuneOf(cells.get(0)), "the row small starts from it");
    StageRun measured =
        read(TABLE.replace("large: {}", "large: {stage: study}"))
            .plan(TableScale.SMOKE)
            .get(2)
            .stageRun();
    assertEquals("large/one/seed-1", measured.path());
  }

  private static StageRun tuneOf(CellRun cell) {
    return cell.stageRun().inputs().get("model").get(0).inputs().get("model").get(0);
  }

  @Test
  void eachStageHasThePathOfWhatItDependsOn() throws IOException {
    List<CellRun> cells = read(TABLE).plan(TableScale.SMOKE);
    assertEquals(8, cells.size());
    StageRun measured = cells.get(0).stageRun();
    assertEquals("small/one/seed-1", measured.path());
    StageRun study = measured.inputs().get("model").get(0);
    assertEquals("small/one/study/seed-1", study.path());
    StageRun tune = study.inputs().get("model").get(0);
    assertEquals("tune/one", tune.path());
    assertEquals("teach", tune.inputs().get("model").get(0).path());
    assertEquals("small/two/seed-1", cells.get(1).stageRun().path());
  }

  @Test
  void anInputMayBeTheOutputsOfSeveralStages() throws IOException {
    String table = TABLE.replace("{model: tune, corpus", "{model: [tune, teach], corpus");
    CellRun cell = read(table).plan(TableScale.SMOKE).get(1);
    List<StageRun> models = cell.stageRun().inputs().get("model");
    assertEquals(List.of("tune/two", "teach"), models.stream().map(StageRun::path).toList());
    assertEquals(models, cell.stageRun().requirements());
  }

  @Test
  void cellsShareTheRunsOfCoarserStages() throws IOException {
    List<CellRun> cells = read(TABLE).plan(TableScale.SMOKE);
    StageRun ofSmall = cells.get(1).stageRun().inputs().get("model").get(0);
    assertEquals("tune/two", ofSmall.path());
    assertSame(
        ofSmall,
        cells.get(3).stageRun().inputs().get("model").get(0),
        "the row large has the same");
    assertEquals(null, ofSmall.seed());
    assertEquals(2, cells.get(5).stageRun().seed());
  }

  @Test
  void columnsShareTheRunsOfARowAndSeed() throws IOException {
    String table =
        TABLE
            .replace("inputs: {model: tune, corpus", "once-per: row-and-seed, inputs: {corpus")
            .replace("stage: study, options: {study: {steps: 2}}", "stage: study");
    List<CellRun> cells = read(table).plan(TableScale.SMOKE);
    StageRun study = cells.get(0).stageRun().inputs().get("model").get(0);
    assertEquals("small/study/seed-1", study.path());
    assertSame(study, cells.get(1).stageRun(), "the column two shows it");
    assertEquals("small/study/seed-2", cells.get(5).stageRun().path());
  }

  @Test
  void optionsOfScalesRowsColumnsAndStagesOverrideEachOther() throws IOException {
    List<CellRun> cells = read(TABLE).plan(TableScale.SMOKE);
    assertEquals("{name=small, steps=3}", cells.get(1).stageRun().texts().toString());
    assertEquals("{name=large, steps=2}", cells.get(3).stageRun().texts().toString());
    assertEquals(
        "{task=two, steps=5}",
        cells.get(1).stageRun().inputs().get("model").get(0).texts().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inputs: {model: study} | inputs: {model: stduy} | line 10: model must be an option of"
            + " reproduce such as --data, or a stage above this one (teach, tune, study), not"
            + " 'stduy'; did you mean study?",
        "inputs: {model: tune, | inputs: {model: [tune, teech], | line 9: model must be an option"
            + " of reproduce such as --data, or a stage above this one (teach, tune), not 'teech';"
            + " did you mean teach?",
        "inputs: {model: tune, | inputs: {model: measure, | line 9: model must be an option of"
            + " reproduce such as --data, or a stage above this one (teach, tune), not 'measure'",
        "once-per: column, | once-per: colum, | line 8: once-per must be one of cell, row-and-seed,"
            + " row, column, table, not 'colum'; did you mean column?",
        "recipe: evaluate, inputs: {model: study} | recipe: evaluate, once-per: row-and-seed,"
            + " inputs: {model: study} | line 10: model: a stage with one run per row-and-seed"
            + " cannot take the output of study, which has one run per cell",
        "recipe: evaluate, inputs: {model: study} | recipe: evaluate, once-per: row, inputs:"
            + " {model: study} | line 10: model: a stage with one run per row cannot take the"
            + " output of study, which has one run per cell",
        "options: {task: '{column}'} | options: {task: '{row}'} | line 8: task: the placeholder"
            + " {row} cannot be used in the stage tune, which runs once per column of the table",
        "options: {study: {steps: 2}} | options: {steps: 2} | line 13: steps: in a table with"
            + " stages, options are {STAGE: {OPTION: VALUE}}; the stages are teach, tune, study,"
            + " measure",
        "options: {study: {steps: 2}} | options: {measure: {steps: 2}} | line 13: measure: the"
            + " column shows the stage study, which does not depend on measure",
        "options: {study: {steps: 2}} | options: {teach: {steps: 2}} | line 13: teach: the runs of"
            + " stage teach (once-per: table) are shared by several columns, so that one of these"
            + " cannot set its options",
        "measure: {steps: 4} | tune: {steps: 4} | line 15: tune: the runs of stage tune (once-per:"
            + " column) are shared by several rows, so that one of these cannot set its options",
        "options: {tune: {steps: 5}} | options: {tun: {steps: 5}} | line 20: options: the table has"
            + " no 'tun'; did you mean tune?",
        "stage: study | stage: studi | line 13: two: stage: the table has no 'studi'; did you mean"
            + " study?",
        "large: {} | large: {stage: studi} | line 16: large: stage: the table has no 'studi'; did"
            + " you mean study?",
        "large: {} | study: {} | line 16: study: a row or column cannot have the same key as a"
            + " stage",
        "stages: | recipe: train | must have either recipe (one stage) or stages (several)",
        "rows-are: student | recipe: train | must have either recipe (one stage) or stages",
        "paper-model: a model | needs: [data] | the key needs is only for tables without"
            + " stages; a stage has the key inputs",
        "{recipe: train, once-per: table, | {recipe: train, vary: steps, once-per: table, | line 7:"
            + " teach: a stage that tries several values of an option has the keys vary, and either"
            + " lowest or highest; a stage that does not has none of them",
        "{recipe: train, once-per: table, | {recipe: train, lowest: loss, once-per: table, |"
            + " line 7: teach: a stage that tries several values of an option has the keys vary",
        "{recipe: train, once-per: table, | {recipe: train, vary: steps, lowest: loss, once-per:"
            + " table, | line 8: model: the stage teach tries values of steps, and only the best of"
            + " these can be taken from it",
        "recipe: evaluate, | recipe: evaluate, vary: steps, lowest: loss, | line 12: one: the"
            + " stage measure has a run for each of several steps, none of which a table shows",
        "paper-model: a model | options: {steps: 1} | line 5: options is only for tables without"
            + " stages; each stage has options of its own"
      })
  void aMistakeIsNamedWithItsLine(String line, String mistake, String told) throws IOException {
    String table = TABLE.replace('"', '\'');
    assertTrue(table.contains(line), line);
    String changed =
        mistake.startsWith("recipe: train") || line.startsWith("paper")
            ? addTo(table, line, mistake)
            : table.replace(line, mistake);
    UsageException refusal = assertThrows(UsageException.class, () -> read(changed));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains(told), message);
  }

  /** The mistake is one line more; of a table without stages, these are missing. */
  private static String addTo(String table, String line, String mistake) {
    return line.equals("stages:")
        ? table.replaceFirst("(?s)stages:.*columns:", "columns:")
        : table.replace(line, line + "\n" + mistake);
  }

  @Test
  void aStageThatTriesValuesHasARunForEach() throws IOException {
    String table =
        TABLE
            .replace("teach: {recipe: train,", "teach: {recipe: train, vary: steps, highest: acc,")
            .replace(
                "inputs: {corpus: --corpus}}",
                "inputs: {corpus: --corpus}, options: {steps: [5, 1e2]}}")
            .replace("inputs: {model: teach}", "inputs: {steps: teach}")
            .replace("options: {tune: {steps: 5}}", "options: {}");
    StageRun tune = tuneOf(read(table).plan(TableScale.SMOKE).get(0));
    assertEquals(
        List.of("teach/5", "teach/1e2"),
        tune.choices().get("steps").stream().map(StageRun::path).toList());
    assertEquals("1e2", tune.choices().get("steps").get(1).texts().get("steps"));
    UsageException none =
        assertThrows(
            UsageException.class, () -> read(table.replace("[5, 1e2]", "")).plan(TableScale.SMOKE));
    assertEquals(
        "the stage teach varies steps, but the table gives it no values to try", none.getMessage());
    UsageException odd =
        assertThrows(
            UsageException.class, () -> read(table.replace("1e2", "../x")).plan(TableScale.SMOKE));
    assertTrue(
        String.valueOf(odd.getMessage()).contains("steps: '../x' cannot be tried"), odd::toString);
  }

  private PaperTable read(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("teachers.yaml"), text);
    return TableFile.read("teachers", YamlSection.read(file));
  }
}
