package io.noisette.command;

import com.google.inject.AbstractModule;

/**
 * Guice module that is installed once, however many other modules install it too: instances of one
 * class are equal, and Guice installs only one of them.
 */
public abstract class OnceModule extends AbstractModule {

  @Override
  @SuppressWarnings("EqualsGetClass") // modules of different classes bind different things
  public final boolean equals(Object other) {
    return other != null && other.getClass() == getClass();
  }

  @Override
  public final int hashCode() {
    return getClass().hashCode();
  }
}
