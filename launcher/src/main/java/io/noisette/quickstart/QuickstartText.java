package io.noisette.quickstart;

import io.noisette.text.DocumentFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Text to train on, and a part of it that is held out. */
interface QuickstartText {

  /** File of a directory that {@link #write} fills: the text to train on. */
  String TRAINING = "train.txt";

  /** File of a directory that {@link #write} fills: the text held out. */
  String HELD_OUT = "valid.txt";

  /** Every twentieth document is held out. */
  int HELD_OUT_EVERY = 20;

  /** Where it comes from. */
  List<TextSource> getSources();

  /** Its sources by name. */
  default String describe() {
    return getSources().stream().map(TextSource::name).collect(Collectors.joining(", "));
  }

  /** How the files that {@link #write} makes are divided into documents. */
  DocumentFormat getFormat();

  /** Writes {@link #TRAINING} and {@link #HELD_OUT} into a directory. */
  void write(Path directory) throws IOException;
}
