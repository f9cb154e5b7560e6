package io.github.gradtape.nn.train;

import java.util.Optional;

/**
 * What came of an epoch.
 *
 * @param epoch its number, from 1
 * @param rate the rate of its last step
 * @param training the score of the batches, each taken before the step that was made by it
 * @param validation the score of the samples held out, after the epoch; none without such samples
 */
public record EpochReport(int epoch, double rate, Score training, Optional<Score> validation) {}
