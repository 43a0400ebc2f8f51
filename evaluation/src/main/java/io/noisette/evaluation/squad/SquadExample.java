package io.noisette.evaluation.squad;

import java.util.List;

/**
 * Question about a context.
 *
 * @param article title of the article that the context is from
 * @param answers empty if the question has no answer in the context, as in SQuAD 2.0
 */
public record SquadExample(
    String article, String id, String context, String question, List<SquadAnswer> answers) {

  public SquadExample {
    answers = List.copyOf(answers);
  }

  /** Returns the texts of the answers. */
  public List<String> getAnswerTexts() {
    return answers.stream().map(SquadAnswer::text).toList();
  }

  /** Returns where the example stands, for messages. */
  public String describe() {
    return "article '" + article + "', question " + id;
  }
}
