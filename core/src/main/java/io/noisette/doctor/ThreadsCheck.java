package io.noisette.doctor;

import ai.djl.pytorch.jni.JniUtils;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Check of the number of threads of libtorch, and of the environment variables that change it. */
final class ThreadsCheck implements Check {

  private static final List<String> VARIABLES =
      List.of(
          "OMP_NUM_THREADS",
          "MKL_NUM_THREADS",
          "OMP_WAIT_POLICY",
          "OMP_PROC_BIND",
          "GOMP_CPU_AFFINITY");

  private final NativeLibrary libtorch;
  private final Map<String, String> environment;

  ThreadsCheck(NativeLibrary libtorch, Map<String, String> environment) {
    this.libtorch = libtorch;
    this.environment = environment;
  }

  @Override
  public String getName() {
    return "threads";
  }

  @Override
  public Finding examine() {
    int processors = Runtime.getRuntime().availableProcessors();
    return libtorch.whenLoaded(() -> judge(processors, JniUtils.getNumThreads()));
  }

  Finding judge(int processors, int threads) {
    Map<String, String> set = new LinkedHashMap<>();
    for (String variable : VARIABLES) {
      if (environment.containsKey(variable)) {
        set.put(variable, environment.get(variable));
      }
    }
    String text = String.format(Locale.ROOT, "%d for %d processors", threads, processors);
    for (Map.Entry<String, String> variable : set.entrySet()) {
      text += ", " + variable.getKey() + "=" + variable.getValue();
    }
    Finding finding =
        threads == processors
            ? Finding.ok(text)
            : Finding.note(
                text,
                "unset OMP_NUM_THREADS to use one thread per processor; --threads overrides it");
    return finding.with("processors", processors).with("intra-op", threads).with("variables", set);
  }
}
