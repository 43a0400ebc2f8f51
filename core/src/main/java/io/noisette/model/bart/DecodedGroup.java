package io.noisette.model.bart;

import io.noisette.model.layer.DecodingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Sources whose targets are decoded in step, and where their keys and values are in the caches. */
final class DecodedGroup {

  private final int beams;
  private final int prefix; // columns of the caches in front of the target tokens
  private List<Slot> slots; // all that the caches hold
  private int capacity;
  private int used;

  /** A source in the caches. */
  private static final class Slot {
    final int memory; // tokens of an encoder
    final int start; // position of the first appended token
    final int @Nullable [] prompt; // whose last token the first step appends, whatever it is given
    boolean isLive = true;

    Slot(int memory, int start, int @Nullable [] prompt) {
      this.memory = memory;
      this.start = start;
      this.prompt = prompt;
    }
  }

  private DecodedGroup(List<Slot> slots, int beams, int capacity) {
    this.slots = new ArrayList<>(slots);
    this.beams = beams;
    this.capacity = capacity;
    prefix = slots.stream().mapToInt(slot -> slot.start).max().orElse(0);
  }

  /**
   * Creates the group of sources that an encoder has read.
   *
   * @param capacity number of target tokens that the caches have room for
   */
  static DecodedGroup ofEncoded(List<int[]> sources, int beams, int capacity) {
    return new DecodedGroup(
        sources.stream().map(source -> new Slot(source.length, 0, null)).toList(), beams, capacity);
  }

  /** Creates the group of sources that stand in the caches in front of their targets. */
  static DecodedGroup ofPrompts(List<int[]> sources, int beams, int capacity) {
    return new DecodedGroup(
        sources.stream().map(source -> new Slot(0, source.length - 1, source)).toList(),
        beams,
        capacity);
  }

  /** Returns the number of target tokens so far. */
  int getUsed() {
    return used;
  }

  int getCapacity() {
    return capacity;
  }

  /** Returns the greatest position of a token that the next step appends. */
  int getNextPosition() {
    return used
        + slots.stream().filter(slot -> slot.isLive).mapToInt(slot -> slot.start).max().orElse(0);
  }

  /** Returns the number of columns of the caches for a number of target tokens. */
  int toColumns(int tokens) {
    return prefix + tokens * beams;
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
    int all = slots.stream().mapToInt(DecodedGroup::sizeOf).sum();
    int live = slots.stream().filter(slot -> slot.isLive).mapToInt(DecodedGroup::sizeOf).sum();
    return 2 * live < all;
  }

  private static int sizeOf(Slot slot) {
    return slot.memory + slot.start;
  }

  /** Returns the indices of the live sources in the caches. */
  long[] liveSources() {
    return IntStream.range(0, slots.size())
        .filter(i -> slots.get(i).isLive)
        .asLongStream()
        .toArray();
  }

  /**
   * Returns the indices of the live sources' tokens of the encoder in the caches, or none if all
   * are live.
   */
  long[] liveTokens() {
    if (countLive() == slots.size()) {
      return new long[0];
    }
    LongStream.Builder tokens = LongStream.builder();
    int at = 0;
    for (Slot slot : slots) {
      if (slot.isLive) {
        LongStream.range(at, at + slot.memory).forEach(tokens);
      }
      at += slot.memory;
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
    step.addGroup(toColumns(used));
    addRuns(step, group);
    addSpans(step, group);
    int next = at;
    for (int slot = 0; slot < slots.size(); slot++) {
      for (int beam = 0; beam < beams; beam++) {
        int parent = beam;
        if (slots.get(slot).isLive) {
          addToken(step, slots.get(slot), ids[next]);
          parent = parents[next++];
        }
        step.addParent(slot * beams + beam, slot * beams + parent);
      }
    }
  }

  private void addToken(DecodingStep step, Slot slot, int id) {
    int[] prompt = slot.prompt;
    int appended = prompt != null && used == 0 ? prompt[prompt.length - 1] : id;
    step.addToken(appended, slot.start + used + BartConfig.POSITION_OFFSET);
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
            && slots.get(end).memory == slot.memory) {
          end++;
        }
        step.addSpan(group, token, end - first, slot.memory);
      }
      token += (end - first) * slot.memory;
      first = end;
    }
  }
}
