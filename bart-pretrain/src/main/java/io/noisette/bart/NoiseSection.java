package io.noisette.bart;

import io.noisette.bart.objective.Objective;
import io.noisette.corpus.CorpusSequence;
import io.noisette.failure.UsageException;
import io.noisette.noise.NoisePlugins;
import io.noisette.noise.NoiseSetting;
import io.noisette.noise.NoiseStatistics;
import io.noisette.noise.PluginSettings;
import io.noisette.noise.RecordedPlugins;
import io.noisette.noise.TokenizerVocabulary;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.NoiseSpec;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.report.HtmlWriter;
import io.noisette.report.ReportSection;
import io.noisette.report.ReportedRun;
import io.noisette.run.RunRecord;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Report section about the noise of a run: statistics over many sequences of its text, and
 * examples.
 */
final class NoiseSection implements ReportSection {

  private static final long SEED = 0; // as in validation, so that these are the sequences it uses
  private static final int MOST_SEQUENCES = 500;
  private static final int EXAMPLES = 3;
  private static final int GOOD_LENGTH = 60; // tokens, a few lines

  private final NoisePlugins plugins;

  @Inject
  NoiseSection(NoisePlugins plugins) {
    this.plugins = plugins;
  }

  /** A sequence before and after noise. */
  private record Noised(TokenizedDocument before, TokenizedDocument after, NoiseKey key) {}

  @Override
  public String getTitle() {
    return "Noise";
  }

  @Override
  public boolean isAbout(RunRecord run) {
    Objective objective = PretrainedRun.findObjective(run);
    return objective != null && objective.hasNoise();
  }

  @Override
  public void write(ReportedRun run, HtmlWriter html) throws IOException {
    RunRecord record = run.record();
    try (RunText text = RunText.open(record)) {
      TokenizerVocabulary vocabulary = new TokenizerVocabulary(text.getTokenizer());
      Noise noise = noiseOf(run, vocabulary);
      int length = RunText.setting(record, "sequence-length", Number.class).intValue();
      List<Noised> sequences =
          text.readSequences(length, MOST_SEQUENCES).stream()
              .map(sequence -> corrupt(sequence, noise, vocabulary))
              .toList();
      html.open("p", "class", "note").element("code", noise.getSpec().toString());
      html.text(
              String.format(
                  Locale.ROOT, ", on %,d sequences of %s:", sequences.size(), text.describe()))
          .close();
      writeFigures(html, sequences, vocabulary.getMaskId());
      NoisedText colored = new NoisedText(html, text.getTokenizer(), vocabulary.getMaskId());
      for (Noised noised : choose(sequences)) {
        colored.write(noised.before(), noised.after(), noise.trace(noised.before(), noised.key()));
      }
    }
  }

  /** Compiles the noise with the plug-ins that the user has named, not with those of the record. */
  private Noise noiseOf(ReportedRun run, TokenizerVocabulary vocabulary) throws IOException {
    NoiseCompiler compiler = plugins.loadAgain(new PluginSettings(run.plugins()));
    RecordedPlugins recorded = RecordedPlugins.of(run.record().digests());
    String spec = RunText.setting(run.record(), "noise", String.class);
    Set<String> missing = recorded.findMissing(NoiseSpec.parse(spec), compiler);
    if (!missing.isEmpty()) {
      throw new UsageException(
          "the examples of noise need the plug-in of %s, which is loaded only if you name it: noisette report --plugins DIR"
              .formatted(String.join(", ", missing)));
    }
    Noise noise = NoiseSetting.compile(spec, compiler, vocabulary);
    recorded.requireSame(noise.getSpec(), compiler);
    return noise;
  }

  private static Noised corrupt(
      CorpusSequence sequence, Noise noise, TokenizerVocabulary vocabulary) {
    TokenizedDocument before =
        TokenizedDocument.of(sequence.ids(), sequence.sentenceStarts(), vocabulary);
    NoiseKey key =
        new NoiseKey(SEED, 0, sequence.document(), sequence.firstSentence(), sequence.firstToken());
    return new Noised(before, NoiseSetting.corrupt(noise, before, key), key);
  }

  private static void writeFigures(HtmlWriter html, List<Noised> sequences, int maskId) {
    NoiseStatistics.Means means =
        NoiseStatistics.Means.of(
            sequences.stream()
                .map(noised -> NoiseStatistics.of(noised.before(), noised.after(), maskId))
                .toList());
    html.open("dl", "class", "figures");
    write(html, "corrupted tokens", "%.1f %%", 100 * means.hidden());
    write(html, "tokens per sequence, before noise", "%.1f", means.tokens());
    write(html, "length ratio, after / before noise", "%.3f", means.lengthRatio());
    write(html, "masks per sequence", "%.2f", means.masks());
    write(html, "runs of masks per sequence", "%.2f", means.spans());
    html.close();
  }

  private static void write(HtmlWriter html, String name, String format, double value) {
    html.open("div").element("dt", name);
    html.element("dd", String.format(Locale.ROOT, format, value)).close();
  }

  /**
   * Returns the sequences closest to the length of a few lines, preferring those with several
   * sentences.
   */
  private static List<Noised> choose(List<Noised> sequences) {
    return sequences.stream()
        .sorted(
            Comparator.comparing((Noised noised) -> noised.before().getSentenceCount() < 2)
                .thenComparing(noised -> Math.abs(noised.before().getLength() - GOOD_LENGTH)))
        .limit(EXAMPLES)
        .toList();
  }
}
