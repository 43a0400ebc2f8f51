package io.noisette.corpus;

import io.noisette.command.Console;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.tokenizer.loss.LeftOutText;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Tokenizer thread: encodes the sentences of documents in batches while the caller goes on reading,
 * and passes them to a corpus writer in order. The number of pending batches is bounded, so memory
 * does not grow.
 */
final class SentenceEncoder implements AutoCloseable {

  private static final int BATCH_CHARS = 1 << 18;
  private static final int BATCHES_AHEAD = 3;

  private final Tokenizer tokenizer;
  private final CorpusWriter writer;
  private final LeftOutText leftOut;
  private final int unknownId;
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "sentence-encoder");
            thread.setDaemon(true);
            return thread;
          });
  private final Deque<Batch> ahead = new ArrayDeque<>();
  private List<List<String>> parts = new ArrayList<>();
  private int sentences;
  private BitSet documentEnds = new BitSet();
  private int chars;
  private long tokens;
  private long unknown; // number of tokens that are the one for unknown text

  private record Batch(BitSet documentEnds, Future<List<int[]>> ids) {}

  SentenceEncoder(Tokenizer tokenizer, CorpusWriter writer) throws IOException {
    this.tokenizer = tokenizer;
    this.writer = writer;
    leftOut = new LeftOutText(tokenizer);
    boolean hasUnknown = tokenizer.hasToken("<unk>") || tokenizer.hasToken("[UNK]");
    unknownId = hasUnknown ? tokenizer.getUnkId() : -1;
  }

  /** Queues the sentences of one document for encoding. */
  void add(List<String> document) throws IOException, InterruptedException {
    if (tokenizer.hasIndependentSentences()) {
      for (int i = 0; i < document.size(); i++) {
        add(List.of(document.get(i)), i == document.size() - 1);
      }
    } else {
      add(document, true);
    }
  }

  private void add(List<String> part, boolean endsDocument)
      throws IOException, InterruptedException {
    parts.add(part);
    sentences += part.size();
    chars += part.stream().mapToInt(String::length).sum();
    documentEnds.set(sentences - 1, endsDocument);
    if (chars >= BATCH_CHARS) {
      submit();
    }
  }

  /** Waits until all queued sentences are written, and tells of text without tokens. */
  void flush(Console console) throws IOException, InterruptedException {
    submit();
    while (!ahead.isEmpty()) {
      write(ahead.remove());
    }
    leftOut.tell(console::warn);
    if (unknown > 0) {
      console.info(
          String.format(
              Locale.ROOT,
              "%,d of %,d tokens (%.2f %%) are %s, for text that the tokenizer has no tokens for",
              unknown,
              tokens,
              100.0 * unknown / tokens,
              tokenizer.getToken(unknownId)));
    }
  }

  /** Waits for the batch being encoded, because the tokenizer must not be closed while in use. */
  @Override
  public void close() {
    executor.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = executor.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    leftOut.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void submit() throws IOException, InterruptedException {
    List<List<String>> batch = parts;
    ahead.add(new Batch(documentEnds, executor.submit(() -> encode(batch))));
    parts = new ArrayList<>();
    sentences = 0;
    documentEnds = new BitSet();
    chars = 0;
    if (ahead.size() > BATCHES_AHEAD) {
      write(ahead.remove());
    }
  }

  private List<int[]> encode(List<List<String>> batch) {
    leftOut.add(batch.stream().map(document -> String.join("", document)).toList());
    return tokenizer.encodeDocuments(batch);
  }

  private void write(Batch batch) throws IOException, InterruptedException {
    List<int[]> ids = await(batch.ids());
    for (int i = 0; i < ids.size(); i++) {
      writer.addSentence(ids.get(i));
      tokens += ids.get(i).length;
      unknown += Arrays.stream(ids.get(i)).filter(id -> id == unknownId).count();
      if (batch.documentEnds().get(i)) {
        writer.endDocument();
      }
    }
  }

  private static List<int[]> await(Future<List<int[]>> ids) throws InterruptedException {
    try {
      return ids.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a tokenizer thread has failed", e.getCause());
    }
  }
}
