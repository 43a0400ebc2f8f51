package io.noisette.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class ForeignNamesTest {

  @Test
  void optionsOfOtherProgramsAreThoseThatTheSubcommandHas() {
    Set<String> known = Set.of("learning-rate", "steps", "sequence-length", "output");
    assertEquals("; did you mean --learning-rate?", ForeignNames.hintForOption("lr", known));
    assertEquals(
        "; did you mean --learning-rate?", ForeignNames.hintForOption("learning_rate", known));
    assertEquals(
        "; did you mean --sequence-length?", ForeignNames.hintForOption("max_seq_length", known));
    assertEquals("; did you mean --steps?", ForeignNames.hintForOption("max-update", known));
    assertEquals("", ForeignNames.hintForOption("num_beams", known));
    assertEquals("", ForeignNames.hintForOption("nothing", known));
  }

  @Test
  void workHasItsSubcommand() {
    Set<String> known = Set.of("generate", "evaluate");
    assertEquals("; did you mean generate?", ForeignNames.hintForSubcommand("translate", known));
    assertEquals("", ForeignNames.hintForSubcommand("translate", Set.of("evaluate")));
  }
}
