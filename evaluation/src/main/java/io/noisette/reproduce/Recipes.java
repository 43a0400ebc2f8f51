package io.noisette.reproduce;

import io.noisette.evaluation.Evaluation;
import io.noisette.failure.UsageException;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.StageRun;
import io.noisette.settings.Suggestion;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeSet;

/** Lookup of recipes by the names that tables use: those of the modules, and {@code evaluate}. */
final class Recipes {

  private static final String EVALUATE = "evaluate";

  private final Map<String, StageRecipe<?>> recipes;
  private final Map<String, Evaluation<?>> evaluations;

  @Inject
  Recipes(Map<String, StageRecipe<?>> recipes, Map<String, Evaluation<?>> evaluations) {
    this.recipes = recipes;
    this.evaluations = evaluations;
  }

  /**
   * Finds the recipe of a run; {@code evaluate} has one per task, chosen by the option {@code
   * task}.
   *
   * @throws UsageException if there is none
   */
  StageRecipe<?> find(PaperTable table, StageRun run) {
    String name = run.stage().recipe();
    StageRecipe<?> recipe = recipes.get(name);
    if (recipe != null) {
      return recipe;
    }
    if (name.equals(EVALUATE)) {
      return new EvaluationRecipe<>(findEvaluation(table, run));
    }
    TreeSet<String> names = new TreeSet<>(recipes.keySet());
    names.add(EVALUATE);
    throw new UsageException(
        "%s: there is no recipe %s; there are: %s%s"
            .formatted(
                table.name(), name, String.join(", ", names), Suggestion.forTypo(name, names)));
  }

  private Evaluation<?> findEvaluation(PaperTable table, StageRun run) {
    String task = run.texts().getOrDefault("task", "");
    Evaluation<?> evaluation = evaluations.get(nameOf(task));
    if (evaluation == null) {
      throw new UsageException(
          "%s, stage %s: task must be one of %s, not '%s'%s"
              .formatted(
                  table.name(),
                  run.stage().key(),
                  String.join(", ", new TreeSet<>(evaluations.keySet())),
                  task,
                  Suggestion.forTypo(task, evaluations.keySet())));
    }
    return evaluation;
  }

  /** Returns the name of a task, or the pattern such as {@code *.yaml} that stands for files. */
  private String nameOf(String task) {
    return evaluations.keySet().stream()
        .filter(name -> name.startsWith("*") && task.endsWith(name.substring(1)))
        .findFirst()
        .orElse(task);
  }
}
