package io.noisette.quickstart;

import io.noisette.text.DocumentFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A text with a part that is held out for validation. */
interface QuickstartText {

  /** Name of the training text in a directory that {@link #write} fills. */
  String TRAINING = "train.txt";

  /** Name of the held-out text in a directory that {@link #write} fills. */
  String HELD_OUT = "valid.txt";

  /** One in this many documents is held out. */
  int HELD_OUT_EVERY = 20;

  /** Returns the files of the text. */
  List<TextSource> getSources();

  /** Returns the names of the files, joined by commas. */
  default String describe() {
    return getSources().stream().map(TextSource::name).collect(Collectors.joining(", "));
  }

  /** Returns the format in which {@link #write} separates documents. */
  DocumentFormat getFormat();

  /**
   * Writes the training text to {@link #TRAINING} and the held-out text to {@link #HELD_OUT} of a
   * directory.
   */
  void write(Path directory) throws IOException;
}
