package io.noisette.reproduce.table;

/** Source of an option's value that comes from the user or from an earlier stage. */
public sealed interface StageInput {

  /** Returns where the table file names this input, for error messages. */
  String subject();

  /**
   * An option value that the user gives to {@code reproduce}.
   *
   * @param option option of {@code reproduce}, without hyphens, such as {@code data}
   */
  record FromUser(String option, String subject) implements StageInput {}

  /**
   * An option value that is the output directory of an earlier stage.
   *
   * @param stage a stage above this one in the file, which makes chains acyclic
   */
  record FromStage(TableStage stage, String subject) implements StageInput {}
}
