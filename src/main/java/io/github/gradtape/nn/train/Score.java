package io.github.gradtape.nn.train;

/**
 * How good a model is on some samples.
 *
 * @param loss the mean loss
 * @param accuracy the share of samples that are classified right, from 0 to 1; NaN if the output is not one number for each of several
 *     classes
 */
public record Score(double loss, double accuracy) {}
