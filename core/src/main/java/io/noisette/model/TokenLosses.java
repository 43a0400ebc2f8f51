package io.noisette.model;

/**
 * Teacher-forced losses, token by token; those of tokens whose label is negative mean nothing.
 *
 * @param nats -log p of each label
 * @param hits 1 where the likeliest token is the label, else 0
 */
@SuppressWarnings("ArrayRecordComponent") // results that are read once and never compared
public record TokenLosses(float[] nats, float[] hits) {}
