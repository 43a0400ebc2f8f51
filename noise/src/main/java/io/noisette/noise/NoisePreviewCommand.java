package io.noisette.noise;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.OutputFormat;
import io.noisette.command.Topic;
import io.noisette.failure.UsageException;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.text.Document;
import io.noisette.text.DocumentFormat;
import io.noisette.text.DocumentReader;
import io.noisette.text.WhiteSpace;
import io.noisette.tokenizer.Tokenizer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Subcommand {@code noise-preview}: shows documents before and after noise, with statistics. */
public final class NoisePreviewCommand implements Command<NoisePreviewConfig> {

  private static final Gson JSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .disableHtmlEscaping()
          .create();

  private final NoisePlugins plugins;

  /** Creates the subcommand, which can apply built-in and plug-in functions. */
  @Inject
  public NoisePreviewCommand(NoisePlugins plugins) {
    this.plugins = plugins;
  }

  @Override
  public String getSummary() {
    return "Show documents before and after noise";
  }

  @Override
  public Topic getTopic() {
    return Topic.NOISE;
  }

  @Override
  public String getDetails() {
    return """
    noisette noise-preview --noise 'permute-sentences|infill' --text 'It rains. We stay in.'

    Statistics per document: tokens, the number of original tokens; corrupted (in JSON: hidden), the
    fraction of them that the noise removed (compared as multisets); length ratio (length_ratio),
    tokens after noise divided by tokens before; masks, the number of mask tokens after noise; spans,
    the number of runs of adjacent masks. Documents are corrupted whole; training first splits them into sequences.\
    """;
  }

  @Override
  public Class<NoisePreviewConfig> getSettingsType() {
    return NoisePreviewConfig.class;
  }

  @Override
  public int execute(NoisePreviewConfig settings, Console console) throws IOException {
    NoiseCompiler compiler = plugins.load(settings.plugins(), console);
    List<Document> documents = read(settings.text(), settings.file());
    Path tokenizerFile = settings.tokenizer();
    if (tokenizerFile == null) {
      print(settings, documents, new WordTokens(documents), compiler, console.out());
    } else {
      try (Tokenizer tokenizer = Tokenizer.load(tokenizerFile)) {
        print(settings, documents, new TokenizerTokens(tokenizer), compiler, console.out());
      }
    }
    return 0;
  }

  private static List<Document> read(@Nullable String text, @Nullable Path file)
      throws IOException {
    List<Document> documents = new ArrayList<>();
    if (text != null && file == null) {
      if (!WhiteSpace.isBlank(text)) {
        documents.add(new Document(text.strip().replaceAll("\\s*\\R\\s*", " "), 0));
      }
    } else if (file != null && text == null) {
      try (DocumentReader reader = DocumentReader.open(file, DocumentFormat.AUTO)) {
        for (Document next = reader.read(); next != null; next = reader.read()) {
          documents.add(next);
        }
      }
    } else {
      throw new UsageException("give either --text or --file");
    }
    if (documents.isEmpty()) {
      throw new UsageException((file == null ? "--text" : file) + " contains no text");
    }
    return documents;
  }

  private static void print(
      NoisePreviewConfig settings,
      List<Document> documents,
      PreviewTokens tokens,
      NoiseCompiler compiler,
      PrintStream out) {
    Noise noise = NoiseSetting.compile(settings.noise(), compiler, tokens.getVocabulary());
    boolean asText = settings.format() == OutputFormat.TEXT;
    List<NoisePreview.Noised> noised = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      TokenizedDocument before = tokens.encode(documents.get(i));
      NoiseKey key = new NoiseKey(settings.seed(), 0, i, 0, 0);
      TokenizedDocument after = NoiseSetting.corrupt(noise, before, key);
      NoiseStatistics statistics =
          NoiseStatistics.of(before, after, tokens.getVocabulary().getMaskId());
      noised.add(new NoisePreview.Noised(tokens.spell(before), tokens.spell(after), statistics));
      if (asText) {
        out.printf("before  %s%nafter   %s%n", tokens.decode(before), tokens.decode(after));
        out.println("        " + describe(statistics) + "\n");
      }
    }
    NoisePreview preview = NoisePreview.of(noise.getSpec().toString(), noised);
    if (!asText) {
      out.println(JSON.toJson(preview));
    } else if (documents.size() > 1) {
      out.println(describe(preview.statistics(), documents.size()));
    }
  }

  private static String describe(NoiseStatistics statistics) {
    return String.format(
        Locale.ROOT,
        "%,d tokens, %.1f %% corrupted, length ratio %.3f, %,d masks in %,d spans",
        statistics.tokens(),
        100 * statistics.hidden(),
        statistics.lengthRatio(),
        statistics.masks(),
        statistics.spans());
  }

  private static String describe(NoiseStatistics.Means means, int documents) {
    return String.format(
        Locale.ROOT,
        "mean of %,d documents: %.1f tokens, %.1f %% corrupted, length ratio %.3f, %.2f masks in"
            + " %.2f spans",
        documents,
        means.tokens(),
        100 * means.hidden(),
        means.lengthRatio(),
        means.masks(),
        means.spans());
  }
}
