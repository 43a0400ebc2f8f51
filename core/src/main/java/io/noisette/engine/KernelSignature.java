package io.noisette.engine;

import static java.util.stream.Collectors.joining;

import io.noisette.engine.KernelFile.Definition;
import java.util.List;

/**
 * What the source of a kernel function says about it.
 *
 * @param resultType what it returns, in the source's words
 * @param isDifferentiable whether autograd goes back through it when Java calls it
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

  /** What it returns. */
  KernelResult result() {
    return KernelResult.named(resultType);
  }

  /** Finds an argument by its name. */
  KernelArgument getArgument(String argument) {
    return arguments.stream()
        .filter(each -> each.name().equals(argument))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no argument %s; it has %s".formatted(name, argument, names())));
  }

  /** The names of all arguments. */
  String names() {
    return arguments.stream().map(KernelArgument::name).collect(joining(", "));
  }
}
