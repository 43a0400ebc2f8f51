package io.noisette.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Check that the bundled libtorch is built for this machine's platform. */
final class PlatformCheck implements Check {

  private static final List<String> PROFILES =
      List.of("linux-aarch64", "osx-aarch64", "win-x86_64");

  private final String platform;
  private final String builtFor;
  private final Map<String, String> environment;

  PlatformCheck(String os, String arch, String builtFor, Map<String, String> environment) {
    this.platform = system(os.toLowerCase(Locale.ROOT)) + "-" + arch.replace("amd64", "x86_64");
    this.builtFor = builtFor;
    this.environment = environment;
  }

  private static String system(String os) {
    if (os.startsWith("mac")) {
      return "osx";
    }
    return os.startsWith("windows") ? "win" : os;
  }

  @Override
  public String getName() {
    return "platform";
  }

  @Override
  public Finding examine() {
    return verdict().with("platform", platform).with("built-for", builtFor);
  }

  private Finding verdict() {
    if (platform.equals(builtFor)) {
      return Finding.ok(platform);
    }
    String text = platform + ", but this build of Noisette contains libtorch for " + builtFor;
    if (environment.containsKey("PYTORCH_LIBRARY_PATH")) {
      return Finding.note(text, "set PYTORCH_LIBRARY_PATH to a libtorch for " + platform);
    }
    return Finding.problem(
        text,
        PROFILES.contains(platform)
            ? "build Noisette with -Plibtorch-" + platform + " (untested)"
            : "use a machine of one of the platforms "
                + builtFor
                + ", "
                + String.join(", ", PROFILES));
  }
}
