package io.noisette.corpus;

import io.noisette.tokenizer.SmallTokenizers;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Corpora of numbers: the tokens of sentence {@code s} are {@code 10 s, 10 s + 1, ...}. */
public final class SmallCorpora {

  private SmallCorpora() {}

  /**
   * Writes a corpus.
   *
   * @param shardTokens after how many tokens a new shard begins
   * @param documents the length of each sentence of each document
   */
  public static Corpus write(Path directory, long shardTokens, int[][] documents)
      throws IOException {
    Path output = directory.resolve("corpus");
    try (Tokenizer tokenizer = Tokenizer.load(SmallTokenizers.train(directory, "x\n", 261));
        CorpusWriter writer = new CorpusWriter(output, tokenizer, "en", shardTokens)) {
      int sentence = 0;
      for (int[] document : documents) {
        for (int length : document) {
          int first = 10 * sentence++;
          writer.addSentence(IntStream.range(first, first + length).toArray());
        }
        writer.endDocument();
      }
      writer.finish(List.of());
    }
    return Corpus.open(output);
  }
}
