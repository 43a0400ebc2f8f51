package io.noisette.seq2seq.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noisette.command.StopSignal;
import io.noisette.failure.UsageException;
import io.noisette.generate.target.BadRows;
import io.noisette.generate.target.Truncation;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.testing.RecordingConsole;
import io.noisette.testing.SharedFiles;
import io.noisette.tokenizer.SmallTokenizers;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files to packed batches, on small files and on real data sets. */
final class PairEncodingTest {

  @TempDir Path directory;

  private final RecordingConsole console = new RecordingConsole();
  private Tokenizer tokenizer;

  @BeforeEach
  void train() throws IOException {
    tokenizer =
        Tokenizer.load(SmallTokenizers.train(directory, "the cat sat on the mat\n".repeat(9), 300));
  }

  @AfterEach
  void close() {
    tokenizer.close();
  }

  @Test
  void eachReferenceIsAnExampleWithTheSameSource() throws IOException {
    Path file =
        write("a.jsonl", "{\"source\": \"the cat\", \"target\": [\"cat\", \"the mat sat\"]}");
    EncodedPairs pairs = read(PairFileFormat.AUTO, Truncation.REFUSE, 64, file);
    assertEquals(2, pairs.getSize());
    assertEquals(1, pairs.getRowCount());
    assertEquals(List.of("cat", "the mat sat"), pairs.getReferences(0));
    assertEquals("<s>the cat</s>", tokenizer.decode(pairs.readSource(0)));
    Seq2SeqBatch batch = pairs.toBatch(new int[] {1, 0}, tokenizer.getEosId());
    assertEquals("<s>the mat sat</s><s>cat</s>", decode(batch.labels().toArray()));
    assertEquals("</s><s>the mat sat</s><s>cat", decode(batch.decoderInput().toArray()));
    assertEquals("<s>the cat</s><s>the cat</s>", decode(batch.source().toArray()));
    assertEquals(Math.max(pairs.readSource(0).length, pairs.countTargets(1)), pairs.countTokens(1));
  }

  /** Otherwise the hours in which a teacher wrote them would be lost. */
  @Test
  void generatedTargetsAreCutAndMayBeCopies() throws IOException {
    Path file =
        write(
            "train.jsonl",
            """
            {"source": "the cat", "target": "the cat"}
            {"source": "the mat", "target": "the mat"}
            {"source": "the cat sat on the mat", "target": "the cat sat on the mat"}
            """);
    EncodedPairs pairs =
        PairEncoding.ofGenerated(file, newEncoders(Truncation.REFUSE, 4), console)
            .read(List.of(file), false, new StopSignal());
    assertNotNull(pairs);
    assertEquals(3, pairs.getSize());
    assertEquals(4, pairs.countTargets(2));
  }

  @Test
  void aPipeIsReadOnceAndNotForChecks() throws Exception {
    Path pipe = directory.resolve("pipe.tsv");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    Process writer =
        new ProcessBuilder("sh", "-c", "printf 'the cat\\tcat\\n' > '" + pipe + "'").start();
    PairEncoding.check("--train", List.of(pipe), PairFileFormat.AUTO, PairFileSettings.DEFAULT);
    EncodedPairs pairs = read(PairFileFormat.AUTO, Truncation.REFUSE, 64, pipe);
    assertEquals("<s>the cat</s>", tokenizer.decode(pairs.readSource(0)));
    assertEquals(0, writer.waitFor());
  }

  @Test
  void longTextsAreRefusedWithTheirShare() throws IOException {
    Path file = write("a.tsv", "cat\tmat\nthe cat sat on the mat\tcat\n");
    int longest = tokenizer.encode("the cat sat on the mat").length + 2;
    int all = longest + tokenizer.encode("cat").length + 2;
    UsageException failure =
        assertThrows(
            UsageException.class,
            () -> read(PairFileFormat.AUTO, Truncation.REFUSE, longest - 1, file));
    assertEquals(
        String.format(
            Locale.ROOT,
            ("--train: 1 of 2 sources are longer than %d tokens (longest: %d, %s:2); cutting them"
                + " takes %.2f %% of the source tokens; give --truncate cut to cut them, or"
                + " shorten the texts or raise the maximum"),
            longest - 1,
            longest,
            file,
            100.0 / all),
        failure.getMessage());
  }

  @Test
  void cutTextsKeepTheirSpecialTokens() throws IOException {
    Path file = write("a.tsv", "the cat sat on the mat\tcat\n");
    EncodedPairs pairs = read(PairFileFormat.AUTO, Truncation.CUT, 4, file);
    int[] ids = pairs.readSource(0);
    int[] whole = tokenizer.encode("the cat sat on the mat");
    assertArrayEquals(
        new int[] {tokenizer.getBosId(), whole[0], whole[1], tokenizer.getEosId()}, ids);
    assertEquals(1, pairs.getSummary().sources().getCutTexts());
    assertEquals(
        (double) (whole.length - 2) / (whole.length + 2),
        pairs.getSummary().sources().getCutShare());
  }

  @Test
  void targetsThatCopyTheirSourcesAreRefusedOrTold() throws IOException {
    Path most = write("a.tsv", "cat\tcat\n".repeat(24) + "the\tcat\n");
    UsageException failure =
        assertThrows(
            UsageException.class,
            () ->
                newEncoding(PairFileFormat.AUTO, Truncation.REFUSE, 64)
                    .read(List.of(most), false, new StopSignal()));
    assertEquals(
        "--train: in 24 of 25 rows (96 %) the target equals the source, so a model would learn to"
            + " copy; are --source and --target right?",
        failure.getMessage());
    read(PairFileFormat.AUTO, Truncation.REFUSE, 64, most); // to compare with, not to learn
    assertEquals(
        "--train: in 24 of 25 rows (96 %) the target equals the source",
        console.messages().get(console.messages().size() - 1));
    Path some = write("b.tsv", "cat\t \u00a0cat\u3000\n" + "mat\tcat\n".repeat(9));
    read(PairFileFormat.AUTO, Truncation.REFUSE, 64, some);
    assertEquals(
        "--train: in 1 of 10 rows (10 %) the target equals the source",
        console.messages().get(console.messages().size() - 1));
  }

  @Test
  void noWarningComesFromAnEmptyFile() throws IOException {
    Path file = write("a.tsv", "");
    UsageException failure =
        assertThrows(
            UsageException.class, () -> read(PairFileFormat.AUTO, Truncation.REFUSE, 64, file));
    assertEquals(file + " contains no rows; is the download complete?", failure.getMessage());
  }

  @Test
  void filesWithoutPairsAreNamed() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : List.of("a.jsonl", "b.jsonl", "c.jsonl", "d.jsonl", "e.jsonl")) {
      files.add(write(name, "{\"source\": \"a\", \"target\": \" \"}\n"));
    }
    PairFileSettings skipping = PairFileSettings.DEFAULT.withBadRows(BadRows.SKIP);
    PairEncoding encoding = newEncoding(PairFileFormat.AUTO, Truncation.REFUSE, 64, skipping);
    String message =
        assertThrows(UsageException.class, () -> encoding.read(files, false, new StopSignal()))
            .getMessage();
    assertEquals(
        String.format(
            Locale.ROOT,
            "--train: there are no pairs of texts in %s, %s, %s and 2 more files",
            files.get(0),
            files.get(1),
            files.get(2)),
        message);
  }

  @Test
  void aQuantileOfTheTargetLengthsLeavesOutliersOut() throws IOException {
    Path file = write("a.tsv", "mat\tcat\n".repeat(999) + "mat\tthe cat sat on the mat\n");
    EncodedPairs pairs = read(PairFileFormat.AUTO, Truncation.REFUSE, 64, file);
    assertEquals(tokenizer.encode("cat").length + 2, pairs.findTargetLength(0.999));
    assertEquals(tokenizer.encode("the cat sat on the mat").length + 2, pairs.findTargetLength(1));
  }

  @Test
  void realDataSetsNeedNoPreparation() throws IOException {
    assertEquals(100, rowsOf("cnndm-sample/summeval-100.jsonl", "article, target summary"));
    assertEquals(619, rowsOf("scitldr-a/dev.jsonl.gz", "source source, target target"));
    assertEquals(5000, rowsOf("wiki-split/tune.tsv.gz", "source 1, target 2 (in order)"));
    assertEquals(
        "5,000 targets have WikiSplit's separator <::::>, which is read as a space",
        console.messages().get(console.messages().size() - 1));
    EncodedPairs multi30k =
        read(
            PairFileFormat.AUTO,
            Truncation.CUT,
            1024,
            SharedFiles.find("data/seq2seq/multi30k-en-de/val.en.gz"),
            SharedFiles.find("data/seq2seq/multi30k-en-de/val.de.gz"));
    assertEquals(1014, multi30k.getRowCount());
    EncodedPairs convai2 =
        read(
            PairFileFormat.DIALOGUE,
            Truncation.CUT,
            1024,
            SharedFiles.find("data/seq2seq/convai2-sample/valid_self_original_no_cands.txt"));
    assertEquals(
        "i am good , i just got off work and tired , i have two jobs .",
        convai2.getReferences(0).get(0));
  }

  private int rowsOf(String name, String columns) throws IOException {
    Path file = SharedFiles.find("data/seq2seq/" + name);
    int before = console.messages().size();
    EncodedPairs pairs = read(PairFileFormat.AUTO, Truncation.CUT, 1024, file);
    String told = console.messages().get(before);
    assertEquals(true, told.contains(columns), told);
    return pairs.getRowCount();
  }

  private EncodedPairs read(
      PairFileFormat format, Truncation truncation, int maxLength, Path... files)
      throws IOException {
    EncodedPairs pairs =
        newEncoding(format, truncation, maxLength).read(List.of(files), true, new StopSignal());
    assertNotNull(pairs);
    return pairs;
  }

  private PairEncoding newEncoding(PairFileFormat format, Truncation truncation, int maxLength) {
    return newEncoding(format, truncation, maxLength, PairFileSettings.DEFAULT);
  }

  private PairEncoding newEncoding(
      PairFileFormat format, Truncation truncation, int maxLength, PairFileSettings settings) {
    return new PairEncoding(
        "--train", format, settings, newEncoders(truncation, maxLength), console);
  }

  private PairEncoders newEncoders(Truncation truncation, int maxLength) {
    int bos = tokenizer.getBosId();
    int eos = tokenizer.getEosId();
    return new PairEncoders(
        new TextEncoder("source", tokenizer, "", bos, eos, maxLength),
        new TextEncoder("target", tokenizer, "", bos, eos, maxLength),
        truncation);
  }

  private String decode(long[] ids) {
    return tokenizer.decode(Arrays.stream(ids).mapToInt(id -> (int) id).toArray());
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }
}
