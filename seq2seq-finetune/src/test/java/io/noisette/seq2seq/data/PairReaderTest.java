package io.noisette.seq2seq.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.generate.target.BadRows;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each format with what its files may hold: quoting, line ends, byte-order marks, bad rows. */
final class PairReaderTest {

  @TempDir Path directory;

  private final BadRowCount bad = new BadRowCount();

  @Test
  void csvHasQuotesLineBreaksAndAHeader() throws IOException {
    Path file =
        write(
            "a.csv",
            "\uFEFFid,article,highlights\r\n1,\"He said \"\"no\"\",\r\ntwice.\",No.\r\n2,b,c\r\n");
    assertEquals(
        List.of(
            new TextPair("He said \"no\",\ntwice.", List.of("No."), 2),
            new TextPair("b", List.of("c"), 4)),
        read(file, PairFileSettings.DEFAULT));
  }

  @Test
  void tsvHasNoQuotesAndItsFirstRowIsDataUnlessItNamesColumns() throws IOException {
    Path file = write("a.tsv", "\"a\tb\"\nsource\ttarget\n");
    assertEquals(
        List.of(
            new TextPair("\"a", List.of("b\""), 1), new TextPair("source", List.of("target"), 2)),
        read(file, PairFileSettings.DEFAULT));
    Path named = write("b.tsv", "target\tsource\na\tb\n");
    assertEquals(
        List.of(new TextPair("b", List.of("a"), 2)), read(named, PairFileSettings.DEFAULT));
  }

  @Test
  void columnsAreChosenByNameOrNumber() throws IOException {
    Path file = write("a.tsv", "x\ty\tz\n1\t2\t3\n");
    assertEquals(
        List.of(new TextPair("3", List.of("1"), 2)), read(file, columns("z", "x", HeaderRow.AUTO)));
    assertEquals(
        List.of(new TextPair("y", List.of("z"), 1), new TextPair("2", List.of("3"), 2)),
        read(file, columns("2", "3", HeaderRow.AUTO)));
  }

  @Test
  void aMissingColumnIsAnErrorThatNamesThoseThereAre() throws IOException {
    Path file = write("a.csv", "x,y,z\n1,2,3\n");
    UsageException none =
        assertThrows(UsageException.class, () -> read(file, columns("text", "y", HeaderRow.AUTO)));
    assertEquals(
        file + ":1: there is no column text (--source); the columns are x, y, z",
        none.getMessage());
    UsageException unchosen =
        assertThrows(UsageException.class, () -> read(file, PairFileSettings.DEFAULT));
    assertEquals(
        file
            + ":1: name the columns of sources and targets with --source and --target; the columns"
            + " are x, y, z",
        unchosen.getMessage());
    UsageException same =
        assertThrows(UsageException.class, () -> read(file, columns("x", "1", HeaderRow.AUTO)));
    assertEquals(file + ":1: --source and --target are the same column x", same.getMessage());
  }

  @Test
  void jsonHasNestedTranslationsAndListsOfReferences() throws IOException {
    Path file = write("a.jsonl", "{\"translation\": {\"en\": \"a\", \"ro\": \"b\"}}\n\n");
    assertEquals(
        List.of(new TextPair("b", List.of("a"), 1)),
        read(file, columns("ro", "en", HeaderRow.AUTO)));
    Path lists =
        write("b.jsonl", "{\"source\": [\"a.\", \"b.\"], \"target\": [\"c\", \"d\"], \"n\": 1}");
    assertEquals(
        List.of(new TextPair("a. b.", List.of("c", "d"), 1)),
        read(lists, PairFileSettings.DEFAULT));
  }

  @Test
  void aJsonArrayIsReadElementByElement() throws IOException {
    Path file =
        write(
            "a.json",
            "[\n {\"text\": \"a\", \"summary\": \"b\"},\n {\"text\": \"c\", \"summary\": null}\n]");
    assertEquals(List.of(new TextPair("a", List.of("b"), 1)), read(file, PairFileSettings.DEFAULT));
    CorruptDataException refused =
        assertThrows(CorruptDataException.class, () -> bad.judge(BadRows.REFUSE, 1, line -> {}));
    assertEquals(
        "1 of 2 rows cannot be used: 1 with an empty target (first: "
            + file
            + ":element 2); correct them, or leave them out with --bad-rows skip",
        refused.getMessage());
  }

  @Test
  void damagedJsonNamesItsLine() throws IOException {
    Path file = write("a.jsonl", "{\"source\": \"a\", \"target\": \"b\"}\n{\"source\": \"a\"");
    CorruptDataException failure =
        assertThrows(CorruptDataException.class, () -> read(file, PairFileSettings.DEFAULT));
    assertEquals(
        file
            + ":2: End of input at column 15; expected JSON Lines, one object per line, or an array"
            + " of objects",
        failure.getMessage());
  }

  @Test
  void anUnclosedQuoteNamesTheLineWhereItsRowBegins() throws IOException {
    Path file = write("a.csv", "source,target\na,b\nc,\"d\ne,f\n");
    CorruptDataException failure =
        assertThrows(CorruptDataException.class, () -> read(file, PairFileSettings.DEFAULT));
    assertEquals(
        file + ":3: the row that begins here is not valid CSV: a quote in it is never closed",
        failure.getMessage());
  }

  @Test
  void blankLinesAreNoRowsAndCountAsLines() throws IOException {
    Path csv = write("a.csv", "source,target\n\na,b\n\n\nc\n\r\nd,e\n\n");
    assertEquals(
        List.of(new TextPair("a", List.of("b"), 3), new TextPair("d", List.of("e"), 8)),
        read(csv, PairFileSettings.DEFAULT));
    Path tsv = write("a.tsv", "\na\tb\n\nc\td");
    assertEquals(
        List.of(new TextPair("a", List.of("b"), 2), new TextPair("c", List.of("d"), 4)),
        read(tsv, PairFileSettings.DEFAULT));
    List<String> warnings = new ArrayList<>();
    bad.judge(BadRows.SKIP, 4, warnings::add);
    assertEquals(
        List.of(
            "1 of 5 rows are left out: 1 with another number of columns than the first row (first: "
                + csv
                + ":6)"),
        warnings);
  }

  @Test
  void anObjectIsNoText() throws IOException {
    Path file =
        write("a.jsonl", "{\"source\": \"a\", \"target\": {\"text\": [\"b\"], \"at\": [1]}}\n");
    assertEquals(List.of(), read(file, PairFileSettings.DEFAULT));
    CorruptDataException refused =
        assertThrows(CorruptDataException.class, () -> bad.judge(BadRows.REFUSE, 0, line -> {}));
    assertEquals(
        "1 of 1 rows cannot be used: 1 with a source or target that is neither a text nor a list of"
            + " texts (first: "
            + file
            + ":1); correct them, or leave them out with --bad-rows skip",
        refused.getMessage());
  }

  @Test
  void elementsOfAnArrayAreAsStrictAsLines() throws IOException {
    for (String fault :
        List.of(
            "{\"source\": \"a\", \"target\": \"b\", \"target\": \"c\"}",
            "{\"source\": \"a \\ud800 b\", \"target\": \"c\"}")) {
      Path lines = write("a.jsonl", fault + "\n");
      Path array = write("a.json", "[" + fault + "]");
      for (Path file : List.of(lines, array)) {
        CorruptDataException failure =
            assertThrows(CorruptDataException.class, () -> read(file, PairFileSettings.DEFAULT));
        assertTrue(
            failure.getMessage().contains("occurs twice")
                || failure.getMessage().contains("unpaired surrogate in the text at $"),
            failure.getMessage());
      }
    }
  }

  @Test
  void badRowsAreCountedByFault() throws IOException {
    Path file = write("a.tsv", "a\tb\n\tb\na\t \na\tb\tc\nd\te\n");
    assertEquals(
        List.of(new TextPair("a", List.of("b"), 1), new TextPair("d", List.of("e"), 5)),
        read(file, PairFileSettings.DEFAULT));
    List<String> warnings = new ArrayList<>();
    bad.judge(BadRows.SKIP, 2, warnings::add);
    assertEquals(
        List.of(
            "3 of 5 rows are left out: 1 with another number of columns than the first row (first: "
                + file
                + ":4); 1 with an empty source (first: "
                + file
                + ":2); 1 with an empty target (first: "
                + file
                + ":3)"),
        warnings);
  }

  @Test
  void noBreakSpacesAreNoText() throws IOException {
    Path file = write("a.tsv", "a\tb\nc\t\u00a0\u202f\n\u2007\td\n\u00a0\n");
    assertEquals(List.of(new TextPair("a", List.of("b"), 1)), read(file, PairFileSettings.DEFAULT));
    String refusal =
        assertThrows(CorruptDataException.class, () -> bad.judge(BadRows.REFUSE, 1, line -> {}))
            .getMessage();
    assertTrue(refusal.contains("1 with an empty target (first: " + file + ":2)"), refusal);
    assertTrue(refusal.contains("1 with an empty source (first: " + file + ":3)"), refusal);
  }

  @Test
  void jsonLinesAreNotParallelLinesUnlessTheFormatSaysSo() throws IOException {
    List<Path> files =
        List.of(write("train.src", "{\"source\": \"a\"}\n"), write("train.tgt", "b\n"));
    UsageException failure =
        assertThrows(UsageException.class, () -> PairFileFormat.AUTO.settle("--train", files));
    assertEquals(
        files.get(0)
            + " begins with a JSON object: name it .jsonl if it is JSON Lines, or give the format"
            + " lines if each line is a text",
        failure.getMessage());
    assertEquals(PairFileFormat.LINES, PairFileFormat.LINES.settle("--train", files));
  }

  @Test
  void parallelFilesMayBeCompressedAndMustHaveAsManyLines() throws IOException {
    Path one = gzip("train.en.gz", "a\nb\n");
    Path other = write("train.de", "c\nd");
    assertEquals(
        List.of(new TextPair("a", List.of("c"), 1), new TextPair("b", List.of("d"), 2)),
        read(List.of(one, other), PairFileSettings.DEFAULT));
    assertEquals(
        List.of(new TextPair("c", List.of("a"), 1), new TextPair("d", List.of("b"), 2)),
        read(List.of(one, other), columns("de", "en", HeaderRow.AUTO)));
    Path short1 = write("train.ro", "c\n");
    CorruptDataException failure =
        assertThrows(
            CorruptDataException.class, () -> read(List.of(one, short1), PairFileSettings.DEFAULT));
    assertEquals(
        short1
            + " ends after line 1, but "
            + one
            + " continues; parallel files must have the same number of lines",
        failure.getMessage());
  }

  @Test
  void oneLineFileIsNoPair() throws IOException {
    Path file = write("train.txt", "a\n");
    UsageException failure =
        assertThrows(UsageException.class, () -> read(file, PairFileSettings.DEFAULT));
    assertEquals(
        "--train "
            + file
            + ": the ending does not tell a table (.jsonl, .json, .csv, .tsv), so a source and a"
            + " target file are expected, such as train.en train.de, but there is one file; give"
            + " the format if it is another one",
        failure.getMessage());
  }

  @Test
  void aDialogueReplyHasPersonaAndHistory() throws IOException {
    Path file =
        write(
            "a.txt",
            "1 your persona: i ski.\n2 hi\thello\n3 you ?\ti ski .\t\tx|y\n1 your persona: b\n2"
                + " c\td\n");
    assertEquals(
        List.of(
            new TextPair("your persona: i ski.\nhi", List.of("hello"), 2),
            new TextPair("your persona: i ski.\nhi\nhello\nyou ?", List.of("i ski ."), 3),
            new TextPair("your persona: b\nc", List.of("d"), 5)),
        read(List.of(file), PairFileSettings.DEFAULT, PairFileFormat.DIALOGUE));
  }

  @Test
  void aQuoteThatIsNeverClosedIsToldBeforeTheFileEnds() throws IOException {
    Path file = directory.resolve("a.csv");
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write("source,target\na,b\n\"open,c\n");
      for (int i = 0; i < 33; i++) {
        out.write((",".repeat(1023) + "\n").repeat(1024));
      }
    }
    assertEquals(
        file
            + ":3: the row that begins here is not valid CSV: it has more than 33,554,432"
            + " characters, so a quote or bracket in it is probably never closed",
        assertThrows(CorruptDataException.class, () -> read(file, PairFileSettings.DEFAULT))
            .getMessage());
  }

  @Test
  void dialoguesBeginWithOneAndTheirNumbersRise() throws IOException {
    assertEquals(
        ":1: the number 0 begins a dialogue, but a dialogue begins with 1 and its numbers rise",
        refusalOfDialogue("0 a\tb\n"));
    assertEquals(
        ":3: the number 2 comes after 2, but a dialogue begins with 1 and its numbers rise",
        refusalOfDialogue("1 a\tb\n2 c\td\n2 e\tf\n"));
    String most = "x".repeat(1 << 19);
    assertEquals(
        ":3: a dialogue of more than 1,048,576 characters; does each one begin with the number 1?",
        refusalOfDialogue("1 " + most + "\n2 " + most + "\n3 a\tb\n"));
  }

  private String refusalOfDialogue(String content) throws IOException {
    Path file = write("a.txt", content);
    return assertThrows(
            CorruptDataException.class,
            () -> read(List.of(file), PairFileSettings.DEFAULT, PairFileFormat.DIALOGUE))
        .getMessage()
        .replace(file.toString(), "");
  }

  private static PairFileSettings columns(String source, String target, HeaderRow header) {
    return new PairFileSettings(source, target, header, BadRows.REFUSE);
  }

  private List<TextPair> read(Path file, PairFileSettings settings) throws IOException {
    return read(List.of(file), settings);
  }

  private List<TextPair> read(List<Path> files, PairFileSettings settings) throws IOException {
    return read(files, settings, PairFileFormat.AUTO);
  }

  private List<TextPair> read(List<Path> files, PairFileSettings settings, PairFileFormat given)
      throws IOException {
    PairFileFormat format = given.settle("--train", files);
    List<TextPair> pairs = new ArrayList<>();
    try (PairReader reader = PairReader.open(files, format, settings, bad)) {
      for (TextPair pair = reader.read(); pair != null; pair = reader.read()) {
        pairs.add(pair);
      }
    }
    return pairs;
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private Path gzip(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
