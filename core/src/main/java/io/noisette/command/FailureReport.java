package io.noisette.command;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.NonFiniteException;
import io.noisette.failure.RunFailedException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Message to the user about a failure.
 *
 * @param exitCode exit code of the process
 * @param message one line for the user; that of a noise spec has two more
 * @param internal true for a defect of Noisette, for which a stack trace helps
 */
record FailureReport(int exitCode, String message, boolean internal) {

  private static final int MOST_LETTERS = 8000;

  /** Line ends that a path or value has brought along; further lines of a message are indented. */
  private static final Pattern FOREIGN_LINE_END = Pattern.compile("\\R(?! {2})");

  FailureReport {
    message = FOREIGN_LINE_END.matcher(message).replaceAll(" ");
  }

  static FailureReport of(Throwable failure) {
    if (failure instanceof UsageException) {
      return told(2, failure);
    }
    if (failure instanceof CorruptDataException) {
      FailureReport report = told(3, failure); // which may quote a file, line breaks included
      return new FailureReport(3, report.message().replaceAll("\\R", " "), false);
    }
    if (failure instanceof NonFiniteException) {
      return told(4, failure);
    }
    if (failure instanceof RunFailedException) {
      return told(1, failure);
    }
    if (failure instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return ofInputOutput(unchecked.getCause());
    }
    if (failure instanceof IOException inputOutput) {
      return ofInputOutput(inputOutput);
    }
    if (failure instanceof OutOfMemoryError) {
      String message = String.valueOf(failure.getMessage());
      String hint =
          message.contains("direct buffer")
              ? "; a larger -XX:MaxDirectMemorySize in NOISETTE_JAVA_OPTS allows more"
              : "; NOISETTE_JAVA_OPTS=-Xmx8g gives the JVM more heap";
      return new FailureReport(1, "out of memory: " + message + hint, false);
    }
    if (isLostPage(failure)) {
      return new FailureReport(
          3,
          "a file of a corpus became shorter, or its disk failed, while it was read; check the corpus"
              + " with verify-corpus, and give the same command again",
          false);
    }
    if (failure instanceof InterruptedException) {
      return new FailureReport(130, "interrupted", false);
    }
    return new FailureReport(1, abbreviate("internal error: " + failure), true);
  }

  /** Returns whether a part of a mapped file could not be read, of which the JVM tells late. */
  private static boolean isLostPage(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InternalError
          && String.valueOf(cause.getMessage()).contains("unsafe memory access")) {
        return true;
      }
    }
    return false;
  }

  private static FailureReport ofInputOutput(IOException failure) {
    if (failure instanceof NoSuchFileException missing) {
      return new FailureReport(2, missing.getFile() + " does not exist", false);
    }
    if (failure instanceof AccessDeniedException denied) {
      return new FailureReport(
          2, denied.getFile() + " cannot be read or written: permission denied", false);
    }
    if (failure instanceof FileAlreadyExistsException existing) {
      String end = Files.isRegularFile(Path.of(existing.getFile())) ? ", and is a file" : "";
      return new FailureReport(2, existing.getFile() + " already exists" + end, false);
    }
    if (failure instanceof NotDirectoryException file) {
      return new FailureReport(2, file.getFile() + " is not a directory", false);
    }
    return failure instanceof FileSystemException system ? ofFileSystem(system) : told(1, failure);
  }

  private static FailureReport ofFileSystem(FileSystemException failure) {
    Path file = findFileAbove(failure);
    if (file != null) {
      String message = failure.getFile() + " cannot be there, because " + file + " is a file";
      return new FailureReport(2, message, false);
    }
    if (isLoop(failure)) {
      return new FailureReport(2, failure.getFile() + " is a loop of symbolic links", false);
    }
    return new FailureReport(1, failure.getFile() + ": " + describe(failure), false);
  }

  /** Some exceptions of the JDK have the path alone as their message. */
  private static String describe(FileSystemException failure) {
    if (failure.getReason() != null) {
      return failure.getReason();
    }
    return failure instanceof DirectoryNotEmptyException
        ? "the directory is not empty"
        : "the file system refuses to read or write it";
  }

  private static boolean isLoop(FileSystemException failure) {
    return failure instanceof FileSystemLoopException
        || (failure.getFile() != null
            && Files.isSymbolicLink(Path.of(failure.getFile()))
            && String.valueOf(failure.getReason()).contains("symbolic links"));
  }

  /** Returns the file that a path takes for a directory, or null. */
  private static @Nullable Path findFileAbove(FileSystemException failure) {
    Path above = failure.getFile() == null ? null : Path.of(failure.getFile()).getParent();
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    return above == null || Files.isDirectory(above) ? null : above;
  }

  private static FailureReport told(int exitCode, Throwable failure) {
    String message = failure.getMessage();
    String text = message == null || message.isBlank() ? failure.toString() : message;
    return new FailureReport(exitCode, abbreviate(text), false);
  }

  /** Leaves out the middle of what a damaged file or a long option has put into a message. */
  private static String abbreviate(String text) {
    return text.length() <= MOST_LETTERS
        ? text
        : text.substring(0, MOST_LETTERS / 2)
            + " … "
            + text.substring(text.length() - MOST_LETTERS / 4);
  }
}
