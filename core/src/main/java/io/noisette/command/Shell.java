package io.noisette.command;

/** A shell that can complete command lines. */
public enum Shell {
  BASH,
  ZSH
}
