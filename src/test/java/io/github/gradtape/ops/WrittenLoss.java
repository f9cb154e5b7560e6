package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.log;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.ops.Ops.sum;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A loss behind a softmax as a beginner writes it, in any of three forms, with any reshapes on the way.
 *
 * @param reshapes the shapes from the softmax to the loss, the last one that of the loss; none if it is that of the logits
 * @param logAt how many of the reshapes stand before the log, where there is one
 */
record WrittenLoss(
        Form form,
        Tensor logits,
        int softmaxAxis,
        List<Shape> reshapes,
        int logAt,
        Tensor targets,
        int axis,
        LossOptions options,
        Tensor lossBar) {

    enum Form {
        CROSS_ENTROPY_OF_SOFTMAX,
        NLL_OF_LOG_OF_SOFTMAX,
        NLL_OF_LOG_SOFTMAX
    }

    /** What a loss is written as: the node of the softmax or log-softmax, and the loss. */
    record Nodes(Node activation, Node loss) {}

    private static final int NO_CLASS = -100;

    /** A random loss under random options, whose logits are at most {@code largest} in magnitude; the rows mostly fit. */
    static WrittenLoss random(double largest, RandomGenerator random) {
        LossCall call = LossCall.random(largest, random);
        LossOptions options = call.options();
        if (random.nextInt(3) == 0) {
            options = options.withSmoothing(random.nextDouble());
        }
        if (random.nextInt(3) == 0) {
            options = options.withClassWeights(
                    random.doubles(call.classes(), 0.1, 3).toArray());
        }
        Tensor targets = call.targets();
        if (random.nextInt(3) == 0) {
            targets = Reductions.argmax(Tensor.uniform(call.logits().shape(), 0, 1, random), call.axis());
            if (random.nextBoolean()) {
                int ignored = ignoredLabel((int) targets.toArray()[0], call.classes(), random);
                options = options.withIgnoredLabel(ignored);
                targets = withIgnored(targets, ignored, random);
            }
        }
        return behindSomeSoftmax(call, targets, options, random);
    }

    /** A label, one of the classes or none of them, which is not that of the first row: a mean is over something. */
    private static int ignoredLabel(int first, int classes, RandomGenerator random) {
        return classes > 1 && random.nextBoolean() ? (first + 1) % classes : NO_CLASS;
    }

    private static Tensor withIgnored(Tensor labels, int ignored, RandomGenerator random) {
        double[] some = labels.toArray();
        for (int i = 1; i < some.length; i++) {
            some[i] = random.nextInt(3) == 0 ? ignored : some[i];
        }
        return Tensor.of(labels.shape(), some);
    }

    private static WrittenLoss behindSomeSoftmax(
            LossCall call, Tensor targets, LossOptions options, RandomGenerator random) {
        Shape shape = call.logits().shape();
        int rank = shape.rank();
        int axis = call.axis();
        int[] extents = shape.extents();
        Shape from = shape;
        int softmaxAxis = axis;
        switch (random.nextInt(7)) {
            case 0 -> {
                from = Shape.of(product(extents, 0, axis), extents[axis], product(extents, axis + 1, rank));
                softmaxAxis = 1;
            }
            case 1 -> {
                from = shape.inserting(0, 1).inserting(rank + 1, 1);
                softmaxAxis = axis + 1;
            }
            case 2 -> {
                from = Shape.of(
                        IntStream.range(0, rank).map(k -> extents[rank - 1 - k]).toArray());
                softmaxAxis = rank - 1 - axis;
            }
            case 3 -> softmaxAxis = random.nextInt(rank);
            case 4 -> {
                from = Shape.of(product(extents, 0, axis + 1), product(extents, axis + 1, rank));
                softmaxAxis = 0;
            }
            default -> {}
        }
        List<Shape> reshapes = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            reshapes.add(Shape.of(shape.size()));
        }
        if (!reshapes.isEmpty() || !from.equals(shape)) {
            reshapes.add(shape);
        }
        return new WrittenLoss(
                Form.values()[random.nextInt(3)],
                Layout.reshape(call.logits(), from),
                random.nextBoolean() ? softmaxAxis : softmaxAxis - from.rank(),
                reshapes,
                random.nextInt(reshapes.size() + 1),
                targets,
                random.nextBoolean() ? axis : axis - rank,
                options,
                call.lossBar());
    }

    private static int product(int[] extents, int start, int end) {
        return Arrays.stream(extents, start, end).reduce(1, (a, b) -> a * b);
    }

    Nodes write(Node z, Node t) {
        Node activation =
                form == Form.NLL_OF_LOG_SOFTMAX ? Ops.logSoftmax(z, softmaxAxis) : Ops.softmax(z, softmaxAxis);
        Node scores = activation;
        for (int k = 0; k <= reshapes.size(); k++) {
            if (form == Form.NLL_OF_LOG_OF_SOFTMAX && k == logAt) {
                scores = log(scores);
            }
            if (k < reshapes.size()) {
                scores = reshape(scores, reshapes.get(k));
            }
        }
        Node loss = form == Form.CROSS_ENTROPY_OF_SOFTMAX
                ? new CrossEntropy(axis, options).apply(scores, t)
                : new NegativeLogLikelihood(axis, options).apply(scores, t);
        return new Nodes(activation, loss);
    }

    Node lossOn(Tape tape) {
        return write(tape.leaf(logits), Node.constant(targets)).loss();
    }

    Tensor logitsBar(Tape tape) {
        Node z = tape.leaf(logits);
        return tape.backward(write(z, Node.constant(targets)).loss(), lossBar, z)
                .of(z);
    }

    Tensor targetsBar(Tape tape) {
        Node t = tape.leaf(targets);
        return tape.backward(write(tape.leaf(logits), t).loss(), lossBar, t).of(t);
    }

    /** The derivative of ⟨∂loss/∂logits, direction⟩ by the logits. */
    Tensor hessianProduct(Tape tape, Tensor direction) {
        Node z = tape.leaf(logits);
        Node loss = write(z, Node.constant(targets)).loss();
        Node logitsBar =
                tape.recordBackward(loss, Node.constant(lossBar), List.of(z)).get(0);
        return tape.backward(logitsBar, direction, z).of(z);
    }

    /** The gradient of logits where the softmax has another user, to which a cotangent of its own comes. */
    Tensor logitsBar(Tape tape, Tensor activationBar) {
        Node z = tape.leaf(logits);
        Nodes written = write(z, Node.constant(targets));
        Node both = Ops.add(
                sum(multiply(written.loss(), Node.constant(lossBar))),
                sum(multiply(written.activation(), Node.constant(activationBar))));
        return tape.backward(both, z).of(z);
    }

    boolean hasProbabilitiesAsTargets() {
        return targets.shape().equals(lossShape());
    }

    Shape lossShape() {
        return reshapes.isEmpty() ? logits.shape() : reshapes.get(reshapes.size() - 1);
    }

    /** The logits as the loss sees them. */
    Tensor lossLogits() {
        return Layout.reshape(logits, lossShape());
    }

    int classes() {
        return lossShape().extent(axis);
    }

    /** Whether the rows of the softmax are those of the loss: class by class, the same elements in the same order. */
    boolean rowsFit() {
        Shape from = logits.shape();
        if (from.extent(softmaxAxis) != classes()) {
            return false;
        }
        double[] numbers = IntStream.range(0, from.size()).asDoubleStream().toArray();
        Tensor softmaxed = Tensor.of(from, numbers);
        Tensor lost = Tensor.of(lossShape(), numbers);
        return IntStream.range(0, classes())
                .allMatch(k -> Arrays.equals(
                        Layout.slice(softmaxed, softmaxAxis, k, k + 1).toArray(),
                        Layout.slice(lost, axis, k, k + 1).toArray()));
    }
}
