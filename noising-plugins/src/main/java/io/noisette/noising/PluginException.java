package io.noisette.noising;

/** A plug-in, or a set of functions, that cannot be used; the message names it and says why. */
public final class PluginException extends RuntimeException {

  PluginException(String message) {
    super(message);
  }

  PluginException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What the code of others threw, on one line. */
  static String describe(Throwable thrown) {
    return thrown.toString().strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
