package io.noisette.evaluation.task;

import io.noisette.evaluation.TokenBatches;
import io.noisette.evaluation.task.row.TaskFile;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.tokenizer.EncodedText;
import io.noisette.tokenizer.PairEncoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Tokenized examples of one data file, kept in memory. */
public final class EncodedExamples {

  private final TaskFile file;
  private final Path path;
  private final List<EncodedText> texts;
  private final float[] targets;
  private final long[] lines;

  private EncodedExamples(
      TaskFile file, Path path, List<EncodedText> texts, float[] targets, long[] lines) {
    this.file = file;
    this.path = path;
    this.texts = texts;
    this.targets = targets;
    this.lines = lines;
  }

  /** Tokenizes examples on all cores, and keeps the token ids without the texts. */
  public static EncodedExamples of(TaskExamples examples, PairEncoder encoder) {
    List<EncodedText> texts =
        examples.examples().parallelStream().map(example -> encode(example, encoder)).toList();
    return of(examples, texts);
  }

  /**
   * Creates examples whose texts the caller has encoded.
   *
   * @param texts of the examples, in their order
   */
  public static EncodedExamples of(TaskExamples examples, List<EncodedText> texts) {
    float[] targets = new float[texts.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = examples.examples().get(i).target();
    }
    long[] lines = examples.examples().stream().mapToLong(TaskExample::line).toArray();
    return new EncodedExamples(
        examples.file(), examples.path(), List.copyOf(texts), targets, lines);
  }

  private static EncodedText encode(TaskExample example, PairEncoder encoder) {
    String second = example.second();
    return second == null ? encoder.encode(example.text()) : encoder.encode(example.text(), second);
  }

  /** Passes on a line about texts that were longer than the maximum length, if there are any. */
  public void tellCut(Consumer<String> notices) {
    List<EncodedText> cut = texts.stream().filter(text -> text.countCut() > 0).toList();
    if (!cut.isEmpty()) {
      long lost = cut.stream().mapToLong(EncodedText::countCut).sum();
      long all = lost + texts.stream().mapToLong(EncodedText::getLength).sum();
      notices.accept(
          String.format(
              Locale.ROOT,
              "%s: %,d of %,d texts have more than %d tokens and are cut: %.1f %% of all tokens are"
                  + " not read (--max-length)",
              path,
              cut.size(),
              texts.size(),
              cut.get(0).getLength(),
              100.0 * lost / all));
    }
  }

  /** Returns the number of examples in several files together. */
  public static int countAll(List<EncodedExamples> files) {
    return files.stream().mapToInt(EncodedExamples::getSize).sum();
  }

  /** Returns the number of examples. */
  public int getSize() {
    return targets.length;
  }

  /**
   * Returns the name of the data set, such as {@code mnli-mm}, which is the prefix of its metrics'
   * names.
   */
  public String getSet() {
    return file.set();
  }

  /** Returns file and line of an example, for messages. */
  String getPlace(int example) {
    return path + ":" + lines[example];
  }

  /** Returns the number of tokens of an example, special tokens included. */
  public int getLength(int example) {
    return texts.get(example).getLength();
  }

  /** Returns the label index or score of each example; NaN where it is unknown. */
  public float[] getTargets() {
    return targets.clone();
  }

  /** Returns the label indices or scores of selected examples. */
  public float[] getTargets(int[] examples) {
    float[] chosen = new float[examples.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = targets[examples[i]];
    }
    return chosen;
  }

  /** Packs selected examples into a batch, without padding. */
  public SequenceBatch toBatch(int[] examples) {
    return pack(Arrays.stream(examples).mapToObj(texts::get).toList());
  }

  /** Packs texts into a batch, without padding. */
  public static SequenceBatch pack(List<EncodedText> chosen) {
    return new SequenceBatch(
        PackedTokens.of(chosen.stream().map(EncodedText::getIds).toList()),
        PackedTokens.of(chosen.stream().map(EncodedText::getTypes).toList()));
  }

  /**
   * Divides all examples into batches of at most {@code mostTokens} tokens, longest first, so that
   * too little memory shows in the first batch. A longer example is a batch by itself.
   */
  public List<int[]> toBatches(int mostTokens) {
    return TokenBatches.longestFirst(getSize(), mostTokens, this::getLength);
  }
}
