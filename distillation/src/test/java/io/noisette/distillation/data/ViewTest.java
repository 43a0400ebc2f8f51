package io.noisette.distillation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ViewTest {

  @Test
  void commasInParenthesesBelongToTheNoise() {
    List<View> views = View.parse("views", "none, infill(ratio=0.2,lambda=2)|rotate-document,none");
    assertEquals(
        List.of("none", "infill(ratio=0.2,lambda=2)|rotate-document", "none (2)"),
        views.stream().map(View::toString).toList());
    assertTrue(views.get(2).isIdentity());
  }

  @Test
  void theRandomNumbersOfAViewDependOnItsNoiseAndNotOnItsPlace() {
    List<View> views = View.parse("views", "delete-tokens,mask-tokens,delete-tokens");
    List<View> turned = View.parse("views", "mask-tokens,delete-tokens");
    assertEquals(views.get(0).toSeed(7), turned.get(1).toSeed(7));
    assertNotEquals(views.get(0).toSeed(7), views.get(1).toSeed(7));
    assertNotEquals(views.get(0).toSeed(7), views.get(2).toSeed(7), "drawn a second time");
  }

  @Test
  void whatIsNoNoiseIsRefusedWithTheOption() {
    String told =
        assertThrows(UsageException.class, () -> View.parse("views", "none,,infill")).getMessage();
    assertTrue(told.startsWith("--views: noise spec, column 1: expected the name"), told);
  }
}
