package io.github.gradtape.nn.train;

/**
 * What came of a batch.
 *
 * @param epoch the number of its epoch, from 1
 * @param batch its number within the epoch, from 1
 * @param batches how many batches the epoch has
 * @param rate the rate of the step
 * @param running the score of the epoch's batches so far
 */
public record BatchReport(int epoch, int batch, int batches, double rate, Score running) {}
