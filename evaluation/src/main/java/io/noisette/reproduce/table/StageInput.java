package io.noisette.reproduce.table;

import java.util.List;

/** Source of an option's value that comes from the user or from an earlier stage. */
public sealed interface StageInput {

  /** Returns where the table file names this input, for error messages. */
  String subject();

  /**
   * One or several paths from the user.
   *
   * @param paths the paths, in the order in which the recipe takes them
   */
  record FromUser(List<UserPath> paths, String subject) implements StageInput {

    public FromUser {
      paths = List.copyOf(paths);
    }
  }

  /**
   * A path that the user gives to {@code reproduce}, or a file below the directory that it names.
   *
   * @param option option of {@code reproduce}, without hyphens, such as {@code data}
   * @param file path of the file below the directory, in which {@code {row}} and {@code {column}}
   *     stand for the keys; empty: the option's value itself
   */
  record UserPath(String option, String file) {}

  /**
   * An option value that consists of the output directories of one or several earlier stages.
   *
   * @param stages stages above this one in the file, which makes chains acyclic, in the order in
   *     which the recipe takes their outputs
   */
  record FromStages(List<TableStage> stages, String subject) implements StageInput {

    public FromStages {
      stages = List.copyOf(stages);
    }
  }

  /**
   * An option value that is the best of those that an earlier stage tries.
   *
   * @param stage a stage above this one in the file, whose trials vary the option
   */
  record BestOf(TableStage stage, String subject) implements StageInput {}
}
