package io.noisette.engine;

import static java.util.stream.Collectors.joining;

import io.noisette.engine.KernelFile.Definition;
import java.util.List;

/**
 * Declared signature of a kernel function.
 *
 * @param name of the function
 * @param arguments in order, without self
 * @param resultType type of the result in the source
 * @param isDifferentiable whether autograd records calls from Java
 */
record KernelSignature(
    String name, List<KernelArgument> arguments, String resultType, boolean isDifferentiable) {

  static KernelSignature of(Definition definition, KernelTuples tuples) {
    List<KernelArgument> arguments =
        definition.arguments().entrySet().stream()
            .map(argument -> KernelArgument.of(argument.getKey(), argument.getValue(), tuples))
            .toList();
    return new KernelSignature(
        definition.name(), arguments, definition.result(), definition.isDifferentiable());
  }

  /** Returns the kind of result. */
  KernelResult result() {
    return KernelResult.named(resultType);
  }

  /**
   * Returns an argument by name.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  KernelArgument getArgument(String argument) {
    return arguments.stream()
        .filter(each -> each.name().equals(argument))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the kernel function %s has no argument %s; it has %s"
                        .formatted(name, argument, names())));
  }

  /** Returns the names of all arguments, joined by commas. */
  String names() {
    return arguments.stream().map(KernelArgument::name).collect(joining(", "));
  }
}
