package io.noisette.evaluation.text;

/** Confidence interval of a figure, at 95 %. */
public record Interval(double low, double high) {}
