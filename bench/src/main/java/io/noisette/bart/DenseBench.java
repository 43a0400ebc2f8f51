package io.noisette.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.bart.model.ModelKind;
import io.noisette.bench.BenchSettings;
import io.noisette.bench.Requests;
import io.noisette.bench.Requests.Request;
import io.noisette.engine.MatrixSpeed;
import io.noisette.engine.Torch;
import io.noisette.model.PackedTokens;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.TrainingPass;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.optim.AdamW;
import io.noisette.schedule.PolynomialSchedule;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.UpdateRule;
import io.noisette.train.step.Lanes;
import io.noisette.train.step.PlainStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Benchmark of training on sequences of equal length, with three requests: {@code step} is forward
 * pass, backward pass, clipping and AdamW, {@code pass} forward and backward pass alone, {@code
 * gemm} one large matrix multiplication, whose speed is the upper limit of both.
 *
 * <p>Arguments: number of rows, source length, target length, then settings {@code name=value}.
 */
public final class DenseBench {

  private static final int GEMMS = 32;

  private final NDManager manager;
  private final BartModel model;
  private final Lanes<BartModel> lanes;
  private final PlainStep<BartModel, Seq2SeqBatch> step;
  private final UpdateRule rule;
  private final StepBatch<Seq2SeqBatch> batch;
  private final double passOperations;
  private final MatrixSpeed products;
  private long steps;

  private DenseBench(
      NDManager manager,
      Lanes<BartModel> lanes,
      BartModel model,
      AdamW optimizer,
      MatrixSpeed products,
      int rows,
      int source,
      int target) {
    this.manager = manager;
    this.model = model;
    this.lanes = lanes;
    this.products = products;
    step = new PlainStep<>(manager, lanes, Seq2SeqBatch::split, BartModel::forwardBackward);
    rule = new UpdateRule(optimizer, new PolynomialSchedule(1e-4, 0, 1, 0, 1_000_000), 1);
    int words = model.getConfig().vocabSize();
    Seq2SeqBatch tokens =
        Seq2SeqBatch.teacherForced(
            tokens(rows, source, words), tokens(rows, target, words), BartSpecialTokens.BART.eos());
    batch =
        new StepBatch<>(
            List.of(tokens), (long) rows * target, rows, Cursor.START, new Cursor(0, rows));
    passOperations = rows * operations(model.getConfig(), source, target);
  }

  /** Runs the benchmark; settings of the model and the batch are arguments {@code name=value}. */
  public static void main(String[] arguments) throws IOException {
    BartPretrainConfig config =
        BenchSettings.read(
            BartPretrainConfig.class, List.of(arguments).subList(3, arguments.length));
    Torch.setThreads(config.runtime().threads());
    double dropout = config.training().dropout();
    BartConfig shape =
        config
            .shape()
            .toConfig(
                ModelKind.ENCODER_DECODER, config.vocabSize(), dropout, BartSpecialTokens.BART);
    try (NDManager manager = Torch.newManager("cpu");
        BartModel model = BartModel.initialize(manager, shape, config.runtime().precision(), 1);
        AdamW optimizer =
            new AdamW(manager, model.getParameters(), new AdamW.Settings(0.9, 0.98, 1e-8, 0.01));
        MatrixSpeed products = new MatrixSpeed(manager, config.runtime().precision());
        Lanes<BartModel> lanes =
            new Lanes<>(
                manager,
                model,
                config.training().countLanes(shape.getParameterCount(), config.runtime()),
                config.runtime().threads(),
                BartModel::replicate)) {
      new DenseBench(
              manager,
              lanes,
              model,
              optimizer,
              products,
              Integer.parseInt(arguments[0]),
              Integer.parseInt(arguments[1]),
              Integer.parseInt(arguments[2]))
          .serve();
    }
  }

  private void serve() throws IOException {
    Requests requests = new Requests();
    Request request = requests.next();
    while (request != null) {
      double amount = 0;
      for (int i = 0; i < request.count(); i++) {
        amount +=
            switch (request.what()) {
              case "step" -> step();
              case "pass" -> pass();
              case "gemm" -> gemm();
              default ->
                  throw new IllegalArgumentException(
                      "the request '"
                          + request.what()
                          + "' is unknown; requests are step, pass and gemm");
            };
      }
      requests.answer(amount);
      request = requests.next();
    }
  }

  private double step() {
    steps++;
    boolean dropout = model.getConfig().dropout() > 0;
    step.take(batch, new StepContext(steps, 1, dropout, rule));
    return batch.targetTokens();
  }

  private double pass() {
    List<Seq2SeqBatch> parts = batch.microBatches().get(0).split(lanes.getCount());
    lanes.each(
        parts.size(),
        (lane, part) -> {
          try (NDManager scope = manager.newSubManager()) {
            return lane.forwardBackward(
                scope, parts.get(part), TrainingPass.weighted(1.0 / batch.targetTokens()));
          }
        });
    return passOperations;
  }

  private double gemm() {
    return products.multiply(GEMMS);
  }

  private static PackedTokens tokens(int rows, int length, int words) {
    SplittableRandom random = new SplittableRandom(length);
    List<int[]> sequences = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      sequences.add(random.ints(length, 5, words).toArray());
    }
    return PackedTokens.of(sequences);
  }

  /**
   * Returns the number of floating-point operations in the matrix multiplications of one row: 2 per
   * weight and token forward, 4 backward; causal attention counts as a triangle.
   */
  private static double operations(BartConfig c, double source, double target) {
    double d = c.dModel();
    double encoder = source * (4 * d * d + 2 * d * c.encoderFfnDim()) + 2 * source * source * d;
    double decoder =
        target * (6 * d * d + 2 * d * c.decoderFfnDim())
            + source * 2 * d * d
            + target * target * d
            + 2 * target * source * d;
    double loss = target * d * c.vocabSize();
    return 6 * (c.encoderLayers() * encoder + c.decoderLayers() * decoder + loss);
  }
}
