package io.noisette.distillation.specialist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The acceptance checks of docs/papers.md 5.4. */
final class SpecialistMergeTest {

  @Test
  void oneSpecialistHasAClosedForm() {
    assertArrayEquals(
        new double[] {.55, .25, .20},
        new SpecialistMerge(new double[] {.5, .3, .2})
            .with(new Specialist(List.of(0, 1), 3), new double[] {.6, .2, .2})
            .findMinimum(),
        1e-15);
    assertArrayEquals(
        new double[] {.55, .15, .225, .075},
        new SpecialistMerge(new double[] {.4, .2, .3, .1})
            .with(new Specialist(List.of(0, 1), 4), new double[] {.7, .1, .2})
            .findMinimum(),
        1e-15);
  }

  @Test
  void withoutSpecialistsTheGeneralistDecides() {
    double[] generalist = {.5, .3, .2};
    assertArrayEquals(generalist, new SpecialistMerge(generalist).findMinimum(), 0);
    assertEquals(0, new SpecialistMerge(generalist).measure(generalist), 0);
  }

  @Test
  void noDistributionNearbyIsBetterThanTheMergedOne() {
    SpecialistMerge merge =
        new SpecialistMerge(new double[] {.3, .1, .2, .25, .15})
            .with(new Specialist(List.of(0, 1, 2), 5), new double[] {.1, .6, .1, .2})
            .with(new Specialist(List.of(2, 3), 5), new double[] {.2, .3, .5});
    double[] q = merge.findMinimum();
    assertEquals(1, Arrays.stream(q).sum(), 1e-12);
    double least = merge.measure(q);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      double[] near =
          Arrays.stream(q).map(p -> p * Math.exp(0.02 * random.nextGaussian())).toArray();
      double sum = Arrays.stream(near).sum();
      double[] other = Arrays.stream(near).map(p -> p / sum).toArray();
      assertTrue(merge.measure(other) > least, Arrays.toString(other));
    }
  }

  /** A class that shows one of two signs; what a specialist sees of it is known in closed form. */
  @Test
  void theCorrectedDustbinHasTheTruePrior() {
    double subset = 0.1;
    double seen = 0.5;
    double[] ofSubset = {.8, .2}; // probability of each sign
    double[] ofRest = {.3, .7};
    double added = Specialist.dustbinCorrection(subset, seen);
    for (int sign = 0; sign < 2; sign++) {
      double trained = Math.log((1 - seen) * ofRest[sign]) - Math.log(seen * ofSubset[sign]);
      double corrected = 1 / (1 + Math.exp(-(trained + added)));
      double truth =
          (1 - subset) * ofRest[sign] / ((1 - subset) * ofRest[sign] + subset * ofSubset[sign]);
      assertEquals(truth, corrected, 1e-12);
    }
    assertEquals(0, Specialist.dustbinCorrection(0.3, 0.3), 1e-15);
  }

  @Test
  void theDustbinCollectsAllOtherClasses() {
    Specialist specialist = new Specialist(List.of(1, 3), 5);
    assertArrayEquals(
        new double[] {.2, .3, .5}, specialist.collect(new double[] {.1, .2, .3, .3, .1}), 1e-15);
    assertEquals(2, specialist.indexOf(0));
    assertEquals(1, specialist.indexOf(3));
  }

  @Test
  void aSubsetIsAscendingAndNotAllClasses() {
    for (List<Integer> subset :
        List.of(
            List.<Integer>of(), List.of(0, 1, 2), List.of(1, 0), List.of(1, 1), List.of(0, 5))) {
      assertThrows(IllegalArgumentException.class, () -> new Specialist(subset, 3), "" + subset);
    }
  }
}
