package io.noisette.parity;

import io.noisette.failure.CorruptDataException;
import io.noisette.safetensors.Dtype;
import io.noisette.safetensors.SafetensorsTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One case of a {@link GoldenFile}: options, inputs, and what must come out. */
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

  public String getName() {
    return name;
  }

  public CaseOptions getOptions() {
    return options;
  }

  /** The file the case is from: other cases may hold a part of its inputs. */
  public GoldenFile getFile() {
    return file;
  }

  /** The directory of {@code config.json} and {@code model.safetensors}, where a case has them. */
  public Path getModelDirectory() {
    return file.getDirectory();
  }

  /** Names of the inputs, such as {@code input_ids}. */
  public List<String> getInputNames() {
    return below(INPUT);
  }

  public boolean hasInput(String input) {
    return tensors.contains(INPUT + input);
  }

  /** An input, such as {@code input_ids}; one that is absent is corrupt data. */
  public SafetensorsTensor getInput(String input) {
    return file.getTensors().getTensor(name + "/" + INPUT + input);
  }

  /** What is to be computed, as {@code expected/logits} or {@code grad/model.shared.weight}. */
  public List<String> getResultNames() {
    return tensors.stream().filter(tensor -> !tensor.startsWith(INPUT)).toList();
  }

  /** Parameters whose gradients are to be computed; empty if none are. */
  public List<String> getGradientNames() {
    return below(GRADIENT);
  }

  /** Names of the expected values, such as {@code logits}, without gradients of parameters. */
  public List<String> getExpectedNames() {
    return below(EXPECTED);
  }

  /** An expected value by one of {@link #getResultNames}. */
  ParityTensor getExpected(String result) {
    SafetensorsTensor tensor = file.getTensors().getTensor(name + "/" + result);
    return tensor.getDtype() == Dtype.I64
        ? ParityTensor.ofLongs(tensor.getShape(), tensor.toLongs())
        : ParityTensor.ofFloats(tensor.getShape(), tensor.toFloats());
  }

  boolean isIds(String result) {
    return file.getTensors().getTensor(name + "/" + result).getDtype() == Dtype.I64;
  }

  static void checkSection(GoldenFile file, String tensor, String rest) {
    if (!rest.startsWith(INPUT) && !rest.startsWith(EXPECTED) && !rest.startsWith(GRADIENT)) {
      throw new CorruptDataException(
          file.getTensors().getPath()
              + ": tensor "
              + tensor
              + " is not named CASE/input/…, CASE/expected/… or CASE/grad/…");
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
