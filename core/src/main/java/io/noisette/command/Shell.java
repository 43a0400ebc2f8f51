package io.noisette.command;

/** A shell for which {@code completion} prints a script. */
public enum Shell {
  BASH,
  ZSH
}
