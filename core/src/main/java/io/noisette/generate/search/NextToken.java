package io.noisette.generate.search;

/** A token that may follow a hypothesis, with its log-probability in nats. */
record NextToken(int token, float logProbability) {}
