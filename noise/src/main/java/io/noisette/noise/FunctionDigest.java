package io.noisette.noise;

import io.noisette.digest.Sha256;
import io.noisette.file.Uninterrupted;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Digest by which a run recognizes a noising function that the calling program has defined. */
public final class FunctionDigest {

  private static final int TRIAL_DOCUMENTS = 50;
  private static final int TRIAL_TOKENS = 40;

  private FunctionDigest() {}

  /**
   * Returns the version that the factory states; otherwise a SHA-256 of the name and the class
   * files of the factory, and of what the noise makes of some documents, which shows changes of
   * other classes.
   *
   * @param noise a noise with the function
   */
  public static String of(NoisingFunctionFactory factory, Noise noise, Vocabulary vocabulary)
      throws IOException {
    String version = factory.getVersion();
    if (!version.isBlank()) {
      return "version " + version.strip();
    }
    Class<?> type = factory.getClass();
    String identity =
        String.join("\n", type.getName(), digestOfClasses(type), tryOut(noise, vocabulary));
    return Sha256.of(identity.getBytes(StandardCharsets.UTF_8));
  }

  private static String tryOut(Noise noise, Vocabulary vocabulary) {
    StringBuilder results = new StringBuilder();
    SplittableRandom random = new SplittableRandom(0);
    for (int document = 0; document < TRIAL_DOCUMENTS; document++) {
      int[] ids = random.ints(TRIAL_TOKENS, 0, vocabulary.getSize()).toArray();
      int[] sentences = {0, 1 + random.nextInt(TRIAL_TOKENS - 1)};
      try {
        results.append(
            noise.corrupt(
                TokenizedDocument.of(ids, sentences, vocabulary),
                new NoiseKey(0, 0, document, 0, 0)));
      } catch (IllegalStateException e) {
        results.append("fails"); // training will say so, if it does with real text
      }
    }
    return results.toString();
  }

  private static String digestOfClasses(Class<?> type) throws IOException {
    Path source = sourceOf(type);
    if (source == null) {
      return digestOfClass(type);
    }
    if (Files.isDirectory(source)) {
      return digestOfClasses(source, type);
    }
    return Uninterrupted.call(
        () -> {
          try (FileSystem jar = FileSystems.newFileSystem(source)) {
            return digestOfClasses(jar.getPath("/"), type);
          }
        });
  }

  /** Returns the directory or jar that a class was loaded from, or null. */
  private static @Nullable Path sourceOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return null;
    }
    try {
      Path path = Path.of(source.getLocation().toURI());
      boolean isJar = path.toString().toLowerCase(Locale.ROOT).endsWith(".jar");
      return Files.isDirectory(path) || (isJar && Files.isRegularFile(path)) ? path : null;
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return null;
    }
  }

  /** Computes the digests of the class file of the outermost class and of those inside it. */
  private static String digestOfClasses(Path root, Class<?> type) throws IOException {
    Path directory = root.resolve(type.getPackageName().replace('.', '/'));
    String outermost = type.getName().replaceFirst(".*[.]", "").replaceFirst("[$].*", "");
    Pattern name = Pattern.compile(Pattern.quote(outermost) + "([$].*)?[.]class");
    if (!Files.isDirectory(directory)) {
      return digestOfClass(type);
    }
    List<Path> classes;
    try (Stream<Path> files = Files.list(directory)) {
      classes =
          files
              .filter(file -> name.matcher(file.getFileName().toString()).matches())
              .sorted()
              .toList();
    }
    StringBuilder lines = new StringBuilder();
    for (Path file : classes) {
      lines.append(Sha256.of(Files.readAllBytes(file)));
      lines.append("  ").append(file.getFileName()).append('\n');
    }
    return classes.isEmpty() ? digestOfClass(type) : lines.toString();
  }

  private static String digestOfClass(Class<?> type) throws IOException {
    String file = type.getName().replaceFirst(".*[.]", "") + ".class";
    try (InputStream bytes = type.getResourceAsStream(file)) {
      return bytes == null ? "" : Sha256.of(bytes.readAllBytes());
    }
  }
}
