package io.noisette.generate.search;

import io.noisette.model.bart.Candidates;
import io.noisette.model.bart.TargetDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/** The searches for several sources, whose hypotheses are continued by one call of the decoder. */
final class TargetBatch {

  private final TargetDecoder decoder;
  private final Function<SourceText, TargetSearch> newSearch;
  private final TokenRules rules;
  private final int beams;
  private final int vocabSize;
  private final List<Running> running = new ArrayList<>();

  /** A source with its finished targets, best first. */
  record Result(SourceText source, List<Hypothesis> targets) {}

  private record Running(SourceText source, TargetSearch search) {}

  /**
   * Creates an empty batch.
   *
   * @param newSearch creates the search for the targets of a source
   */
  TargetBatch(
      TargetDecoder decoder,
      Function<SourceText, TargetSearch> newSearch,
      TokenRules rules,
      int beams,
      int vocabSize) {
    this.decoder = decoder;
    this.newSearch = newSearch;
    this.rules = rules;
    this.beams = beams;
    this.vocabSize = vocabSize;
  }

  /** Returns the number of tokens by which the sources that are being decoded count. */
  int getWeight() {
    return running.stream().mapToInt(each -> each.source().getWeight()).sum();
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  /** Encodes sources and adds them. */
  void add(List<SourceText> sources) {
    decoder.add(sources.stream().map(SourceText::getTokens).toList());
    sources.forEach(source -> running.add(new Running(source, newSearch.apply(source))));
  }

  /** Continues all hypotheses by a token; removes and returns the sources that are finished. */
  List<Result> step() {
    int rows = running.size() * beams;
    int[] ids = new int[rows];
    int[] parents = new int[rows];
    LongStream.Builder banned = LongStream.builder();
    for (int row = 0; row < rows; row++) {
      TargetSearch search = running.get(row / beams).search();
      Hypothesis open = search.getOpen().get(row % beams);
      ids[row] = open.getLastToken();
      parents[row] = search.getParent(row % beams);
      long start = (long) row * vocabSize;
      rules.forEachBanned(open, token -> banned.add(start + token));
    }
    int count = beams == 1 ? 1 : 2 * beams;
    Candidates next = decoder.step(ids, parents, banned.build().toArray(), count);
    List<Result> finished = new ArrayList<>();
    boolean[] alive = new boolean[running.size()];
    for (int i = 0; i < alive.length; i++) {
      Running each = running.get(i);
      each.search().advance(next, i * beams);
      alive[i] = !each.search().isFinished();
      if (!alive[i]) {
        finished.add(new Result(each.source(), each.search().getResults()));
      }
    }
    if (!finished.isEmpty()) {
      decoder.retain(alive);
      running.removeIf(each -> each.search().isFinished());
    }
    return finished;
  }
}
