package io.noisette.distillation.classifier;

import io.noisette.failure.UsageException;
import io.noisette.model.directory.LengthFit;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.run.ModelPath;
import io.noisette.settings.HomeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a student starts as: the value of {@code --student}.
 *
 * @param model model directory that has its config, tokenizer and, unless random, its weights
 * @param layers number of layers to keep; null: all
 * @param random whether it starts from random weights
 */
public record StudentChoice(Path model, @Nullable Integer layers, boolean random) {

  private static final Pattern LAYERS = Pattern.compile("layers\\((\\d{1,4})\\)");
  private static final Pattern CALL = Pattern.compile("\\w+\\([^/]*\\)");
  private static final Pattern RANDOM = Pattern.compile("random(?:\\((.+)\\))?");

  /**
   * Parses {@code MODEL}, {@code layers(N)}, {@code random} or {@code random(MODEL)}.
   *
   * @param teacher model directory of the first teacher
   * @throws UsageException if there is no such model, or it has fewer layers
   */
  public static StudentChoice parse(String text, Path teacher) throws IOException {
    Matcher layers = LAYERS.matcher(text);
    if (layers.matches()) {
      int kept = Integer.parseInt(layers.group(1));
      StudentChoice choice = new StudentChoice(teacher, kept, false);
      choice.open(notice -> {}); // checks the number of layers
      return choice;
    }
    Matcher random = RANDOM.matcher(text);
    if (random.matches()) {
      String config = random.group(1);
      return new StudentChoice(config == null ? teacher : resolve(config), null, true);
    }
    if (CALL.matcher(text).matches() && !Files.exists(Path.of(text))) {
      throw new UsageException(
          "--student must be a model directory, layers(N), random or random(MODEL), not '"
              + text
              + "'");
    }
    return new StudentChoice(resolve(text), null, false);
  }

  /** Returns whether a text stands for a student that is made of the first teacher. */
  public static boolean isOfTeacher(String text) {
    return LAYERS.matcher(text).matches() || text.equals("random");
  }

  /** Returns the reader of the student's config and weights. */
  public ModelDirectory open(Consumer<String> notices) throws IOException {
    ModelDirectory directory = new ModelDirectory(model, notices);
    return layers == null ? directory : directory.withLayers(layers);
  }

  /**
   * Checks that a student can read texts of a length.
   *
   * @param maxLength value of {@code --max-length}
   * @throws UsageException if they are too long
   */
  public void requireLength(int maxLength) throws IOException {
    int most = open(notice -> {}).readMaxLength();
    LengthFit.require(maxLength, "the student", most);
  }

  /** Returns what identifies the start of the student. */
  public String readDigest() throws IOException {
    String digest = new ModelDirectory(model, notice -> {}).readDigest();
    return random ? "random " + digest : layers == null ? digest : layers + " layers of " + digest;
  }

  private static Path resolve(String text) throws IOException {
    return ModelPath.resolve(HomeDirectory.require("--student", text));
  }
}
