package io.noisette.generation;

import ai.djl.ndarray.NDManager;
import io.noisette.bench.Requests;
import io.noisette.bench.Requests.Request;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.generate.search.BartGenerator;
import io.noisette.generate.search.GenerationSettings;
import io.noisette.generate.search.Hypothesis;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Benchmark of generation: the request {@code step} searches the targets of a batch of sources.
 *
 * <p>Arguments: model directory, file of sources (one a line, ids separated by spaces), number of
 * new tokens, beams, {@code fp32} or {@code bf16}, threads, file that receives the found ids.
 */
public final class GenerationBench {

  private GenerationBench() {}

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws IOException {
    BartDirectory directory = new BartDirectory(Path.of(arguments[0]));
    List<int[]> sources = read(Path.of(arguments[1]));
    int length = Integer.parseInt(arguments[2]);
    int beams = Integer.parseInt(arguments[3]);
    GenerationSettings settings =
        GenerationSettings.DEFAULT
            .withNumBeams(beams)
            .withMinNewTokens(length)
            .withMaxNewTokens(length)
            .withNoRepeatNgramSize(beams > 1 ? 3 : 0)
            .withForcedBosTokenId(directory.readConfig().special().bos());
    Torch.setThreads(Integer.parseInt(arguments[5]));
    Precision precision = Precision.valueOf(arguments[4].toUpperCase(Locale.ROOT));
    try (NDManager manager = Torch.newManager("cpu");
        BartModel model = directory.readForInference(manager, precision)) {
      model.keepForGeneration();
      BartGenerator generator = new BartGenerator(manager, model, 1 << 20);
      Requests requests = new Requests();
      Request request = requests.next();
      while (request != null) {
        long tokens = 0;
        List<List<Hypothesis>> found = List.of();
        for (int i = 0; i < request.count(); i++) {
          found = generator.generate(sources, settings, finished -> {});
          tokens += found.stream().mapToLong(targets -> targets.get(0).getLength()).sum();
        }
        requests.answer((double) tokens);
        write(found, Path.of(arguments[6]));
        request = requests.next();
      }
    }
  }

  private static List<int[]> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> Arrays.stream(line.split(" ")).mapToInt(Integer::parseInt).toArray())
        .toList();
  }

  private static void write(List<List<Hypothesis>> found, Path file) throws IOException {
    List<String> lines =
        found.stream()
            .map(targets -> Arrays.toString(targets.get(0).getTokens()).replaceAll("[\\[\\],]", ""))
            .toList();
    Files.write(file, lines);
  }
}
