package io.noisette.engine;

import java.util.List;
import java.util.Map;

/**
 * Parsed kernel resource.
 *
 * @param name of the resource and of its class
 * @param includes paths of the imported resources
 * @param tuples named tuples, with the type of each field
 * @param constants name and type of each: {@code int}, {@code float}, {@code bool} or {@code str}
 * @param body lines that define the functions
 * @param functions heads of the functions
 */
record KernelFile(
    String name,
    List<String> includes,
    Map<String, Map<String, String>> tuples,
    Map<String, String> constants,
    List<Line> body,
    List<Definition> functions) {

  /** A line with its position in the resource. */
  record Line(String text, String file, int number) {}

  /**
   * Head of a function as written in the source.
   *
   * @param name of the function
   * @param arguments name and type of each, without self
   * @param result type of the result
   * @param isDifferentiable whether autograd records calls from Java
   */
  record Definition(
      String name, Map<String, String> arguments, String result, boolean isDifferentiable) {}
}
