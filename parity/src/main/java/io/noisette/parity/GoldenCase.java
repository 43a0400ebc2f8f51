package io.noisette.parity;

import io.noisette.failure.CorruptDataException;
import io.noisette.safetensors.Dtype;
import io.noisette.safetensors.SafetensorsTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A test case of a {@link GoldenFile}: options, inputs and expected results. */
public final class GoldenCase {

  private static final String INPUT = "input/";
  private static final String EXPECTED = "expected/";
  private static final String GRADIENT = "grad/";

  private final GoldenFile file;
  private final String name;
  private final CaseOptions options;
  private final List<String> tensors;

  GoldenCase(GoldenFile file, String name, CaseOptions options, List<String> tensors) {
    this.file = file;
    this.name = name;
    this.options = options;
    this.tensors = List.copyOf(tensors);
  }

  /** Returns the name of the case, the first part of its tensors' names. */
  public String getName() {
    return name;
  }

  /** Returns the options of the case. */
  public CaseOptions getOptions() {
    return options;
  }

  /** Returns the golden file that contains this test case. */
  public GoldenFile getFile() {
    return file;
  }

  /**
   * Returns the directory of the file, which also holds {@code config.json} and {@code
   * model.safetensors} if the case needs a model.
   */
  public Path getModelDirectory() {
    return file.getDirectory();
  }

  /** Returns the names of the input tensors, such as {@code input_ids}. */
  public List<String> getInputNames() {
    return below(INPUT);
  }

  /** Returns whether the case has an input tensor of a given name. */
  public boolean hasInput(String input) {
    return tensors.contains(INPUT + input);
  }

  /**
   * Returns an input tensor, such as {@code input_ids}.
   *
   * @throws CorruptDataException if the case does not have it
   */
  public SafetensorsTensor getInput(String input) {
    return file.getTensors().getTensor(name + "/" + INPUT + input);
  }

  /**
   * Returns an input tensor of a given shape.
   *
   * @param shape expected sizes; -1 stands for any size
   * @throws CorruptDataException if the case does not have it, or its shape is another
   */
  public SafetensorsTensor getInput(String input, long... shape) {
    SafetensorsTensor tensor = getInput(input);
    long[] own = tensor.getShape();
    boolean fits = own.length == shape.length;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = shape[i] < 0 || shape[i] == own[i];
    }
    if (!fits) {
      String expected =
          Arrays.stream(shape)
              .mapToObj(size -> size < 0 ? "any" : Long.toString(size))
              .collect(Collectors.joining(", ", "[", "]"));
      throw corruptInput(
          input, "has the shape " + Arrays.toString(own) + ", but " + expected + " is expected");
    }
    return tensor;
  }

  /**
   * Returns the expected value of a parameter at the end of the case, a run, for another that
   * starts there.
   *
   * @throws CorruptDataException if the case does not have it
   */
  public SafetensorsTensor getEnd(String parameter) {
    return file.getTensors().getTensor(name + "/expected/final/" + parameter);
  }

  /** Returns the exception for an input tensor that does not fit the case. */
  public CorruptDataException corruptInput(String input, String fault) {
    return new CorruptDataException(
        String.format(
            "%s: tensor %s/%s%s %s", file.getTensors().getPath(), name, INPUT, input, fault));
  }

  /** Returns the exception for a case whose values cannot be computed with; lists its inputs. */
  CorruptDataException corrupt(RuntimeException cause) {
    String inputs =
        getInputNames().stream()
            .map(input -> INPUT + input + " " + Arrays.toString(getInput(input).getShape()))
            .collect(Collectors.joining(", "));
    return new CorruptDataException(
        String.format(
            "%s: case %s: its tensors do not fit the model or one another (%s): %s",
            file.getTensors().getPath(),
            name,
            inputs.isEmpty() ? "no inputs" : inputs,
            cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()),
        cause);
  }

  /**
   * Returns the names of all tensors to compute, such as {@code expected/logits} or {@code
   * grad/model.shared.weight}.
   */
  public List<String> getResultNames() {
    return tensors.stream().filter(tensor -> !tensor.startsWith(INPUT)).toList();
  }

  /**
   * Returns the names of the expected tensors, such as {@code logits}, without parameter gradients.
   */
  public List<String> getExpectedNames() {
    return below(EXPECTED);
  }

  /** Returns the reference values of a tensor, by one of the names in {@link #getResultNames}. */
  ParityTensor getExpected(String result) {
    SafetensorsTensor tensor = file.getTensors().getTensor(name + "/" + result);
    return tensor.getDtype() == Dtype.I64
        ? ParityTensor.ofLongs(tensor.getShape(), tensor.toLongs())
        : ParityTensor.ofFloats(tensor.getShape(), tensor.toFloats());
  }

  /**
   * Checks that the reference values of a tensor can be of this case.
   *
   * @param computed the tensor, or null if it was not computed
   * @throws CorruptDataException if reference values of their shape belong to another computation
   */
  void requireFit(String result, @Nullable ParityTensor computed) {
    ParityTensor expected = getExpected(result);
    if (computed != null && !computed.canBeOfShape(expected.getShape())) {
      throw new CorruptDataException(
          String.format(
              "%s: tensor %s/%s has the shape %s, but the inputs of the case give %s",
              file.getTensors().getPath(),
              name,
              result,
              Arrays.toString(expected.getShape()),
              Arrays.toString(computed.getShape())));
    }
  }

  boolean isIds(String result) {
    return file.getTensors().getTensor(name + "/" + result).getDtype() == Dtype.I64;
  }

  static void checkSection(GoldenFile file, String tensor, String rest) {
    if (!rest.startsWith(INPUT) && !rest.startsWith(EXPECTED) && !rest.startsWith(GRADIENT)) {
      throw new CorruptDataException(
          file.getTensors().getPath()
              + ": the name of tensor "
              + tensor
              + " must be CASE/input/…, CASE/expected/… or CASE/grad/…");
    }
  }

  private List<String> below(String prefix) {
    List<String> names = new ArrayList<>();
    for (String tensor : tensors) {
      if (tensor.startsWith(prefix)) {
        names.add(tensor.substring(prefix.length()));
      }
    }
    return names;
  }
}
