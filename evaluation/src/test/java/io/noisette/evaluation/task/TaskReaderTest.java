package io.noisette.evaluation.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TaskReaderTest {

  private static final String RTE = "index\tsentence1\tsentence2\tlabel\n";

  private final List<String> warnings = new ArrayList<>();

  @TempDir private Path data;

  @Test
  void colaHasNoHeaderButInItsTestFile() throws IOException {
    write("CoLA/dev.tsv", "gj04\t1\t\tThey sailed.\ngj04\t0\t*\tSailed they\n");
    write("CoLA/test.tsv", "index\tsentence\n0\tBill slept.\n");
    TaskExamples dev = read("cola", Split.DEV);
    assertEquals(
        List.of(
            new TaskExample("They sailed.", null, 1, "0", 1),
            new TaskExample("Sailed they", null, 0, "1", 2)),
        dev.examples());
    assertTrue(dev.isLabelled());
    TaskExamples test = read("cola", Split.TEST);
    assertEquals("Bill slept.", test.examples().get(0).text());
    assertFalse(test.isLabelled());
  }

  @Test
  void aQuotationMarkIsALetter() throws IOException {
    write("MRPC/dev.tsv", "Quality\t#1 ID\t#2 ID\t#1 String\t#2 String\n1\t7\t8\t\" a\t\"b\"\n");
    TaskExample example = read("mrpc", Split.DEV).examples().get(0);
    assertEquals(new TaskExample("\" a", "\"b\"", 1, "0", 2), example);
  }

  @Test
  void theScoreOfStsbIsANumber() throws IOException {
    write(
        "STS-B/dev.tsv",
        """
        index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\tscore
        3\tg\tf\ty\t1\ts\ts\tA\tB\t3.750
        """);
    assertEquals(
        new TaskExample("A", "B", 3.75f, "3", 2), read("stsb", Split.DEV).examples().get(0));
  }

  @Test
  void mnliHasTwoDevSets() throws IOException {
    String header = "index\tsentence1\tsentence2\tlabel1\tgold_label\n";
    write("MNLI/dev_matched.tsv", header + "0\ta\tb\tneutral\tentailment\n");
    write("MNLI/dev_mismatched.tsv", header + "0\ta\tb\tneutral\tcontradiction\n");
    List<TaskExamples> both = reader("mnli").read(Split.DEV);
    assertEquals(List.of("mnli", "mnli-mm"), both.stream().map(it -> it.file().set()).toList());
    assertEquals(0, both.get(0).examples().get(0).target());
    assertEquals(2, both.get(1).examples().get(0).target());
  }

  @Test
  void aSecondDevSetMayBeMissing() throws IOException {
    write(
        "MNLI/dev_matched.jsonl",
        "{\"premise\":\"a\",\"hypothesis\":\"b\",\"label\":\"neutral\"}\n");
    assertEquals(1, reader("mnli").read(Split.DEV).size());
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).startsWith("there is no dev_mismatched of the task mnli"));
  }

  @Test
  void theDiagnosticsLieWhereGlueAndOthersPutThem() throws IOException {
    write("diagnostic/diagnostic.tsv", "index\tsentence1\tsentence2\n0\ta\tb\n");
    assertFalse(read("ax", Split.TEST).isLabelled());
    write("AX/diagnostic-full.tsv", "Logic\tPremise\tHypothesis\tLabel\n\ta\tb\tentailment\n");
    assertTrue(read("ax", Split.DEV).isLabelled());
  }

  @Test
  void aFolderOfTheTaskDoesAsWellAndSoDoesGzip() throws IOException {
    Files.createDirectories(data);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(data.resolve("dev.tsv.gz")))) {
      out.write((RTE + "0\ta\tb\tentailment\n").getBytes(UTF_8));
    }
    assertEquals(1, read("rte", Split.DEV).examples().size());
  }

  @Test
  void jsonMayHaveLabelsByNumberAndTestLabelsThatAreNotKnown() throws IOException {
    String json = "{\"sentence1\":\"a\\tb\",\"sentence2\":\"c\",\"label\":%s,\"idx\":7}\n";
    write("RTE/dev.jsonl", json.formatted("1"));
    write("RTE/test.jsonl", json.formatted("-1"));
    assertEquals(new TaskExample("a\tb", "c", 1, "7", 1), read("rte", Split.DEV).examples().get(0));
    assertFalse(read("rte", Split.TEST).isLabelled());
  }

  @Test
  void testsMayLeaveOutLabelsAndScoresInAnyWay() throws IOException {
    for (String unknown : List.of("-1", "-1.0", "")) {
      write("STS-B/test.tsv", "sentence1\tsentence2\tscore\na\tb\t" + unknown + "\n");
      assertFalse(read("stsb", Split.TEST).isLabelled(), unknown);
      write("RTE/test.tsv", RTE + "0\ta\tb\t" + unknown + "\n");
      assertFalse(read("rte", Split.TEST).isLabelled(), unknown);
    }
  }

  @Test
  void minusOneIsALabelWhereTheTaskHasIt() throws IOException {
    write("mood.yaml", "text: t\nlabel: l\nlabels: [-1, 1]\ntest: test\n");
    write("test.jsonl", "{\"t\": \"a\", \"l\": -1}\n{\"t\": \"b\", \"l\": 1}\n");
    ClassificationTask task = TaskLookup.find(data.resolve("mood.yaml").toString());
    List<TaskExample> examples =
        new TaskReader(task, data, warnings::add).read(Split.TEST).get(0).examples();
    assertEquals(List.of(0f, 1f), examples.stream().map(TaskExample::target).toList());
  }

  @Test
  void jsonHasNoColumnsByNumberAndOneObjectALine() throws IOException {
    write("mood.yaml", "text: 1\nlabel: l\nlabels: [no, yes]\ndev: dev.json\n");
    write("dev.json", "{\"t\": \"a\", \"l\": \"no\"}\n");
    ClassificationTask task = TaskLookup.find(data.resolve("mood.yaml").toString());
    TaskReader reader = new TaskReader(task, data, warnings::add);
    UsageException refused = assertThrows(UsageException.class, () -> reader.read(Split.DEV));
    assertEquals(
        data.resolve("dev.json")
            + ": a column of a JSON Lines file must be given by key, not by number 1",
        refused.getMessage());
    write("RTE/dev.jsonl", "[\n");
    assertCorrupt(
        "dev.jsonl:1: not a JSON object: Expected an object but was an array at column 2;");
  }

  @Test
  void labelsDifferInMoreThanCase() throws IOException {
    write("mood.yaml", "text: t\nlabel: l\nlabels: [Bad, bad]\ndev: dev\n");
    UsageException refused =
        assertThrows(
            UsageException.class, () -> TaskLookup.find(data.resolve("mood.yaml").toString()));
    assertNotNull(refused.getMessage());
    assertTrue(
        refused.getMessage().contains("labels must differ in more than upper and lower case"),
        refused::getMessage);
  }

  @Test
  void aFewBadRowsAreToldAndLeftOut() throws IOException {
    String good = "0\ta\tb\tentailment\n";
    write("RTE/dev.tsv", RTE + good.repeat(300) + "1\ta\tb\n" + good + "\n2\ta\tb\tmaybe\n\n\n");
    TaskExamples dev = read("rte", Split.DEV);
    assertEquals(301, dev.examples().size());
    assertEquals(3, dev.badRows());
    assertEquals(
        List.of(
            "302: 3 columns, but the first line has 4; the row is skipped",
            "304: empty line; the row is skipped",
            "305: the label must be one of entailment, not_entailment, not 'maybe'; the row is"
                + " skipped"),
        warnings.stream().map(it -> it.substring(it.indexOf("tsv:") + 4)).toList());
  }

  @Test
  void manyBadRowsAreNotToldOneByOne() throws IOException {
    String good = "0\ta\tb\tentailment\n";
    write("RTE/dev.tsv", RTE + good.repeat(2000) + "1\n".repeat(7));
    assertEquals(7, read("rte", Split.DEV).badRows());
    assertEquals(6, warnings.size());
    assertTrue(warnings.get(5).endsWith("dev.tsv: 7 rows are skipped in total"), warnings.get(5));
  }

  @Test
  void tooManyBadRowsAreAnError() throws IOException {
    write("RTE/dev.tsv", RTE + "0\ta\tb\tentailment\n".repeat(99) + "1\ta\tb\tyes\n1\ta\tb\t2\n");
    assertCorrupt(
        "dev.tsv:101: the label must be one of entailment, not_entailment, not 'yes';"
            + " in total, 2 of 101 rows do not fit the definition of the task rte;");
  }

  @Test
  void scoresAreHeldAgainstTheirRange() throws IOException {
    write("STS-B/dev.tsv", "sentence1\tsentence2\tscore\na\tb\t5.2\n");
    String message =
        assertThrows(CorruptDataException.class, () -> read("stsb", Split.DEV)).getMessage();
    assertNotNull(message);
    assertTrue(message.contains("the score must be from 0.0 to 5.0, not '5.2'"), message);
  }

  @Test
  void aHeaderWithoutAColumnSaysWhichThereAre() throws IOException {
    write("RTE/dev.tsv", "index\tsentence1\tlabel\n0\ta\tentailment\n");
    assertUsage(
        "rte",
        Split.DEV,
        "dev.tsv:1: no column sentence2; the columns are index, sentence1, label");
    write("CoLA/dev.tsv", "one sentence\n");
    assertUsage(
        "cola",
        Split.DEV,
        "dev.tsv:1: no column sentence, number 4; the line has 1 columns, and columns have no"
            + " names");
  }

  @Test
  void aColumnThatIsThereTwiceIsNotChosen() throws IOException {
    write("RTE/dev.tsv", "index\tsentence1\tsentence2\tsentence1\tlabel\n0\ta\tb\tc\tentailment\n");
    assertUsage("rte", Split.DEV, "dev.tsv:1: two columns have the name sentence1; rename one of");
    write("RTE/dev.tsv", "note\tsentence1\tsentence2\tnote\tlabel\n0\ta\tb\tc\tentailment\n");
    assertEquals(1, read("rte", Split.DEV).examples().size(), "others do not matter");
  }

  @Test
  void whatIsNotThereIsToldWithWhereItWasLookedFor() throws IOException {
    assertUsage(
        "rte",
        Split.DEV,
        "there is no dev of the task rte, also not with .tsv, .jsonl or .gz; searched");
    assertUsage("ax", Split.TRAIN, "the task ax has no train split; it has dev, test");
    write("RTE/dev.tsv", RTE);
    assertUsage("rte", Split.DEV, "dev.tsv contains no examples");
    write("RTE/dev.tsv", "");
    assertUsage("rte", Split.DEV, "dev.tsv contains no examples");
  }

  private void assertCorrupt(String part) {
    String message =
        assertThrows(CorruptDataException.class, () -> read("rte", Split.DEV)).getMessage();
    assertNotNull(message);
    assertTrue(message.contains(part), message);
  }

  private void assertUsage(String task, Split split, String part) {
    String message = assertThrows(UsageException.class, () -> read(task, split)).getMessage();
    assertNotNull(message);
    assertTrue(message.contains(part), message);
  }

  private TaskExamples read(String task, Split split) throws IOException {
    List<TaskExamples> files = reader(task).read(split);
    assertEquals(1, files.size());
    return files.get(0);
  }

  private TaskReader reader(String name) {
    ClassificationTask task = GlueTasks.find(name);
    assertNotNull(task);
    return new TaskReader(task, data, warnings::add);
  }

  private void write(String name, String text) throws IOException {
    Path file = data.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
