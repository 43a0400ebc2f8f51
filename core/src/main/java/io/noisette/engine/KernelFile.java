package io.noisette.engine;

import java.util.List;
import java.util.Map;

/**
 * One resource of kernels: a class of typed constants and functions.
 *
 * @param name of the resource, and of its class
 * @param bases resources of the classes whose constants and functions this one has too
 * @param constants name and type of each: {@code int}, {@code float} or {@code bool}
 * @param body the lines that define the functions, in libtorch's dialect
 */
record KernelFile(
    String name,
    List<String> bases,
    Map<String, String> constants,
    List<Line> body,
    List<KernelSignature> functions) {

  /** A line, with its number in the resource. */
  record Line(String text, String file, int number) {}
}
