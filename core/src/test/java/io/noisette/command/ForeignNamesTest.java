package io.noisette.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
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
  void theCosineOfFairseqIsFound() {
    Set<String> known =
        Set.of(
            "schedule",
            "lowest-rate",
            "warmup-start-rate",
            "period",
            "period-growth",
            "period-shrink");
    Map<String, String> names =
        Map.of(
            "lr-scheduler", "schedule",
            "min-lr", "lowest-rate",
            "warmup-init-lr", "warmup-start-rate",
            "lr-period-updates", "period",
            "t-mult", "period-growth",
            "lr-shrink", "period-shrink");
    names.forEach(
        (foreign, own) ->
            assertEquals(
                "; did you mean --" + own + "?", ForeignNames.hintForOption(foreign, known)));
  }

  @Test
  void theLengthOfADistillationIsItsOuterSteps() {
    Set<String> known = Set.of("outer-steps", "steps", "pretraining-epochs");
    for (String foreign : List.of("max_steps", "max-update", "num_train_epochs")) {
      assertEquals("; did you mean --outer-steps?", ForeignNames.hintForOption(foreign, known));
    }
  }

  @Test
  void workHasItsSubcommand() {
    Set<String> known = Set.of("generate", "evaluate");
    assertEquals("; did you mean generate?", ForeignNames.hintForSubcommand("translate", known));
    assertEquals("", ForeignNames.hintForSubcommand("translate", Set.of("evaluate")));
  }
}
