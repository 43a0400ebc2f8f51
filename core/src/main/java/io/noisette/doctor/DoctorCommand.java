package io.noisette.doctor;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;

/**
 * Subcommand {@code doctor}: checks everything the program needs, and suggests fixes for what does
 * not work.
 */
public final class DoctorCommand implements Command<DoctorConfig> {

  /**
   * Supplier of the checks; they are created only on execution, because that may load what they
   * check.
   */
  interface Checks {
    List<Check> list() throws IOException;
  }

  private final Checks checks;

  /** Creates the subcommand with all checks. */
  @Inject
  public DoctorCommand() {
    this(AllChecks::ofThisMachine);
  }

  DoctorCommand(Checks checks) {
    this.checks = checks;
  }

  @Override
  public String getSummary() {
    return "Check whether this machine can run Noisette, and suggest fixes";
  }

  @Override
  public Topic getTopic() {
    return Topic.CHECKS;
  }

  @Override
  public String getDetails() {
    return """
        Prints one line per check: ok, note (works, but could be better) or problem; notes and problems
        say what to do. Exit code 1 if there is a problem. The checks load the native libraries, which
        unpacks them the first time.""";
  }

  @Override
  public Class<DoctorConfig> getSettingsType() {
    return DoctorConfig.class;
  }

  @Override
  public int execute(DoctorConfig config, Console console) throws IOException {
    Checkup checkup = Checkup.of(checks.list());
    new CheckupPrinter(console.out()).print(checkup, config.format());
    long problems = checkup.count(Verdict.PROBLEM);
    console.info(problems == 0 ? "no problems found" : "problems found: " + problems);
    return problems == 0 ? 0 : 1;
  }
}
