package io.noisette.engine;

import java.util.List;
import java.util.Map;

/**
 * One resource of kernels.
 *
 * @param name of the resource, and of its class
 * @param includes paths of the resources that it imports
 * @param tuples its NamedTuples, with the type of each field
 * @param constants name and type of each: {@code int}, {@code float}, {@code bool} or {@code str}
 * @param body the lines that define the functions
 */
record KernelFile(
    String name,
    List<String> includes,
    Map<String, Map<String, String>> tuples,
    Map<String, String> constants,
    List<Line> body,
    List<Definition> functions) {

  /** A line, with its place in the resource. */
  record Line(String text, String file, int number) {}

  /**
   * The head of a function, in the source's words.
   *
   * @param arguments name and type of each, after self
   */
  record Definition(
      String name, Map<String, String> arguments, String result, boolean isDifferentiable) {}
}
