package io.noisette.model.bart;

import io.noisette.model.layer.DecodingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Sources whose targets are decoded in step, and where their keys and values are in the caches. */
final class DecodedGroup {

  private final int beams;
  private List<Slot> slots; // all that the caches hold
  private int capacity;
  private int used;

  /** A source in the caches. */
  private static final class Slot {
    final int length;
    boolean isLive = true;

    Slot(int length) {
      this.length = length;
    }
  }

  DecodedGroup(List<int[]> sources, int beams, int capacity) {
    this.beams = beams;
    this.capacity = capacity;
    slots = new ArrayList<>(sources.stream().map(source -> new Slot(source.length)).toList());
  }

  /** Returns the number of target tokens so far. */
  int getUsed() {
    return used;
  }

  int getCapacity() {
    return capacity;
  }

  int countLive() {
    return (int) slots.stream().filter(slot -> slot.isLive).count();
  }

  void advance() {
    used++;
  }

  /** Marks sources as finished; {@code alive} is about the live ones, in order, from {@code at}. */
  void retain(boolean[] alive, int at) {
    int next = at;
    for (Slot slot : slots) {
      if (slot.isLive) {
        slot.isLive = alive[next++];
      }
    }
  }

  /** Returns whether most of what the caches hold is of finished sources. */
  boolean isMostlyDead() {
    int all = slots.stream().mapToInt(slot -> slot.length).sum();
    int live = slots.stream().filter(slot -> slot.isLive).mapToInt(slot -> slot.length).sum();
    return 2 * live < all;
  }

  /** Returns the indices of the live sources in the caches. */
  long[] liveSources() {
    return IntStream.range(0, slots.size())
        .filter(i -> slots.get(i).isLive)
        .asLongStream()
        .toArray();
  }

  /** Returns the indices of the live sources' tokens in the caches, or none if all are live. */
  long[] liveTokens() {
    if (countLive() == slots.size()) {
      return new long[0];
    }
    LongStream.Builder tokens = LongStream.builder();
    int at = 0;
    for (Slot slot : slots) {
      if (slot.isLive) {
        LongStream.range(at, at + slot.length).forEach(tokens);
      }
      at += slot.length;
    }
    return tokens.build().toArray();
  }

  /** Records that the caches have been reduced to the live sources. */
  void resized(int newCapacity) {
    capacity = newCapacity;
    slots = new ArrayList<>(slots.stream().filter(slot -> slot.isLive).toList());
  }

  /**
   * Adds this group to a step.
   *
   * @param group index of this group
   * @param ids the appended token of each live hypothesis of all groups
   * @param parents for each live hypothesis of all groups, the index among those of its source
   * @param at index of the first live hypothesis of this group
   */
  void addTo(DecodingStep step, int group, int[] ids, int[] parents, int at) {
    step.addGroup(used);
    addRuns(step, group);
    addSpans(step, group);
    int next = at;
    for (int slot = 0; slot < slots.size(); slot++) {
      for (int beam = 0; beam < beams; beam++) {
        int parent = beam;
        if (slots.get(slot).isLive) {
          step.addToken(ids[next], used + BartConfig.POSITION_OFFSET);
          parent = parents[next++];
        }
        step.addParent(slot * beams + beam, slot * beams + parent);
      }
    }
  }

  private void addRuns(DecodingStep step, int group) {
    int first = 0;
    while (first < slots.size()) {
      int end = first;
      while (end < slots.size() && slots.get(end).isLive) {
        end++;
      }
      if (end > first) {
        step.addRun(group, first, end - first);
      }
      first = end + 1;
    }
  }

  private void addSpans(DecodingStep step, int group) {
    int token = 0;
    int first = 0;
    while (first < slots.size()) {
      Slot slot = slots.get(first);
      int end = first + 1;
      if (slot.isLive) {
        while (end < slots.size()
            && slots.get(end).isLive
            && slots.get(end).length == slot.length) {
          end++;
        }
        step.addSpan(group, token, end - first, slot.length);
      }
      token += (end - first) * slot.length;
      first = end;
    }
  }
}
