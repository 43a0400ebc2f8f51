package io.noisette.freelb.adversary;

/** Goes up first, and descends once, where it has arrived (docs/papers.md 3.1). */
record Pgd(int ascents, double rate) implements Attack {

  @Override
  public double addGradients(PerturbedBatch texts, double weight) {
    for (int i = 0; i < ascents; i++) {
      texts.probe(weight);
      texts.ascend(rate);
    }
    return texts.descend(weight) * weight;
  }
}
