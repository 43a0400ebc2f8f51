package io.noisette.distillation.dataset.real;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.digest.Sha256;
import io.noisette.evaluation.task.TaskExample;
import io.noisette.tokenizer.PairEncoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Token ids and labels of texts, in memory. */
public final class LabelledTexts {

  private final List<int[]> ids;
  private final int[] labels;

  private LabelledTexts(List<int[]> ids, int[] labels) {
    this.ids = ids;
    this.labels = labels;
  }

  /** Tokenizes labelled examples on all cores. */
  public static LabelledTexts of(List<TaskExample> examples, PairEncoder encoder) {
    List<int[]> ids = examples.parallelStream().map(each -> encode(each, encoder)).toList();
    return new LabelledTexts(
        ids, examples.stream().mapToInt(example -> (int) example.target()).toArray());
  }

  private static int[] encode(TaskExample example, PairEncoder encoder) {
    String second = example.second();
    return second == null
        ? encoder.encode(example.text()).getIds()
        : encoder.encode(example.text(), second).getIds();
  }

  /** Returns the texts in which one label is replaced by another. */
  public LabelledTexts withLabel(int from, int to) {
    return new LabelledTexts(
        ids, Arrays.stream(labels).map(label -> label == from ? to : label).toArray());
  }

  /** Returns selected texts. */
  public LabelledTexts select(int[] rows) {
    return new LabelledTexts(
        Arrays.stream(rows).mapToObj(ids::get).toList(),
        Arrays.stream(rows).map(row -> labels[row]).toArray());
  }

  /** Returns the SHA-256 of all token ids and labels, in their order. */
  public String getDigest() {
    Sha256 sha = new Sha256();
    for (int text = 0; text < labels.length; text++) {
      int[] own = ids.get(text);
      ByteBuffer bytes = ByteBuffer.allocate((own.length + 2) * Integer.BYTES);
      bytes.putInt(labels[text]).putInt(own.length).asIntBuffer().put(own);
      sha.update(bytes.array(), 0, bytes.capacity());
    }
    return sha.getHex();
  }

  /** Returns the indices of the texts with a label. */
  public int[] findLabel(int label) {
    return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
  }

  /** Returns the number of texts. */
  public int getSize() {
    return labels.length;
  }

  /** Returns the number of tokens of a text, special tokens included. */
  public int getLength(int text) {
    return ids.get(text).length;
  }

  /** Returns the token ids of a text. */
  public int[] getIds(int text) {
    return ids.get(text).clone();
  }

  /** Returns the label of a text. */
  public int getLabel(int text) {
    return labels[text];
  }

  /**
   * Returns texts as the kernels of a {@code TextNetwork} take them: ids, (rows, L) with L the
   * length of the longest, lengths and labels, (rows).
   */
  public List<NDArray> toBatch(NDManager owner, int[] rows) {
    int longest = Arrays.stream(rows).map(this::getLength).max().orElse(1);
    long[] tokens = new long[rows.length * longest];
    long[] lengths = new long[rows.length];
    long[] own = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int[] text = ids.get(rows[i]);
      for (int j = 0; j < text.length; j++) {
        tokens[i * longest + j] = text[j];
      }
      lengths[i] = text.length;
      own[i] = labels[rows[i]];
    }
    return List.of(
        owner.create(tokens, new Shape(rows.length, longest)),
        owner.create(lengths),
        owner.create(own));
  }

  /** Divides all texts into batches of similar lengths. */
  List<int[]> toBatches(int size) {
    int[] order =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted((a, b) -> Integer.compare(ids.get(b).length, ids.get(a).length))
            .mapToInt(i -> i)
            .toArray();
    List<int[]> batches = new ArrayList<>();
    for (int at = 0; at < order.length; at += size) {
      batches.add(Arrays.copyOfRange(order, at, Math.min(order.length, at + size)));
    }
    return batches;
  }
}
