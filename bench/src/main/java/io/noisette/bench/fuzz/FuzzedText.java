package io.noisette.bench.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.corpus.Corpus;
import io.noisette.corpus.CorpusWriter;
import io.noisette.digest.Sha256;
import io.noisette.safetensors.Dtype;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.safetensors.SafetensorsWriter;
import io.noisette.text.DocumentFormat;
import io.noisette.text.DocumentReader;
import io.noisette.tokenizer.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Corpora and texts. */
final class FuzzedText {

  private static final String SENTENCES = "A cat sat on the mat. \u2615 It slept.\n\n";

  private final Path directory;

  FuzzedText(Path directory) {
    this.directory = directory;
  }

  FuzzedFile safetensors() throws IOException {
    Path path = directory.resolve("x.safetensors");
    new SafetensorsWriter()
        .metadata("format", "pt")
        .floats("weight", new long[] {2, 2}, () -> new float[] {1, 2, 3, 4})
        .longs("ids", new long[] {1}, () -> new long[] {5})
        .write(path);
    return new FuzzedFile(path, path.toString(), () -> readTensors(path));
  }

  private static void readTensors(Path path) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      for (String name : file.getNames()) {
        SafetensorsTensor tensor = file.getTensor(name);
        if (tensor.getDtype() == Dtype.I64) {
          tensor.toLongs();
        } else {
          tensor.toFloats();
        }
      }
    }
  }

  private Path writeCorpus() throws IOException {
    Path corpus = directory.resolve("corpus");
    if (Files.notExists(corpus)) {
      try (Tokenizer tokenizer = Tokenizer.load(FuzzedModels.trainTokenizer(directory));
          CorpusWriter writer = new CorpusWriter(corpus, tokenizer, "en")) {
        for (int length : new int[] {3, 1, 5}) {
          writer.addSentence(new int[length]);
          writer.addSentence(new int[] {7, 8});
          writer.endDocument();
        }
        writer.finish(List.of());
      }
    }
    return corpus;
  }

  FuzzedFile corpus() throws IOException {
    Path corpus = writeCorpus();
    return new FuzzedFile(
        corpus.resolve("corpus.json"), corpus.toString(), () -> readCorpus(corpus));
  }

  /** The index of a corpus whose description has the digest of whatever the index is. */
  FuzzedFile index() throws IOException {
    Path corpus = writeCorpus();
    Path manifest = corpus.resolve("corpus.json");
    Path index = corpus.resolve(Corpus.open(corpus).getManifest().shards().get(0).name() + ".idx");
    String description = Files.readString(manifest);
    String digest = Sha256.of(index);
    return new FuzzedFile(
        index,
        corpus.toString(),
        () -> {
          Files.writeString(manifest, description.replace(digest, Sha256.of(index)));
          readCorpus(corpus);
        });
  }

  private static void readCorpus(Path directory) throws IOException {
    Corpus corpus = Corpus.open(directory);
    for (long document = 0; document < corpus.getDocumentCount(); document++) {
      corpus.getFirstSentence(document);
    }
    for (long sentence = 0; sentence < corpus.getSentenceCount(); sentence++) {
      corpus.readSentence(sentence);
    }
  }

  FuzzedFile gzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int member = 0; member < 2; member++) {
      try (OutputStream out = new GZIPOutputStream(bytes)) {
        out.write(SENTENCES.getBytes(UTF_8));
      }
    }
    Path path = Files.write(directory.resolve("text.txt.gz"), bytes.toByteArray());
    return new FuzzedFile(path, path.toString(), () -> readText(path));
  }

  FuzzedFile text(String name, String part) throws IOException {
    Path path = Files.writeString(directory.resolve(name), part.repeat(3));
    return new FuzzedFile(path, path.toString(), () -> readText(path));
  }

  private static void readText(Path path) throws IOException {
    try (DocumentReader reader = DocumentReader.open(path, DocumentFormat.AUTO)) {
      while (reader.read() != null) {
        reader.getBytesRead();
      }
    }
  }
}
