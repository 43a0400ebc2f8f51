package io.noisette.noising;

/**
 * Thrown if a plug-in or a noising function cannot be used; the message names it and the reason.
 */
public final class PluginException extends RuntimeException {

  PluginException(String message) {
    super(message);
  }

  PluginException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns a one-line description of an exception thrown by foreign code. */
  static String describe(Throwable thrown) {
    return thrown.toString().strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
