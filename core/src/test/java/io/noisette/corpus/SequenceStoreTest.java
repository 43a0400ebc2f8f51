package io.noisette.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SequenceStoreTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1000, 1 << 24})
  void sequencesComeBackInOrderFromMemoryAndAfterTheFileIsGone(int inMemory) throws IOException {
    SequenceStore store;
    try (SequenceStore.Builder builder = SequenceStore.builder(inMemory)) {
      for (int i = 0; i < 3000; i++) {
        builder.add(sequence(i));
      }
      store = builder.build();
    }
    assertEquals(3000, store.getSize());
    for (int i = 0; i < 3000; i++) {
      assertEquals(i % 40, store.getLength(i));
      assertArrayEquals(sequence(i), store.read(i));
    }
  }

  private static int[] sequence(int i) {
    return IntStream.range(0, i % 40).map(token -> 70_000 * token + i).toArray();
  }
}
