package io.noisette.seq2seq.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.command.StopSignal;
import io.noisette.generate.target.BadRows;
import io.noisette.generate.target.Truncation;
import io.noisette.testing.HostileFile;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.SmallTokenizers;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files with pairs of texts may hold anything. */
final class HostilePairsTest {

  private static final int LONGEST = 64;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          a.tsv,   'the cat\tcat\n"one\tand\u2615\n\\t\tmat\n'
          b.tsv,   'id\tsource\ttarget\n1\tthe cat\tcat\n2\ta\tb\n'
          a.csv,   'id,article,highlights\r\n1,"He said ""no"",\r\ntwice.",No.\r\n2,b,c\r\n'
          a.jsonl, '{"source": ["a.", "b"], "target": ["c", "\\u00e9"]}\n{"source": "d", "target": "e"}\n'
          b.jsonl, '{"translation": {"en": "a", "ro": "b"}}\n\n'
          a.json,  '[{"source": "a", "target": "b"},\n {"source": "c", "target": ["d"]}]'
          """)
  void aHostileTable(String name, String content) throws IOException {
    read(Files.writeString(directory.resolve(name), content.replace("\\n", "\n")));
  }

  @Test
  void aHostileCompressedTable() throws IOException {
    Path file = directory.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("source,target\nthe cat,cat\n".getBytes(UTF_8));
    }
    read(file);
  }

  @Test
  void hostileDialogues() throws IOException {
    String dialogue = "1 your persona: I cook.\n2 Hi!\tHello.\n3 And?\tFine.\t\tFine.|No.\n";
    Path file = Files.writeString(directory.resolve("a.txt"), dialogue.repeat(2));
    new HostileFile(file)
        .tenThousandTimes()
        .assertNothingElseHappens(() -> readAll(PairFileFormat.DIALOGUE, List.of(file)));
  }

  @Test
  void hostileParallelLines() throws IOException {
    Path sources = Files.writeString(directory.resolve("a.en"), "the cat\na mat\nmat\n");
    Path targets = Files.writeString(directory.resolve("a.de"), "die Katze\neine \u2615\nmat");
    for (Path file : List.of(sources, targets)) {
      new HostileFile(file, directory.toString())
          .tenThousandTimes()
          .assertNothingElseHappens(() -> readAll(PairFileFormat.LINES, List.of(sources, targets)));
    }
  }

  /** What is read goes through a tokenizer into stores of token ids. */
  @Test
  void hostilePairsAreEncoded() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("a.jsonl"),
            "{\"source\": \"the cat\", \"target\": [\"c\", \"d\"]}\n");
    try (Tokenizer tokenizer =
        Tokenizer.load(
            SmallTokenizers.train(directory, "the cat sat on the mat\n".repeat(9), 300))) {
      TextEncoder encoder =
          new TextEncoder(
              "text", tokenizer, "", tokenizer.getBosId(), tokenizer.getEosId(), LONGEST);
      PairEncoders encoders = new PairEncoders(encoder, encoder, Truncation.CUT);
      new HostileFile(file, "")
          .assertNothingElseHappens(
              () -> {
                EncodedPairs pairs =
                    new PairEncoding(
                            "--train",
                            PairFileFormat.AUTO,
                            PairFileSettings.DEFAULT,
                            encoders,
                            new RecordingConsole())
                        .read(List.of(file), true, new StopSignal());
                for (int i = 0; pairs != null && i < pairs.getSize(); i++) {
                  pairs.toBatch(new int[] {i}, tokenizer.getEosId());
                }
              });
    }
  }

  private static void read(Path file) throws IOException {
    new HostileFile(file)
        .tenThousandTimes()
        .assertNothingElseHappens(() -> readAll(PairFileFormat.AUTO, List.of(file)));
  }

  private static void readAll(PairFileFormat format, List<Path> files) throws IOException {
    BadRowCount bad = new BadRowCount();
    PairFileFormat settled = format.settle("--train " + files, files);
    try (PairReader reader = PairReader.open(files, settled, PairFileSettings.DEFAULT, bad)) {
      long rows = 0;
      while (reader.read() != null) {
        rows++;
      }
      bad.judge(BadRows.REFUSE, rows, warning -> {});
    }
  }
}
