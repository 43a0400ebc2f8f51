package io.noisette.bench;

import com.google.inject.Guice;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.NoiseSpec;
import io.noisette.noising.NoisingModule;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * JMH benchmark of the noising functions: tokens per second on one thread, with documents of 510
 * tokens.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NoiseBenchmark {

  private static final int LENGTH = 510;
  private static final int DOCUMENTS = 256;

  /** Noise spec to measure. */
  @Param({
    "mask-tokens",
    "delete-tokens",
    "infill",
    "infill(whole-words,random=0.1)",
    "infill(replace-length=-1)",
    "permute-sentences",
    "rotate-document",
    "insert-tokens",
    "permute-sentences|infill(ratio=0.3,lambda=3.5,random=0.1)"
  })
  public String spec = "";

  private final TokenizedDocument[] documents = new TokenizedDocument[DOCUMENTS];
  private Noise noise = compile("none");
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long epoch;

  /** Creates the noise and random documents. */
  @Setup
  public void setUp() {
    noise = compile(spec);
    Random random = new Random(1);
    for (int i = 0; i < DOCUMENTS; i++) {
      int[] ids = random.ints(LENGTH, 5, 50_264).toArray();
      int[] starts = new int[LENGTH / 25 + 1];
      for (int sentence = 0; sentence < starts.length; sentence++) {
        starts[sentence] = 25 * sentence;
      }
      documents[i] = TokenizedDocument.of(ids, starts, new BenchmarkVocabulary());
    }
  }

  /**
   * Fraction of a CPU core that the benchmark thread got, by which its scores are divided on a busy
   * machine.
   */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Core {

    /** CPU time divided by elapsed time. */
    public double share;
  }

  /** Corrupts all documents once; returns the number of tokens afterwards. */
  @Benchmark
  @OperationsPerInvocation(LENGTH * DOCUMENTS)
  public long tokens(Core core) {
    long total = 0;
    epoch++;
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < DOCUMENTS; i++) {
      total += noise.corrupt(documents[i], new NoiseKey(42, epoch, i, 0, 0)).getLength();
    }
    core.share += 1e-9 * (threads.getCurrentThreadCpuTime() - start);
    return total;
  }

  private static Noise compile(String spec) {
    return Guice.createInjector(new NoisingModule())
        .getInstance(NoiseCompiler.class)
        .compile(NoiseSpec.parse(spec), new BenchmarkVocabulary());
  }

  /** Vocabulary of BART's size, in which 10 of 13 tokens start words. */
  private static final class BenchmarkVocabulary implements Vocabulary {

    @Override
    public int getSize() {
      return 50_265;
    }

    @Override
    public int getMaskId() {
      return 50_264;
    }

    @Override
    public boolean isSpecial(int id) {
      return id < 4 || id == 50_264;
    }

    @Override
    public boolean isWordStart(int id) {
      return isSpecial(id) || id % 13 < 10;
    }
  }
}
