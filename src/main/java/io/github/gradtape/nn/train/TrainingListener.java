package io.github.gradtape.nn.train;

/** Is told how a training goes on; to look on only, a listener need not override more than it looks at. */
public interface TrainingListener {

    /** Listens to nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * Is called after every step.
     *
     * @param report what came of the batch
     */
    default void batchDone(BatchReport report) {}

    /**
     * Is called after every epoch.
     *
     * @param report what came of the epoch
     * @param training the training so far, from which it can go on
     * @return whether it shall go on
     */
    default boolean epochDone(EpochReport report, Training training) {
        return true;
    }
}
