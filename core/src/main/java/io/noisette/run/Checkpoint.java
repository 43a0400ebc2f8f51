package io.noisette.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A complete checkpoint: its manifest exists and all files have the recorded sizes.
 *
 * @param step number of optimizer steps made before it was written
 * @param path directory of the checkpoint
 */
public record Checkpoint(long step, Path path) {

  private static final Pattern NAME = Pattern.compile("step-(\\d{6,18})");

  /**
   * Returns whether a directory is a complete checkpoint, which a further file would make invalid.
   */
  public static boolean isAt(Path directory) {
    return Manifest.isIn(directory);
  }

  /** Returns the checkpoint of a step in a directory, whether or not it exists. */
  static Checkpoint of(Path directory, long step) {
    return new Checkpoint(step, directory.resolve(String.format(Locale.ROOT, "step-%06d", step)));
  }

  /** Returns the checkpoint of a name in a directory, whether or not it exists. */
  static Checkpoint of(Path directory, String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "the name of a checkpoint must be step-NUMBER, not '" + name + "'");
    }
    return new Checkpoint(Long.parseLong(matcher.group(1)), directory.resolve(name));
  }

  /**
   * Returns whether the name of a directory agrees with the step that it holds; it does if it is
   * not the name of a checkpoint, as that of a copy may not be.
   */
  public static boolean isNamedAfter(Path directory, long step) {
    String name = String.valueOf(directory.getFileName());
    return !isName(name) || of(directory, name).step() == step;
  }

  /** Returns whether a checkpoint can have this name. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * Compares the SHA-256 of every file with the manifest.
   *
   * @throws io.noisette.failure.CorruptDataException naming the first file that differs
   */
  public void verify() throws IOException {
    Manifest.read(path).verify(path, name -> true);
  }
}
