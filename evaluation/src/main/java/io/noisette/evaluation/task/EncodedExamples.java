package io.noisette.evaluation.task;

import io.noisette.model.PackedTokens;
import io.noisette.model.TextBatch;
import io.noisette.tokenizer.EncodedText;
import io.noisette.tokenizer.PairEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The examples of a file as a model reads them, to be gone through as often as one likes. */
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

  /** Encodes on all cores; the texts themselves are not kept. */
  public static EncodedExamples of(TaskExamples examples, PairEncoder encoder) {
    List<EncodedText> texts =
        examples.examples().parallelStream().map(example -> encode(example, encoder)).toList();
    float[] targets = new float[texts.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = examples.examples().get(i).target();
    }
    long[] lines = examples.examples().stream().mapToLong(TaskExample::line).toArray();
    return new EncodedExamples(examples.file(), examples.path(), texts, targets, lines);
  }

  private static EncodedText encode(TaskExample example, PairEncoder encoder) {
    String second = example.second();
    return second == null ? encoder.encode(example.text()) : encoder.encode(example.text(), second);
  }

  public int getSize() {
    return targets.length;
  }

  /** What figures are named after: {@code mnli-mm}. */
  public String getSet() {
    return file.set();
  }

  public Path getPath() {
    return path;
  }

  /** Where an example stands, as messages name it: file and line. */
  String getPlace(int example) {
    return path + ":" + lines[example];
  }

  /** Tokens of an example, special ones included. */
  public int getLength(int example) {
    return texts.get(example).getLength();
  }

  /** The number of the label of each example, or its score; NaN: not known. */
  public float[] getTargets() {
    return targets.clone();
  }

  /** The targets of some examples, in their order. */
  public float[] getTargets(int[] examples) {
    float[] chosen = new float[examples.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = targets[examples[i]];
    }
    return chosen;
  }

  /** Some examples end to end. */
  public TextBatch toBatch(int[] examples) {
    List<EncodedText> chosen = Arrays.stream(examples).mapToObj(texts::get).toList();
    return new TextBatch(
        PackedTokens.of(chosen.stream().map(EncodedText::getIds).toList()),
        PackedTokens.of(chosen.stream().map(EncodedText::getTypes).toList()));
  }

  /**
   * All examples in batches of at most so many tokens, those of one length together and the longest
   * first, so that memory runs out at once or not at all. An example that is longer is a batch.
   */
  public List<int[]> toBatches(int mostTokens) {
    int[] order =
        IntStream.range(0, getSize())
            .boxed()
            .sorted(Comparator.comparingInt(this::getLength).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    List<int[]> batches = new ArrayList<>();
    int first = 0;
    long tokens = 0;
    for (int i = 0; i < order.length; i++) {
      if (i > first && tokens + getLength(order[i]) > mostTokens) {
        batches.add(Arrays.copyOfRange(order, first, i));
        first = i;
        tokens = 0;
      }
      tokens += getLength(order[i]);
    }
    batches.add(Arrays.copyOfRange(order, first, order.length));
    return batches;
  }
}
