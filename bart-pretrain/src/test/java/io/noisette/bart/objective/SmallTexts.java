package io.noisette.bart.objective;

import com.google.inject.Guice;
import io.noisette.bart.model.ModelKind;
import io.noisette.bart.model.Seq2SeqExample;
import io.noisette.corpus.Corpus;
import io.noisette.corpus.SequenceIndex;
import io.noisette.corpus.SmallCorpora;
import io.noisette.model.TokenLosses;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.NoiseSpec;
import io.noisette.noising.NoisingModule;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import io.noisette.report.ChartSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Texts of numbers, and what an objective works with beside them. */
final class SmallTexts {

  static final int MASK = 999;

  /** Longest sequence that {@link #context} allows. */
  static final int MAX_POSITIONS = 200;

  private SmallTexts() {}

  /** Documents of one sentence each, whose lengths are given; 25 at most. */
  static SequenceIndex index(Path directory, int... lengths) throws IOException {
    int[][] documents = Arrays.stream(lengths).mapToObj(n -> new int[] {n}).toArray(int[][]::new);
    Corpus corpus = SmallCorpora.write(directory, 10_000, documents);
    return SequenceIndex.build(corpus, MAX_POSITIONS);
  }

  static ObjectiveContext context(@Nullable Noise noise) {
    return new ObjectiveContext(new Numbers(), BartSpecialTokens.BART, MAX_POSITIONS, noise);
  }

  /** Hides three of ten tokens. */
  static Noise masks() {
    return noise("mask-tokens(ratio=0.3)");
  }

  static Noise noise(String spec) {
    return Guice.createInjector(new NoisingModule())
        .getInstance(NoiseCompiler.class)
        .compile(NoiseSpec.parse(spec), new Numbers());
  }

  /** The tokens 10, 11, 12, … in two sentences. */
  static TokenizedDocument text(int length) {
    int[] ids = IntStream.range(10, 10 + length).toArray();
    return TokenizedDocument.of(ids, length < 2 ? new int[] {0} : new int[] {0, length / 2});
  }

  static NoiseKey key(long epoch, long document) {
    return new NoiseKey(3, epoch, document, 2 * document, 0);
  }

  /** Losses 1, 2, 3, … of a sequence that stands alone; every second token is a hit. */
  static TokenLosses losses(KeyedExample sequence) {
    int tokens = sequence.example().labels().length;
    float[] nats = new float[tokens];
    float[] hits = new float[tokens];
    for (int i = 0; i < tokens; i++) {
      nats[i] = i + 1;
      hits[i] = i % 2;
    }
    return new TokenLosses(nats, hits);
  }

  /** Predicts from each sequence its first token alone, and reads positions from 7 on. */
  static final class FirstToken implements Objective {

    @Override
    public String getSummary() {
      return "the first token";
    }

    @Override
    public ModelKind getModelKind() {
      return ModelKind.ENCODER_DECODER;
    }

    @Override
    public boolean hasNoise() {
      return false;
    }

    @Override
    public boolean isForInfilling() {
      return false;
    }

    @Override
    public List<ChartSpec> getCharts() {
      return List.of();
    }

    @Override
    public Seq2SeqExample toExample(
        TokenizedDocument text, NoiseKey key, ObjectiveContext context) {
      int[] source = context.addSpecials(text.toIds());
      return new Seq2SeqExample(
          source, new int[] {2, (int) key.epoch()}, new int[] {7, 8}, new int[] {source[1], -1});
    }

    @Override
    public HeldOutFigures newFigures(ObjectiveContext context, @Nullable UnigramModel unigram) {
      return new TargetFigures(unigram);
    }
  }

  private static final class Numbers implements Vocabulary {

    @Override
    public int getSize() {
      return 1000;
    }

    @Override
    public int getMaskId() {
      return MASK;
    }

    @Override
    public boolean isSpecial(int id) {
      return id < 3 || id == MASK;
    }

    @Override
    public boolean isWordStart(int id) {
      return id % 2 == 0;
    }
  }
}
