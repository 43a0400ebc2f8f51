package io.noisette.parity;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.failure.CorruptDataException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Subcommand {@code verify-parity}: recomputes reference values and prints the difference of each
 * tensor or value.
 */
public final class VerifyParityCommand implements Command<VerifyParityConfig> {

  private final ParityCheck check;

  /** Creates the subcommand for the given kinds of reference values, by name. */
  @Inject
  public VerifyParityCommand(Map<String, ParityKind> kinds, Map<String, ValueKind> valueKinds) {
    this.check = new ParityCheck(kinds, valueKinds);
  }

  @Override
  public String getSummary() {
    return "Compare computed tensors with reference values of published code";
  }

  @Override
  public Topic getTopic() {
    return Topic.CHECKS;
  }

  @Override
  public String getDetails() {
    return """
    Prints one row per expected tensor: case, tensor, shape, maximum absolute difference, maximum
    relative difference (relative to the largest magnitude in the tensor; for schedules, to each
    element) and verdict. Exit code 0 if all tensors agree, 1 if one does not or the kind of a
    directory is unknown, 3 if a reference file is damaged, for example by a tensor of a shape that
    does not fit its case.

    noisette verify-parity golden/bart golden/schedules\
    """;
  }

  @Override
  public Class<VerifyParityConfig> getSettingsType() {
    return VerifyParityConfig.class;
  }

  @Override
  public int execute(VerifyParityConfig settings, Console console) throws IOException {
    ParityPrinter printer = new ParityPrinter(console.out());
    long tensors = 0;
    long failedTensors = 0;
    int failedDirectories = 0;
    CorruptDataException damage = null;
    for (Path directory : settings.directories()) {
      ParityReport report = check.check(directory);
      printer.print(report, settings.format());
      tensors += report.rows().size();
      failedTensors += report.countFailed();
      failedDirectories += report.holds() ? 0 : 1;
      damage = damage == null ? report.damage() : damage;
    }
    console.info(
        String.format(
            Locale.ROOT,
            "%d of %d tensors differ from the reference values, in %d of %d directories",
            failedTensors,
            tensors,
            failedDirectories,
            settings.directories().size()));
    if (damage != null) {
      throw damage;
    }
    return failedDirectories == 0 ? 0 : 1;
  }
}
