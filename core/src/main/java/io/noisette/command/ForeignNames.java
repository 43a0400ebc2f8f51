package io.noisette.command;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Options and subcommands of transformers and fairseq, by the names that they have here. */
final class ForeignNames {

  /** Foreign option, then its names here, of which a subcommand may have any. */
  private static final Map<String, List<String>> OPTIONS =
      parse(
          """
          adam-epsilon: adam-eps
          alpha: hard-weight
          amp: precision
          bf16: precision
          block-size: sequence-length
          data-dir: data
          destdir: output
          end-learning-rate: lowest-rate
          eval-steps: validate-every
          early-stopping-patience: patience
          files: text, train, data
          fp16: precision
          gradient-accumulation-steps: micro-batch-tokens
          input: text, train
          keep-interval-updates: keep-last
          lenpen: length-penalty
          log-interval: log-every
          logging-steps: log-every
          lr: learning-rate
          lr-period-updates: period
          lr-scheduler: schedule
          lr-scheduler-type: schedule
          lr-shrink: period-shrink
          mask: noise
          mask-ratio: noise
          max-epoch: outer-steps, epochs
          max-grad-norm: clip-norm
          max-len-b: max-tokens
          max-length: max-tokens, sequence-length
          max-lr: learning-rate
          max-new-tokens: max-tokens
          max-seq-length: max-length, sequence-length, max-source-length
          max-steps: outer-steps, steps
          max-target-length: max-tokens
          max-train-steps: outer-steps, steps
          max-update: outer-steps, steps
          min-len: min-tokens
          min-length: min-tokens
          min-lr: lowest-rate
          min-new-tokens: min-tokens
          mlm-probability: noise
          model-name: model
          model-name-or-path: model, init-from
          nbest: best
          num-beams: beam
          num-epochs: outer-steps, epochs
          num-return-sequences: best
          num-train-epochs: outer-steps, epochs
          num-warmup-steps: warmup-steps
          num-workers: threads
          output-dir: output
          per-device-train-batch-size: batch-size, tokens-per-step
          restore-file: resume, model
          resume-from-checkpoint: resume
          save-dir: output
          save-interval-updates: checkpoint-every
          save-steps: checkpoint-every
          save-total-limit: keep-last
          t-mult: period-growth
          task-name: task
          tokens-per-sample: sequence-length
          total-num-update: outer-steps, steps
          train-batch-size: batch-size, tokens-per-step
          train-file: train, text
          trainpref: text, train
          update-freq: micro-batch-tokens
          validate-interval-updates: validate-every
          validation-file: validation
          validpref: text, validation
          warmup-init-lr: warmup-start-rate
          warmup-ratio: warmup-share, warmup-steps
          warmup-updates: warmup-steps
          """);

  private static final Map<String, List<String>> SUBCOMMANDS =
      parse(
          """
          predict: evaluate
          score: evaluate
          summarize: generate
          test: evaluate
          translate: generate
          """);

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

  private static Map<String, List<String>> parse(String table) {
    return table
        .lines()
        .map(line -> line.split(": ", 2))
        .collect(toMap(line -> line[0], line -> List.of(line[1].split(", "))));
  }

  private static String hint(String prefix, Stream<String> names, Collection<String> known) {
    return names
        .filter(known::contains)
        .findFirst()
        .map(name -> "; did you mean " + prefix + name + "?")
        .orElse("");
  }
}
