package io.github.gradtape.nn.train;

import io.github.gradtape.data.DataSet;
import io.github.gradtape.nn.Model;
import io.github.gradtape.nn.optim.Optimizer;
import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Fits models to samples: start from an optimizer and add what is wanted, {@code Trainer.of(new Adam(1e-3)).withEpochs(20)}.
 *
 * <p>An epoch sees every sample once, in random order; a step is made by each batch. All chance comes from the seed and the number
 * of the epoch, so that a training that is resumed from a checkpoint has the same parameters, to the bit, after every epoch as one
 * that was not interrupted. What a checkpoint does not hold begins anew: the best model and the patience know of the checkpoint's
 * model and the epochs since then alone, so that with samples held out the best model may be another, and the training may stop
 * later.
 *
 * @param loss the mean loss of a batch, as a function of the network's output and the labels
 * @param optimizer what makes the steps
 * @param clipping what is done to the gradients before
 * @param epochs after how many epochs a training ends, counted from its very beginning
 * @param batchSize how many samples a batch has; the last one of an epoch may have fewer
 * @param patience after how many epochs in a row without a lower loss on the samples held out a training ends
 * @param seed where all chance comes from
 */
public record Trainer(
        BinaryOperator<Node> loss,
        Optimizer optimizer,
        UnaryOperator<Map<String, Tensor>> clipping,
        int epochs,
        int batchSize,
        int patience,
        long seed) {

    /**
     * All settings at once; {@link #of} and the others are more readable.
     *
     * @param loss the mean loss of a batch, as a function of the network's output and the labels
     * @param optimizer what makes the steps
     * @param clipping what is done to the gradients before
     * @param epochs after how many epochs a training ends, at least 1
     * @param batchSize how many samples a batch has, at least 1
     * @param patience after how many epochs in a row without a lower loss on the samples held out a training ends, at least 1
     * @param seed where all chance comes from
     * @throws IllegalArgumentException if a number is less than 1
     */
    public Trainer {
        requirePositive("epochs", epochs);
        requirePositive("batchSize", batchSize);
        requirePositive("patience", patience);
    }

    private static void requirePositive(String setting, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(setting + " must be at least 1, was " + value);
        }
    }

    /**
     * A trainer with the cross-entropy of the output's softmax as its loss, no clipping, 10 epochs, batches of 32, endless patience
     * and seed 1.
     *
     * @param optimizer what makes the steps
     * @return the trainer
     */
    public static Trainer of(Optimizer optimizer) {
        return new Trainer(Ops::softmaxCrossEntropy, optimizer, UnaryOperator.identity(), 10, 32, Integer.MAX_VALUE, 1);
    }

    /**
     * This trainer with another loss.
     *
     * @param mean the mean loss of a batch, as a function of the network's output and the labels; of every batch it must depend on
     *     the output, if only by a factor of 0
     * @return the trainer
     */
    public Trainer withLoss(BinaryOperator<Node> mean) {
        return new Trainer(mean, optimizer, clipping, epochs, batchSize, patience, seed);
    }

    /**
     * This trainer with clipped gradients.
     *
     * @param change what is done to the gradients before each step
     * @return the trainer
     */
    public Trainer withClipping(UnaryOperator<Map<String, Tensor>> change) {
        return new Trainer(loss, optimizer, change, epochs, batchSize, patience, seed);
    }

    /**
     * This trainer with another number of epochs.
     *
     * @param count after how many epochs a training ends, at least 1
     * @return the trainer
     * @throws IllegalArgumentException if it is less than 1
     */
    public Trainer withEpochs(int count) {
        return new Trainer(loss, optimizer, clipping, count, batchSize, patience, seed);
    }

    /**
     * This trainer with other batches.
     *
     * @param size how many samples a batch has, at least 1
     * @return the trainer
     * @throws IllegalArgumentException if it is less than 1
     */
    public Trainer withBatchSize(int size) {
        return new Trainer(loss, optimizer, clipping, epochs, size, patience, seed);
    }

    /**
     * This trainer with early stopping.
     *
     * @param count after how many epochs in a row without a lower loss on the samples held out a training ends, at least 1
     * @return the trainer
     * @throws IllegalArgumentException if it is less than 1
     */
    public Trainer withPatience(int count) {
        return new Trainer(loss, optimizer, clipping, epochs, batchSize, count, seed);
    }

    /**
     * This trainer with another seed.
     *
     * @param number where all chance comes from
     * @return the trainer
     */
    public Trainer withSeed(long number) {
        return new Trainer(loss, optimizer, clipping, epochs, batchSize, patience, number);
    }

    /**
     * Trains a model.
     *
     * @param model where to start
     * @param samples what to learn from
     * @return what came of it
     * @throws DivergedException if the loss of a batch, a gradient or a parameter is not finite
     * @throws IllegalStateException if no layer of the network asks for a parameter to train, or the optimizer leaves one out
     * @throws IllegalArgumentException if the network does not take these samples, the loss is not one number or depends on no
     *     parameter, or there is a {@linkplain #withPatience patience}, which takes samples held out
     */
    public Training train(Model model, DataSet samples) {
        return train(Checkpoint.start(model), samples, Optional.empty(), TrainingListener.NONE);
    }

    /**
     * Trains a model and keeps the best one.
     *
     * @param model where to start
     * @param samples what to learn from
     * @param heldOut what to choose the best model by
     * @return what came of it
     * @throws DivergedException if the loss of a batch, a gradient or a parameter is not finite, or the loss of the samples held out
     *     is NaN
     * @throws IllegalStateException if no layer of the network asks for a parameter to train, or the optimizer leaves one out
     * @throws IllegalArgumentException if the network does not take these samples, those held out have other class names, or
     *     the loss is not one number or depends on no parameter
     */
    public Training train(Model model, DataSet samples, DataSet heldOut) {
        return train(Checkpoint.start(model), samples, Optional.of(heldOut), TrainingListener.NONE);
    }

    /**
     * Trains on from a checkpoint, which may be the start.
     *
     * @param start where to go on
     * @param samples what to learn from
     * @param heldOut what to choose the best model by, or nothing
     * @param listener who is told
     * @return what came of it
     * @throws DivergedException if the loss of a batch, a gradient or a parameter is not finite, or the loss of the samples held out
     *     is NaN
     * @throws IllegalStateException if no layer of the network asks for a parameter to train, or the optimizer leaves one out
     * @throws IllegalArgumentException if the checkpoint's parameters are not those of its network, this does not take the samples,
     *     the loss is not one number or depends on no parameter, there are no samples held out to stop early by, those held out
     *     have other class names, or more epochs are done than are asked for
     */
    public Training train(Checkpoint start, DataSet samples, Optional<DataSet> heldOut, TrainingListener listener) {
        if (patience < Integer.MAX_VALUE && heldOut.isEmpty()) {
            throw new IllegalArgumentException("a patience of " + patience + " epochs takes samples held out");
        }
        heldOut.ifPresent(them -> requireClassesOf(samples, them));
        if (start.epochs() > epochs) {
            throw new IllegalArgumentException("a checkpoint after " + start.epochs() + " epochs, but only " + epochs
                    + " are asked for, counted from the very beginning: use withEpochs");
        }
        return new TrainingRun(this, start, samples, heldOut, listener).run();
    }

    private static void requireClassesOf(DataSet samples, DataSet heldOut) {
        if (!heldOut.classNames().equals(samples.classNames())) {
            throw new IllegalArgumentException("data set " + heldOut.name() + ", held out, has the classes "
                    + heldOut.classNames() + ", those trained on are " + samples.classNames()
                    + ": use heldOut.withClassNames(samples.classNames())");
        }
    }
}
