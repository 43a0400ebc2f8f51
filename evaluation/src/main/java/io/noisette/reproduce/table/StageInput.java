package io.noisette.reproduce.table;

/** Source of the value of an option that the table does not set itself. */
public sealed interface StageInput {

  /** Returns the place in the file, for messages. */
  String subject();

  /**
   * An input from the user.
   *
   * @param option option of {@code reproduce}, without hyphens, such as {@code data}
   */
  record FromUser(String option, String subject) implements StageInput {}

  /**
   * The output directory of an earlier stage.
   *
   * @param stage a stage above this one in the file, which makes chains acyclic
   */
  record FromStage(TableStage stage, String subject) implements StageInput {}
}
