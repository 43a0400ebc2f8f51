package io.noisette.seq2seq.data;

import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.corpus.SequenceStore;
import io.noisette.failure.UsageException;
import io.noisette.generate.target.BadRows;
import io.noisette.generate.target.Truncation;
import io.noisette.text.TextFiles;
import io.noisette.text.WhiteSpace;
import io.noisette.tokenizer.loss.LeftOutText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and encodes all pairs of the files that an option names, with progress. */
public final class PairEncoding {

  /** Number of pairs that are encoded in parallel. */
  private static final int CHUNK = 1024;

  // In corpora of corrections, most sentences may be right as they are.
  private static final double MOST_COPIES = 0.95;
  private static final double MANY_COPIES = 0.05;

  /** Columns of generated pairs, among which there may be empty targets. */
  private static final PairFileSettings GENERATED =
      PairFileSettings.DEFAULT.with(
          it -> it.source("source").target("target").badRows(BadRows.SKIP));

  private final String option;
  private final PairFileFormat format;
  private final PairFileSettings settings;
  private final PairEncoders encoders;
  private final Console console;
  private final boolean isGenerated;
  private final LengthCount sourceLengths;
  private final LengthCount targetLengths;
  private final BadRowCount bad = new BadRowCount();
  private final Map<String, String> digests = new LinkedHashMap<>();
  private final List<List<String>> references = new ArrayList<>();
  private int[] rows = new int[CHUNK];
  private int rowCount;
  private int size;
  private long copies;

  /**
   * Creates an encoding.
   *
   * @param option option that names the files, such as {@code --train}, for messages
   */
  public PairEncoding(
      String option,
      PairFileFormat format,
      PairFileSettings settings,
      PairEncoders encoders,
      Console console) {
    this(option, format, settings, encoders, console, false);
  }

  private PairEncoding(
      String option,
      PairFileFormat format,
      PairFileSettings settings,
      PairEncoders encoders,
      Console console,
      boolean isGenerated) {
    this.option = option;
    this.format = format;
    this.settings = settings;
    this.encoders = encoders;
    this.console = console;
    this.isGenerated = isGenerated;
    sourceLengths = new LengthCount("source", encoders.source().maxLength());
    targetLengths = new LengthCount("target", encoders.target().maxLength());
  }

  /**
   * Creates an encoding of pairs whose targets a model wrote. What its user cannot change is no
   * reason to refuse them: targets that are too long are cut, and may equal their sources.
   *
   * @param file JSON Lines with {@code source} and {@code target}
   */
  public static PairEncoding ofGenerated(Path file, PairEncoders encoders, Console console) {
    PairEncoders cutting = new PairEncoders(encoders.source(), encoders.target(), Truncation.CUT);
    return new PairEncoding(
        file.toString(), PairFileFormat.JSONL, GENERATED, cutting, console, true);
  }

  /**
   * Checks that files exist and that their columns can be chosen, reading only their first rows.
   * Pipes, which can be read only once, are left to {@link #read}.
   *
   * @throws UsageException if not
   */
  public static void check(
      String option, List<Path> files, PairFileFormat format, PairFileSettings settings)
      throws IOException {
    boolean hasPipe = TextFiles.measure(files) < 0;
    PairFileFormat settled = format.settle(option, files);
    if (hasPipe) {
      return;
    }
    for (int i = 0; i < files.size(); i += settled.getFilesPerSet()) {
      List<Path> set = files.subList(i, i + settled.getFilesPerSet());
      PairReader.open(set, settled, settings, new BadRowCount()).close();
    }
  }

  /**
   * Reads and encodes all pairs.
   *
   * @param keepReferences whether the texts of the targets are kept in memory, for comparison with
   *     generated ones; nothing is learned from them
   * @return the pairs, or null if a stop was requested
   * @throws UsageException if there are no pairs, nearly all targets to learn equal their sources,
   *     or texts are too long and are to be refused
   * @throws io.noisette.failure.CorruptDataException if a file is damaged, or there are bad rows
   *     and they are to be refused
   */
  public @Nullable EncodedPairs read(List<Path> files, boolean keepReferences, StopSignal stop)
      throws IOException {
    long bytes = TextFiles.measure(files);
    PairFileFormat settled = format.settle(option, files);
    try (SequenceStore.Builder sources = SequenceStore.builder();
        SequenceStore.Builder targets = SequenceStore.builder();
        LeftOutText sourceLoss = new LeftOutText(encoders.source().tokenizer());
        LeftOutText targetLoss = new LeftOutText(encoders.target().tokenizer());
        Progress progress = console.progress("encode", bytes, "bytes")) {
      Output output = new Output(sources, targets, sourceLoss, targetLoss, keepReferences);
      long before = 0;
      for (int i = 0; i < files.size(); i += settled.getFilesPerSet()) {
        List<Path> set = files.subList(i, i + settled.getFilesPerSet());
        try (PairReader reader = PairReader.open(set, settled, settings, bad)) {
          if (!read(reader, output, before, progress, stop)) {
            return null;
          }
          before += reader.getBytesRead();
        }
      }
      judge(files, keepReferences);
      sourceLoss.tell(line -> console.warn(option + ": in the sources, " + line));
      targetLoss.tell(line -> console.warn(option + ": in the targets, " + line));
      PairSummary summary =
          new PairSummary(rowCount, bad.countAll(), copies, sourceLengths, targetLengths, digests);
      return new EncodedPairs(
          sources.build(), targets.build(), Arrays.copyOf(rows, size), references, summary);
    }
  }

  /** Where encoded pairs go. */
  private record Output(
      SequenceStore.Builder sources,
      SequenceStore.Builder targets,
      LeftOutText sourceLoss,
      LeftOutText targetLoss,
      boolean keepReferences) {}

  private boolean read(
      PairReader reader, Output output, long before, Progress progress, StopSignal stop)
      throws IOException {
    console.info(reader.describe());
    List<TextPair> chunk = new ArrayList<>();
    for (TextPair pair = reader.read(); pair != null; pair = reader.read()) {
      chunk.add(pair);
      if (chunk.size() == CHUNK) {
        encode(chunk, reader, output);
        chunk.clear();
        progress.update(before + reader.getBytesRead(), describeRows());
        if (stop.isRequested()) {
          return false;
        }
      }
    }
    encode(chunk, reader, output);
    progress.update(before + reader.getBytesRead(), describeRows());
    digests.putAll(reader.getDigests());
    if (reader.countSeparators() > 0) {
      console.info(
          String.format(
              Locale.ROOT,
              "%,d targets have WikiSplit's separator <::::>, which is read as a space",
              reader.countSeparators()));
    }
    return true;
  }

  private String describeRows() {
    return String.format(Locale.ROOT, "%,d rows", rowCount);
  }

  private void encode(List<TextPair> pairs, PairReader reader, Output output) throws IOException {
    List<String> places = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    List<String> targetPlaces = new ArrayList<>();
    for (TextPair pair : pairs) {
      String place = reader.describePlace(pair.line());
      places.add(place);
      copies += isCopy(pair) ? 1 : 0;
      for (String target : pair.targets()) {
        targets.add(target);
        targetPlaces.add(place);
        addExample(rowCount);
      }
      if (output.keepReferences()) {
        references.add(pair.targets());
      }
      rowCount++;
    }
    List<String> sources = pairs.stream().map(TextPair::source).toList();
    output.sourceLoss().add(sources);
    output.targetLoss().add(targets);
    for (int[] ids : encoders.source().encode(sources, places, sourceLengths)) {
      output.sources().add(ids);
    }
    for (int[] ids : encoders.target().encode(targets, targetPlaces, targetLengths)) {
      output.targets().add(ids);
    }
  }

  /** White space around a text is nothing to learn. */
  private static boolean isCopy(TextPair pair) {
    return WhiteSpace.strip(pair.targets().get(0)).equals(WhiteSpace.strip(pair.source()));
  }

  private void addExample(int row) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
    }
    rows[size++] = row;
  }

  private void judge(List<Path> files, boolean areCompared) {
    bad.judge(settings.badRows(), rowCount, line -> console.warn(option + ": " + line));
    if (rowCount == 0) {
      throw new UsageException(
          option + ": there are no pairs of texts in " + TextFiles.name(files));
    }
    judgeLengths(sourceLengths);
    judgeLengths(targetLengths);
    double share = (double) copies / rowCount;
    if (share > MOST_COPIES && !areCompared && !isGenerated) {
      throw new UsageException(
          option
              + ": "
              + describeCopies(share)
              + ", so a model would learn to copy; are --source and --target right?");
    }
    if (share >= MANY_COPIES) {
      console.warn(option + ": " + describeCopies(share));
    }
  }

  private void judgeLengths(LengthCount lengths) {
    if (lengths.getCutTexts() == 0) {
      return;
    }
    String message = option + ": " + lengths.describe();
    if (encoders.truncation() == Truncation.REFUSE) {
      throw new UsageException(
          message + "; give --truncate cut to cut them, or shorten the texts or raise the maximum");
    }
    console.warn(message);
  }

  private String describeCopies(double share) {
    return String.format(
        Locale.ROOT,
        "in %,d of %,d rows (%.0f %%) the target equals the source",
        copies,
        rowCount,
        100 * share);
  }
}
