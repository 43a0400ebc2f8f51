package io.noisette.distillation.specialist;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Chooses the specialists that a text is given to: those for its likeliest classes. */
public final class ActiveSpecialists {

  private ActiveSpecialists() {}

  /**
   * Returns the indices of the specialists whose subset holds one of the likeliest classes; none is
   * possible. The lower class counts as likelier where two are equal.
   *
   * @param probabilities of the generalist
   * @param count number of likeliest classes that are looked at
   */
  public static List<Integer> find(
      double[] probabilities, List<Specialist> specialists, int count) {
    List<Integer> likeliest =
        IntStream.range(0, probabilities.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> probabilities[i]).reversed())
            .limit(count)
            .toList();
    return IntStream.range(0, specialists.size())
        .filter(i -> specialists.get(i).subset().stream().anyMatch(likeliest::contains))
        .boxed()
        .toList();
  }
}
