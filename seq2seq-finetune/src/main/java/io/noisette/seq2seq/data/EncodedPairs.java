package io.noisette.seq2seq.data;

import io.noisette.corpus.SequenceStore;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Pairs as token ids, on disk. A pair with several targets is one row and several examples: one for
 * each target, with the same source.
 */
public final class EncodedPairs {

  private final SequenceStore sources;
  private final SequenceStore targets;
  private final int[] rows;
  private final List<List<String>> references;
  private final PairSummary summary;

  /**
   * Creates the pairs.
   *
   * @param sources token ids of the source of each row
   * @param targets token ids of the target of each example
   * @param rows row of each example
   * @param references target texts of each row, or an empty list if they are not kept
   */
  EncodedPairs(
      SequenceStore sources,
      SequenceStore targets,
      int[] rows,
      List<List<String>> references,
      PairSummary summary) {
    this.sources = sources;
    this.targets = targets;
    this.rows = rows;
    this.references = List.copyOf(references);
    this.summary = summary;
  }

  /** Returns the number of examples: targets, each with its source. */
  public int getSize() {
    return rows.length;
  }

  /** Returns the number of rows: sources, each with all its targets. */
  public int getRowCount() {
    return sources.getSize();
  }

  /** Returns what was noticed while reading the files. */
  public PairSummary getSummary() {
    return summary;
  }

  /** Returns the SHA-256 of each file by its path. */
  public Map<String, String> getDigests() {
    return summary.digests();
  }

  /**
   * Returns the number of tokens by which budgets count an example, as fairseq does: those of its
   * source or its target, whichever is longer.
   */
  public int countTokens(int example) {
    return Math.max(sources.getLength(rows[example]), targets.getLength(example));
  }

  /** Returns the number of target tokens of an example, special tokens included. */
  public int countTargets(int example) {
    return targets.getLength(example);
  }

  /** Returns the number of source tokens per target token, over all examples. */
  public double countSourcesPerTarget() {
    long source = 0;
    long target = 0;
    for (int example = 0; example < getSize(); example++) {
      source += sources.getLength(rows[example]);
      target += targets.getLength(example);
    }
    return (double) source / target;
  }

  /** Reads the token ids of the source of a row. */
  public int[] readSource(int row) {
    return sources.read(row);
  }

  /** Reads the token ids of the target of an example. */
  public int[] readTarget(int example) {
    return targets.read(example);
  }

  /** Returns the target texts of a row, which must have been kept. */
  public List<String> getReferences(int row) {
    return references.get(row);
  }

  /**
   * Returns the number of tokens that at least {@code share} of the targets do not exceed, special
   * tokens included.
   */
  public int findTargetLength(double share) {
    int[] lengths = IntStream.range(0, getSize()).map(targets::getLength).sorted().toArray();
    int index = (int) Math.ceil(share * lengths.length) - 1;
    return lengths[Math.max(0, index)];
  }

  /**
   * Packs examples into a batch without padding. Labels are whole targets, and the decoder reads
   * them shifted right behind the start token.
   */
  public Seq2SeqBatch toBatch(int[] examples, int decoderStart) {
    return Seq2SeqBatch.teacherForced(
        PackedTokens.of(Arrays.stream(examples).mapToObj(it -> sources.read(rows[it])).toList()),
        PackedTokens.of(Arrays.stream(examples).mapToObj(targets::read).toList()),
        decoderStart);
  }
}
