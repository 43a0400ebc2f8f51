package io.noisette.doctor;

import java.util.Locale;

/** Check of the running Java version. */
final class JavaCheck implements Check {

  private final String dataModel;

  JavaCheck() {
    this(System.getProperty("sun.arch.data.model", "64"));
  }

  JavaCheck(String dataModel) {
    this.dataModel = dataModel;
  }

  @Override
  public String getName() {
    return "java";
  }

  @Override
  public Finding examine() {
    String version = System.getProperty("java.version");
    String vendor = System.getProperty("java.vendor");
    String machine = System.getProperty("java.vm.name");
    long heap = Runtime.getRuntime().maxMemory();
    String text =
        String.format(
            Locale.ROOT,
            "%s (%s, %s), maximum heap size %s",
            version,
            vendor,
            machine,
            Bytes.describe(heap));
    Finding finding =
        dataModel.equals("64")
            ? Finding.ok(text)
            : Finding.problem(
                text + ", a " + dataModel + "-bit Java; Noisette needs 64 bits",
                "install a 64-bit Java, version 17 or later");
    return finding
        .with("version", version)
        .with("vendor", vendor)
        .with("vm", machine)
        .with("home", System.getProperty("java.home"))
        .with("heap-max-bytes", heap);
  }
}
