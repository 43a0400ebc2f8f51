package io.noisette.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.BufferOverflowException;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

final class TensorMemoryTest {

  private static final float[] VALUES = {1, 2, 3, 4, 5, 6};

  @Test
  void valuesAreWrittenInRowMajorOrder() {
    try (NDManager manager = Torch.newManager("cpu")) {
      NDArray array = TensorMemory.create(manager, new Shape(2, 3), target -> target.put(VALUES));
      assertEquals(6, array.get(1, 2).getFloat());
      assertArrayEquals(VALUES, array.toFloatArray());
      assertEquals(0, TensorMemory.create(manager, new Shape(0, 3), target -> {}).size());
    }
  }

  @Test
  void overwritingKeepsTheMemory() {
    try (NDManager manager = Torch.newManager("cpu")) {
      NDArray array = manager.zeros(new Shape(6));
      NDArray shared = array.reshape(2, 3);
      TensorMemory.overwrite(array, target -> target.put(VALUES));
      assertArrayEquals(VALUES, shared.toFloatArray());
    }
  }

  @Test
  void bytesAreThoseOfTheArray() {
    try (NDManager manager = Torch.newManager("cpu")) {
      NDArray array = Parameters.copy(manager, new Shape(6), VALUES);
      FloatBuffer floats = TensorMemory.bytesOf(array).asFloatBuffer();
      array.addi(1);
      assertEquals(2, floats.get(0));
      assertEquals(6, floats.remaining());
      assertEquals(0, TensorMemory.bytesOf(manager.zeros(new Shape(0))).remaining());
    }
  }

  @Test
  void refusesOtherNumbersOfValues() {
    try (NDManager manager = Torch.newManager("cpu")) {
      Shape five = new Shape(5);
      Shape seven = new Shape(7);
      assertThrows(
          BufferOverflowException.class,
          () -> TensorMemory.create(manager, five, target -> target.put(VALUES)));
      IllegalArgumentException fewer =
          assertThrows(
              IllegalArgumentException.class,
              () -> TensorMemory.create(manager, seven, target -> target.put(VALUES)));
      assertTrue(fewer.getMessage().contains("1 values fewer"), fewer.getMessage());
    }
  }
}
