package io.github.gradtape.nn.train;

import io.github.gradtape.nn.Model;
import java.util.List;

/**
 * What a training has come to.
 *
 * @param best the model of the least loss on the samples held out, which may be the one that the training began with; without
 *     such samples, the last model
 * @param last where the training stands, to go on from
 * @param history a report on every epoch of this training
 */
public record Training(Model best, Checkpoint last, List<EpochReport> history) {

    /**
     * What a training has come to.
     *
     * @param best the best model
     * @param last where the training stands
     * @param history a report on every epoch
     */
    public Training {
        history = history instanceof History ? history : List.copyOf(history);
    }
}
