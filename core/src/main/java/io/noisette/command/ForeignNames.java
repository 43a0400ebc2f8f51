package io.noisette.command;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Options and subcommands of transformers and fairseq, by the names that they have here. */
final class ForeignNames {

  private static final Map<String, List<String>> OPTIONS =
      Map.ofEntries(
          Map.entry("adam-epsilon", List.of("adam-eps")),
          Map.entry("alpha", List.of("hard-weight")),
          Map.entry("amp", List.of("precision")),
          Map.entry("bf16", List.of("precision")),
          Map.entry("block-size", List.of("sequence-length")),
          Map.entry("data-dir", List.of("data")),
          Map.entry("destdir", List.of("output")),
          Map.entry("eval-steps", List.of("validate-every")),
          Map.entry("early-stopping-patience", List.of("patience")),
          Map.entry("files", List.of("text", "train", "data")),
          Map.entry("fp16", List.of("precision")),
          Map.entry("gradient-accumulation-steps", List.of("micro-batch-tokens")),
          Map.entry("input", List.of("text", "train")),
          Map.entry("keep-interval-updates", List.of("keep-last")),
          Map.entry("lenpen", List.of("length-penalty")),
          Map.entry("log-interval", List.of("log-every")),
          Map.entry("logging-steps", List.of("log-every")),
          Map.entry("lr", List.of("learning-rate")),
          Map.entry("mask", List.of("noise")),
          Map.entry("mask-ratio", List.of("noise")),
          Map.entry("max-epoch", List.of("epochs")),
          Map.entry("max-grad-norm", List.of("clip-norm")),
          Map.entry("max-len-b", List.of("max-tokens")),
          Map.entry("max-length", List.of("max-tokens", "sequence-length")),
          Map.entry("max-new-tokens", List.of("max-tokens")),
          Map.entry(
              "max-seq-length", List.of("max-length", "sequence-length", "max-source-length")),
          Map.entry("max-steps", List.of("steps")),
          Map.entry("max-target-length", List.of("max-tokens")),
          Map.entry("max-train-steps", List.of("steps")),
          Map.entry("max-update", List.of("steps")),
          Map.entry("min-len", List.of("min-tokens")),
          Map.entry("min-length", List.of("min-tokens")),
          Map.entry("min-new-tokens", List.of("min-tokens")),
          Map.entry("mlm-probability", List.of("noise")),
          Map.entry("model-name", List.of("model")),
          Map.entry("model-name-or-path", List.of("model", "init-from")),
          Map.entry("nbest", List.of("best")),
          Map.entry("num-beams", List.of("beam")),
          Map.entry("num-epochs", List.of("epochs")),
          Map.entry("num-return-sequences", List.of("best")),
          Map.entry("num-train-epochs", List.of("epochs")),
          Map.entry("num-warmup-steps", List.of("warmup-steps")),
          Map.entry("num-workers", List.of("threads")),
          Map.entry("output-dir", List.of("output")),
          Map.entry("per-device-train-batch-size", List.of("batch-size", "tokens-per-step")),
          Map.entry("restore-file", List.of("resume", "model")),
          Map.entry("resume-from-checkpoint", List.of("resume")),
          Map.entry("save-dir", List.of("output")),
          Map.entry("save-interval-updates", List.of("checkpoint-every")),
          Map.entry("save-steps", List.of("checkpoint-every")),
          Map.entry("save-total-limit", List.of("keep-last")),
          Map.entry("task-name", List.of("task")),
          Map.entry("tokens-per-sample", List.of("sequence-length")),
          Map.entry("total-num-update", List.of("steps")),
          Map.entry("train-batch-size", List.of("batch-size", "tokens-per-step")),
          Map.entry("train-file", List.of("train", "text")),
          Map.entry("trainpref", List.of("text", "train")),
          Map.entry("update-freq", List.of("micro-batch-tokens")),
          Map.entry("validate-interval-updates", List.of("validate-every")),
          Map.entry("validation-file", List.of("validation")),
          Map.entry("validpref", List.of("text", "validation")),
          Map.entry("warmup-ratio", List.of("warmup-share", "warmup-steps")),
          Map.entry("warmup-updates", List.of("warmup-steps")));

  private static final Map<String, List<String>> SUBCOMMANDS =
      Map.of(
          "predict", List.of("evaluate"),
          "score", List.of("evaluate"),
          "summarize", List.of("generate"),
          "test", List.of("evaluate"),
          "translate", List.of("generate"));

  private ForeignNames() {}

  /**
   * Returns {@code "; did you mean --steps?"} for an option of other programs, or an empty text.
   */
  static String hintForOption(String foreign, Collection<String> known) {
    String name = foreign.toLowerCase(Locale.ROOT).replace('_', '-');
    return hint(
        "--",
        Stream.concat(Stream.of(name), OPTIONS.getOrDefault(name, List.of()).stream()),
        known);
  }

  /** Returns {@code "; did you mean generate?"} for work under another name, or an empty text. */
  static String hintForSubcommand(String foreign, Collection<String> known) {
    return hint(
        "", SUBCOMMANDS.getOrDefault(foreign.toLowerCase(Locale.ROOT), List.of()).stream(), known);
  }

  private static String hint(String prefix, Stream<String> names, Collection<String> known) {
    return names
        .filter(known::contains)
        .findFirst()
        .map(name -> "; did you mean " + prefix + name + "?")
        .orElse("");
  }
}
