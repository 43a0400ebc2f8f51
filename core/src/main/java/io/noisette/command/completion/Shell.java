package io.noisette.command.completion;

/** A shell for which {@code completion} prints a script. */
public enum Shell {
  BASH,
  ZSH
}
