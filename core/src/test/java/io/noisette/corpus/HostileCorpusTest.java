package io.noisette.corpus;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.failure.CorruptDataException;
import io.noisette.testing.HostileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a corpus may hold anything: reading gives its content or says which file is wrong. */
final class HostileCorpusTest {

  @TempDir Path directory;
  private Path corpus;

  @BeforeEach
  void write() throws IOException {
    corpus = SmallCorpora.write(directory, 20, new int[][] {{5, 3}, {7}, {2, 2, 4}}).getDirectory();
  }

  @Test
  void aHostileDescription() throws IOException {
    new HostileFile(corpus.resolve(CorpusManifest.NAME))
        .assertNothingElseHappens(() -> CorpusManifest.read(corpus));
  }

  @Test
  void aHostileIndexEvenIfItsDigestWereRight() throws IOException {
    String shard = CorpusManifest.read(corpus).shards().get(0).name();
    new HostileFile(corpus.resolve(shard + ".idx"), shard) // or its .bin, where it points to
        .tenThousandTimes()
        .assertNothingElseHappens(() -> readAll(Shard.open(corpus, shard)));
  }

  @Test
  void aHostileIndexThatHasAnotherDigest() throws IOException {
    String shard = CorpusManifest.read(corpus).shards().get(0).name();
    new HostileFile(corpus.resolve(shard + ".idx"))
        .assertNothingElseHappens(() -> Corpus.open(corpus));
  }

  /** A flipped bit may turn a token into another one, which nothing else would notice. */
  @Test
  void hostileData() throws IOException {
    String shard = CorpusManifest.read(corpus).shards().get(0).name();
    new HostileFile(corpus.resolve(shard + ".bin"))
        .assertNothingElseHappens(() -> Corpus.open(corpus));
    byte[] bytes = Files.readAllBytes(corpus.resolve(shard + ".bin"));
    bytes[0] ^= 1;
    Files.write(corpus.resolve(shard + ".bin"), bytes);
    assertThrows(CorruptDataException.class, () -> Corpus.open(corpus));
  }

  private static void readAll(Shard shard) {
    for (long document = 0; document < shard.getDocuments(); document++) {
      shard.getFirstSentence(document);
    }
    for (long sentence = 0; sentence < shard.getSentences(); sentence++) {
      int count = shard.getTokenCount(sentence);
      if (count <= 64) {
        shard.read(sentence, 0, count, new int[64], 0);
      }
    }
  }
}
