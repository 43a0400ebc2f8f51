package io.noisette.bart;

import ai.djl.ndarray.NDManager;
import com.google.inject.Guice;
import io.noisette.bart.model.ExampleBatch;
import io.noisette.bart.model.PretrainedModel;
import io.noisette.bench.BenchSettings;
import io.noisette.bench.SilentConsole;
import io.noisette.engine.Torch;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.noising.NoiseCompiler;
import io.noisette.safetensors.SafetensorsWriter;
import io.noisette.train.BatchSource;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the training batches of a bart-pretrain run, so that another program can train on the same
 * data.
 *
 * <p>Arguments: a directory, then settings {@code name=value}. The directory receives the initial
 * weights as a Hugging Face model directory {@code model}, and {@code batches.safetensors} with ids
 * and lengths, named {@code STEP.MICRO.source}, {@code .source_lengths}, {@code .target}, {@code
 * .target_lengths}.
 */
public final class DumpBatches {

  private DumpBatches() {}

  /** Writes the batches of the run whose settings are the arguments {@code name=value}. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    List<String> settings = Arrays.asList(arguments).subList(1, arguments.length);
    BartPretrainConfig config = BenchSettings.read(BartPretrainConfig.class, settings);
    Torch.initialize();
    NoiseCompiler compiler =
        Guice.createInjector(new BartPretrainModule()).getInstance(NoiseCompiler.class);
    try (PretrainingData data =
        PretrainingData.open(config.requireCorpus(), null, config.training().sequenceLength())) {
      PretrainingExamples examples = new PretrainingExamples(config, compiler, data);
      BartPretraining task = new BartPretraining(config, data, examples, new SilentConsole());
      try (NDManager manager = Torch.newManager("cpu");
          PretrainedModel model = task.initialize(manager)) {
        model.write(Files.createDirectories(directory.resolve("model")));
        write(
            directory.resolve("batches.safetensors"),
            task.newBatches(model),
            config.training().steps());
      }
    }
  }

  private static void write(Path file, BatchSource<ExampleBatch> source, int steps)
      throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    Cursor cursor = Cursor.START;
    for (int step = 0; step < steps; step++) {
      StepBatch<ExampleBatch> batch = source.read(cursor);
      for (int micro = 0; micro < batch.microBatches().size(); micro++) {
        Seq2SeqBatch tokens = ((ExampleBatch.OfSeq2Seq) batch.microBatches().get(micro)).packed();
        String name = step + "." + micro + ".";
        add(writer, name + "source", tokens.source());
        add(writer, name + "target", tokens.labels());
      }
      cursor = batch.next();
    }
    writer.write(file);
  }

  private static void add(SafetensorsWriter writer, String name, PackedTokens tokens) {
    long[] ids = new long[tokens.getSize()];
    Arrays.setAll(ids, tokens::getId);
    long[] lengths = tokens.getLengths();
    writer.longs(name, new long[] {ids.length}, () -> ids);
    writer.longs(name + "_lengths", new long[] {lengths.length}, () -> lengths);
  }
}
