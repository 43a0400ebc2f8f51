package io.noisette.corpus;

import io.noisette.failure.CorruptDataException;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * Complete check of a corpus; {@link Corpus#open} omits these checks because they read every byte.
 */
final class CorpusVerifier {

  private final Corpus corpus;
  private long done;

  CorpusVerifier(Corpus corpus) {
    this.corpus = corpus;
  }

  /**
   * Returns the number of bytes that {@link #verify} reads: every file once for its digest, and the
   * token ids once more.
   */
  static long getWork(CorpusManifest manifest) {
    long files = manifest.files().stream().mapToLong(CorpusManifest.FileEntry::bytes).sum();
    return files + Short.BYTES * manifest.tokens();
  }

  void verify(LongConsumer progress) throws IOException {
    for (CorpusManifest.FileEntry entry : corpus.getManifest().files()) {
      Corpus.checkDigest(corpus.getDirectory(), entry);
      done += entry.bytes();
      progress.accept(done);
    }
    checkTokenizer();
    for (Shard shard : corpus.getShards()) {
      checkSentences(shard);
      checkDocuments(shard);
    }
    checkIds(progress);
  }

  private void checkTokenizer() throws IOException {
    CorpusManifest manifest = corpus.getManifest();
    try (Tokenizer tokenizer = corpus.loadTokenizer()) {
      if (tokenizer.getSize() != manifest.vocabularySize()
          || !tokenizer.getDigest().equals(manifest.tokenizerSha256())) {
        throw new CorruptDataException(
            String.format(
                Locale.ROOT,
                "%s: tokenizer.json has %,d tokens and the SHA-256 %s, but %,d and %s are recorded;"
                    + " copy or prepare the corpus again",
                corpus.getDirectory().resolve(CorpusManifest.NAME),
                tokenizer.getSize(),
                tokenizer.getDigest(),
                manifest.vocabularySize(),
                manifest.tokenizerSha256()));
      }
    }
  }

  /** Checks that sentences follow each other without a gap and fill the data file. */
  private static void checkSentences(Shard shard) {
    long position = 0;
    for (long sentence = 0; sentence < shard.getSentences(); sentence++) {
      int tokens = shard.getRecordedTokenCount(sentence);
      if (tokens < 0) {
        throw shard.corrupt(
            String.format(
                Locale.ROOT, "sentence %,d has a negative number of tokens: %d", sentence, tokens));
      }
      if (shard.getPointer(sentence) != position) {
        throw shard.corrupt(
            String.format(
                Locale.ROOT,
                "sentence %,d is recorded at byte %,d, but is at byte %,d",
                sentence,
                shard.getPointer(sentence),
                position));
      }
      position += (long) tokens * shard.getBytesPerToken();
    }
    if (position != shard.getDataBytes()) {
      throw shard.corrupt(
          String.format(
              Locale.ROOT,
              "the sentences in the index take %,d bytes, but the data file has %,d",
              position,
              shard.getDataBytes()));
    }
  }

  private static void checkDocuments(Shard shard) {
    for (long document = 0; document < shard.getDocuments(); document++) {
      if (shard.getRecordedFirstSentence(document) > shard.getRecordedFirstSentence(document + 1)) {
        throw shard.corrupt(
            String.format(Locale.ROOT, "document %,d ends before it begins", document));
      }
    }
  }

  private void checkIds(LongConsumer progress) {
    for (long sentence = 0; sentence < corpus.getSentenceCount(); sentence++) {
      done += (long) Short.BYTES * corpus.readSentence(sentence).length;
      progress.accept(done);
    }
  }
}
