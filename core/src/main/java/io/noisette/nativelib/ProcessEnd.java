package io.noisette.nativelib;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * End of the process without the destructors of native libraries: those of libtorch free what a
 * thread that still computes uses, and the process would crash instead of ending.
 */
public final class ProcessEnd {

  private ProcessEnd() {}

  /**
   * Makes {@code exit} of the C library end the process before it calls the destructors of what was
   * loaded so far. Does nothing where the C library is not glibc.
   */
  public static void skipDestructors() {
    try {
      NativeLibrary c = NativeLibrary.getInstance("c");
      Function end = c.getFunction("_exit");
      // Called with the exit code, before the destructors: what was registered last is called
      // first.
      c.getFunction("on_exit").invokeInt(new Object[] {end, Pointer.NULL});
    } catch (LinkageError | RuntimeException e) {
      return; // another C library, or JNA cannot unpack its own: ends as libtorch does
    }
  }
}
