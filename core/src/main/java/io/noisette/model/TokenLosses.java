package io.noisette.model;

/**
 * Loss in nats of each target token, and whether its most probable token was right, with teacher
 * forcing; entries of ignored (negative) labels are undefined.
 *
 * @param nats -log p of each label
 * @param hits 1 where the most probable token is the label, else 0
 */
@SuppressWarnings("ArrayRecordComponent") // results that are read once and never compared
public record TokenLosses(float[] nats, float[] hits) {}
