package io.noisette.command;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Handler of the signals that arrive while the JVM already shuts down, which it would ignore.
 *
 * <p>It calls {@code sun.misc.Signal} by reflection, because the compiler warns of that class in a
 * way that cannot be suppressed; a JVM without it ignores the signals as before.
 */
final class SecondSignal {

  private static final int SIGNAL_EXIT = 128;

  private SecondSignal() {}

  /** Ends the process at the next signal, after {@code lastWords}. */
  static void handle(Runnable lastWords) {
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      try {
        handle(name, lastWords);
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        // This platform has no such signal, or -Xrs leaves the signals to others.
      }
    }
  }

  private static void handle(String name, Runnable lastWords) throws ReflectiveOperationException {
    Class<?> signalType = Class.forName("sun.misc.Signal");
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    Object signal = signalType.getConstructor(String.class).newInstance(name);
    int number = (int) signalType.getMethod("getNumber").invoke(signal);
    Object handler =
        Proxy.newProxyInstance(
            SecondSignal.class.getClassLoader(),
            new Class<?>[] {handlerType},
            (proxy, method, arguments) -> {
              if (method.getName().equals("handle")) {
                lastWords.run();
                Runtime.getRuntime().halt(SIGNAL_EXIT + number);
              }
              return null;
            });
    try {
      signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause());
    }
  }
}
