package io.noisette.noising.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseArgumentsTest {

  private final NoiseArguments none = new NoiseArguments(Map.of());

  private static NoiseArguments given(String value) {
    return new NoiseArguments(Map.of("x", value));
  }

  @Test
  void whatIsNotGivenHasItsDefault() {
    assertEquals(3.5, none.getDouble("x", 3.5, ""));
    assertEquals(0.5, none.getProbability("x", 0.5, ""));
    assertEquals(-1, none.getInt("x", -1, ""));
    assertFalse(none.isFlagSet("x", ""));
  }

  @Test
  void whatIsGivenIsRead() {
    assertEquals(2e-3, given("2e-3").getDouble("x", 1, ""));
    assertEquals(1, given("1").getProbability("x", 0, ""));
    assertEquals(-1, given("-1").getInt("x", 0, ""));
    assertTrue(given("").isFlagSet("x", ""));
    assertTrue(given("true").isFlagSet("x", ""));
    assertFalse(given("false").isFlagSet("x", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "-0.1"})
  void aProbabilityBeyondItsRangeIsAnError(String value) {
    assertProblem(
        "x must be in [0, 1], not '" + value + "'", () -> given(value).getProbability("x", 0, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"much", "NaN", "Infinity", "0.3f", "1d", "0x1p-2"})
  void aNumberMustBeOne(String value) {
    assertProblem(
        "x must be a number, not '" + value + "'", () -> given(value).getDouble("x", 0, ""));
  }

  @Test
  void aMissingValueIsAnError() {
    assertProblem("x must be a number, not nothing", () -> given("").getDouble("x", 0, ""));
    assertProblem("x must be a whole number, not '1.5'", () -> given("1.5").getInt("x", 0, ""));
    assertProblem(
        "x is a flag: it must be true or false, not 'on'", () -> given("on").isFlagSet("x", ""));
  }

  @Test
  void askingDeclares() {
    double ratio = none.getProbability("ratio", 1, "share");
    boolean isWhole = none.isFlagSet("whole-words", "by words");
    assertEquals(
        List.of(
            new NoiseArgument("ratio", "1", "share"),
            new NoiseArgument("whole-words", "false", "by words")),
        none.getDeclared());
    assertTrue(ratio == 1 && !isWhole);
  }

  private static void assertProblem(String message, Executable question) {
    var error = assertThrows(NoiseArgumentException.class, question);
    assertEquals(message, error.getMessage());
    assertEquals("x", error.getArgument());
  }
}
