package io.noisette.reproduce.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables that come with the program say what the papers say. */
class PaperTablesTest {

  private static final Pattern ORDERING = Pattern.compile("(\\d\\d\\.\\d\\d) ([sf]{24,})");

  static List<String> names() {
    return TableCatalog.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyTableHasEveryScale(String name) throws IOException {
    PaperTable table = TableCatalog.read(name);
    for (TableScale scale : TableScale.values()) {
      assertFalse(table.plan(scale).isEmpty(), () -> name + " " + scale);
      assertFalse(table.scales().get(scale).notes().isEmpty(), () -> name + " " + scale);
    }
    assertTrue(table.plan(TableScale.SMOKE).size() <= 6, name);
  }

  @ParameterizedTest
  @CsvSource({
    "bart-table1, masked-lm, books, 24.77",
    "bart-table1, language-model, punctuation, 76.7",
    "bart-table1, document-rotation, split-loss, 10.59",
    "bart-table1, infilling-shuffling, split-loss, 5.41",
    "bart-table2, roberta, sst2, 96.4",
    "bart-table2, bart, cola, 62.8",
    "bart-table2, bart, squad2, 89.2",
    "bart-table3, cnn-dm, rouge2, 21.28",
    "bart-table3, xsum, rouge-l, 37.25",
    "bart-table4, seq2seq, ppl, 35.07",
    "bart-table4, bart, f1, 20.72",
    "bart-table6, baseline, bleu, 36.80",
    "bart-table6, fixed, bleu, 36.29",
    "bart-table6, tuned, bleu, 37.96",
    "freelb-table1, reported, mnli, 90.2",
    "freelb-table1, vanilla, rte, 85.61 (1.7)",
    "freelb-table1, pgd, cola, 69.67 (1.2)",
    "freelb-table1, pgd, stsb, 92.43 (7.)",
    "freelb-table1, freeat, qqp, 92.48 (.08)",
    "freelb-table1, freelb, sst2, 96.79 (.2)",
    "freelb-table2, vanilla, cola, 52.1",
    "freelb-table2, freelb, rte, 70.1",
    "freelb-table4, vanilla, cola, 67.57 (1.30)",
    "freelb-table4, freelb-fresh, rte, 87.14 (1.29)",
    "freelb-table4, yopo-3-3, rte, 87.05 (0.20)",
    "freelb-table4, yopo-3-2, mrpc, 90.44 (0.62)",
    "hinton-table1, alone, speech, 58.9",
    "hinton-table1, ensemble, speech, 60.8",
    "hinton-table3, generalist, images, 25.0",
    "hinton-table3, specialists, images, 26.1",
    "dataset-distillation-table1, mnist, fixed, 96.6",
    "dataset-distillation-table1, mnist, random, 79.5 ± 8.1",
    "dataset-distillation-table1, cifar, knn-k-means, 29.4 ± 0.3",
    "sandwich-table1, baseline, perplexity, 18.65 ± 0.34",
    "sandwich-table1, fsfsfffsffsfsssffsfssfssssffsffs, perplexity, 20.74",
    "sandwich-table2, ssssssfsssffffsfsfffffffffffsf, perplexity, 18.12",
    "sandwich-figure5, 6, perplexity, 17.839",
    "sandwich-figure5, 15, perplexity, 18.824"
  })
  void numbersAreThePapers(String name, String row, String column, String text) throws IOException {
    assertEquals(text, row(TableCatalog.read(name), row).paper().get(column).text());
  }

  @ParameterizedTest
  @CsvSource({"sandwich-table1, 'Table 1, ', 'Table 2, '", "sandwich-table2, 'Table 2, ', ## 2.8"})
  void everyOrderingIsThatOfThePaper(String name, String from, String to) throws IOException {
    String facts = Files.readString(Path.of("../docs/papers.md"));
    int start = facts.indexOf(from, facts.indexOf("### 2.5 "));
    Map<String, String> expected =
        ORDERING
            .matcher(facts.substring(start, facts.indexOf(to, start)))
            .results()
            .collect(Collectors.toMap(found -> found.group(2), found -> found.group(1)));
    Map<String, String> actual = new TreeMap<>();
    orderings(TableCatalog.read(name))
        .forEach(row -> actual.put(row.key(), row.paper().get("perplexity").text()));
    assertEquals(20, actual.size());
    assertEquals(new TreeMap<>(expected), actual);
  }

  @Test
  void theOrderingsOfTable1HaveSixteenOfEach() throws IOException {
    for (TableRow row : orderings(TableCatalog.read("sandwich-table1"))) {
      assertEquals(16, count(row, 's'), row.key());
      assertEquals(16, count(row, 'f'), row.key());
    }
  }

  @Test
  void theOrderingsOfTable2HaveTheParametersOfTheBaseline() throws IOException {
    PaperTable table = TableCatalog.read("sandwich-table2");
    for (TableRow row : orderings(table)) {
      assertEquals(48, count(row, 's') + 2 * count(row, 'f'), row.key());
    }
    assertEquals(28, count(row(table, "sffssfsssssssssssssfsfsssfsffsssfsssfs"), 's'));
    assertEquals(18, count(row(table, "ssssssfsssffffsfsfffffffffffsf"), 'f'));
  }

  /** YOPO-m-n makes m whole passes; the variant fairseq makes one more (docs/papers.md 3.1). */
  @Test
  void yopoMakesAsManyWholePassesAsItsNameSays() throws IOException {
    PaperTable table = TableCatalog.read("freelb-table4");
    for (String name : List.of("yopo-3-2", "yopo-3-3")) {
      for (TableScale scale : TableScale.values()) {
        CellRun cell = table.plan(row(table, name), table.columns().get(0), 1, scale);
        Map<String, String> settings = cell.stageRun().texts();
        assertEquals("3", settings.get("adv-steps"), name);
        assertEquals("hf", settings.get("adv-variant"), name);
        assertEquals(name.substring(7), settings.get("yopo-inner-steps"));
      }
    }
  }

  @Test
  void atTheDeskThereAreADozenOrderingsAndThreeBaselines() throws IOException {
    for (String name : List.of("sandwich-table1", "sandwich-table2")) {
      PaperTable table = TableCatalog.read(name);
      assertEquals(15, table.plan(TableScale.DESK).size());
      CellRun ordering = table.plan(TableScale.DESK).get(14);
      assertEquals(ordering.row().key(), ordering.stageRun().texts().get("ordering"));
      assertEquals("desk", ordering.stageRun().texts().get("preset"));
    }
  }

  @Test
  void pretrainingTakesTheBestOfThreeLearningRatesOnATenthOfTheSteps() throws IOException {
    PaperTable table = TableCatalog.read("bart-table1");
    for (TableScale scale : List.of(TableScale.DESK, TableScale.PAPER)) {
      CellRun cell = table.plan(row(table, "language-model"), table.columns().get(0), 1, scale);
      StageRun pretrain = cell.stageRun().inputs().get("model").get(0).inputs().get("model").get(0);
      List<StageRun> trials = pretrain.choices().get("learning-rate");
      assertEquals(3, trials.size());
      Map<String, String> trial = trials.get(0).texts();
      assertEquals("language-model", trial.get("objective"));
      assertEquals(
          Integer.parseInt(pretrain.texts().get("steps")),
          10 * Integer.parseInt(trial.get("steps")));
    }
  }

  @Test
  void modelsWithRandomWeightsAreNotTrainedBeforeFineTuning() throws IOException {
    PaperTable table = TableCatalog.read("bart-table1");
    for (CellRun cell : table.plan(TableScale.DESK)) {
      if (cell.row().key().startsWith("random") && cell.column().key().equals("punctuation")) {
        StageRun pretrain = cell.stageRun().inputs().get("model").get(0);
        assertEquals("0", pretrain.texts().get("learning-rate"));
        assertEquals("1", pretrain.texts().get("steps"));
        assertTrue(pretrain.choices().isEmpty());
      }
    }
  }

  @Test
  void eachCoefficientIsARunOfItsSandwich() throws IOException {
    PaperTable table = TableCatalog.read("sandwich-figure5");
    for (CellRun run : table.plan(TableScale.PAPER)) {
      assertEquals("sandwich(16," + run.row().key() + ")", run.stageRun().texts().get("ordering"));
      assertEquals(Double.valueOf(run.row().key()), run.row().legend().x());
    }
  }

  @Test
  void theAdversariesOfTheDeskAreThoseOfThePapersTable6() throws IOException {
    PaperTable table = TableCatalog.read("freelb-table1");
    assertEquals(20, table.plan(TableScale.DESK).size());
    TableColumn cola = table.columns().get(6);
    Map<String, String> freelb =
        table.plan(row(table, "freelb"), cola, 1, TableScale.DESK).stageRun().texts();
    assertEquals(
        List.of("cola", "freelb", "0.025", "0.2", "3", "hf", "1e-4", "3"),
        List.of(
            freelb.get("task"),
            freelb.get("adversary"),
            freelb.get("adv-lr"),
            freelb.get("adv-max-norm"),
            freelb.get("adv-steps"),
            freelb.get("adv-variant"),
            freelb.get("learning-rate"),
            freelb.get("epochs")));
    assertFalse(
        table
            .plan(row(table, "vanilla"), cola, 1, TableScale.DESK)
            .stageRun()
            .texts()
            .containsKey("adv-lr"));
  }

  private static List<TableRow> orderings(PaperTable table) {
    return table.rows().stream().filter(row -> !row.key().equals("baseline")).toList();
  }

  private static TableRow row(PaperTable table, String key) {
    return table.rows().stream().filter(row -> row.key().equals(key)).findFirst().orElseThrow();
  }

  private static long count(TableRow row, char sublayer) {
    return row.key().chars().filter(unit -> unit == sublayer).count();
  }
}
