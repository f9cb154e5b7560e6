package io.github.gradtape.gradcheck;

import io.github.gradtape.ops.BinaryCrossEntropy;
import io.github.gradtape.ops.CrossEntropy;
import io.github.gradtape.ops.LogSoftmax;
import io.github.gradtape.ops.LogSumExp;
import io.github.gradtape.ops.LossOptions;
import io.github.gradtape.ops.NegativeLogLikelihood;
import io.github.gradtape.ops.Reduction;
import io.github.gradtape.ops.Softmax;
import io.github.gradtape.ops.SoftmaxCrossEntropy;
import io.github.gradtape.ops.Temper;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.SoftmaxKernels;
import io.github.gradtape.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** The domains of the softmax family: ranks 1 to 4, any axis, logits from 1e-3 to spreads of hundreds, any targets. */
final class SoftmaxDomains {

    private static final List<Reduction> REDUCTIONS = List.of(Reduction.values());

    private SoftmaxDomains() {}

    private static Reduction reduction(RandomGenerator random) {
        return REDUCTIONS.get(random.nextInt(REDUCTIONS.size()));
    }

    static Map<Class<? extends Op>, Domain> all() {
        Map<Class<? extends Op>, Domain> domains = new LinkedHashMap<>();
        domains.put(Softmax.class, new Logits(Softmax::new, true, SoftmaxMutants.OF_SOFTMAX));
        domains.put(LogSoftmax.class, new Logits(LogSoftmax::new, false, List.of()));
        domains.put(LogSumExp.class, new Logits(LogSumExp::new, true, List.of()));
        domains.put(
                Temper.class,
                new Drawn(SoftmaxDomains::temper)
                        .corner(new Temper(), Tensor.zeros(Shape.of(2, 0)), Tensor.scalar(0.5)));
        domains.put(CrossEntropy.class, new Losses(CrossEntropy::new, SoftmaxKernels::softmax, 20, false));
        domains.put(
                NegativeLogLikelihood.class,
                new Losses(NegativeLogLikelihood::new, SoftmaxKernels::logSoftmax, 300, false));
        domains.put(
                SoftmaxCrossEntropy.class, new Losses(SoftmaxCrossEntropy::new, (logits, axis) -> logits, 300, true));
        Tensor none = Tensor.zeros(Shape.of(0, 2));
        domains.put(
                BinaryCrossEntropy.class,
                new Drawn(SoftmaxDomains::binaryCrossEntropy)
                        .corner(new BinaryCrossEntropy(Reduction.SUM), none, none)
                        .corner(new BinaryCrossEntropy(Reduction.MEAN), Tensor.scalar(36.7), Tensor.scalar(1)));
        return domains;
    }

    private record Logits(IntFunction<Op> op, boolean mayMask, List<Mutant> mutants) implements Domain {

        @Override
        public Case sample(RandomGenerator random) {
            Shape shape = Samples.shape(random.nextInt(1, 5), random);
            int axis = random.nextInt(-shape.rank(), shape.rank());
            Tensor logits = Samples.logits(shape, 300, random);
            return new Case(op.apply(axis), mayMask ? Samples.masked(logits, axis, random) : logits);
        }

        @Override
        public List<Case> corners() {
            return List.of(
                    new Case(op.apply(0), Tensor.of(7)),
                    new Case(op.apply(1), Tensor.zeros(Shape.of(0, 3))),
                    new Case(op.apply(0), Tensor.of(0, 36.7)),
                    new Case(op.apply(-1), Tensor.of(0, -690, Math.nextUp(-690.0))));
        }
    }

    private static Case temper(RandomGenerator random) {
        Tensor logits = Samples.logits(Samples.shape(random), 300, random);
        return new Case(new Temper(), logits, Tensor.scalar(Math.exp(random.nextDouble(-3, 3))));
    }

    private static Case binaryCrossEntropy(RandomGenerator random) {
        Shape shape = Samples.shape(random);
        Tensor targets = Tensor.uniform(shape, -0.5, 1.5, random);
        return new Case(
                new BinaryCrossEntropy(reduction(random)),
                Samples.logits(shape, 300, random),
                Samples.oneIn(2, random) ? targets : Elementwise.map(targets, Math::rint));
    }

    private interface Loss {
        Op of(int axis, LossOptions options);
    }

    private interface Activation {
        Tensor of(Tensor logits, int axis);
    }

    /** Losses under any options; a z-loss only where they are of logits. */
    private record Losses(Loss loss, Activation activation, double maxLogit, boolean areOfLogits) implements Domain {

        private static final int IGNORED = -100;

        @Override
        public Case sample(RandomGenerator random) {
            Shape shape = Samples.shape(random.nextInt(1, 5), random);
            int axis = random.nextInt(-shape.rank(), shape.rank());
            Tensor logits = Samples.logits(shape, maxLogit, random);
            LossOptions options = options(shape.extent(axis), random);
            if (Samples.oneIn(4, random)) {
                Tensor labels = Reductions.argmax(Tensor.uniform(shape, 0, 1, random), axis);
                Tensor some = Samples.oneIn(2, random) ? withIgnored(labels, random) : labels;
                return new Case(loss.of(axis, options.withIgnoredLabel(IGNORED)), activation.of(logits, axis), some);
            }
            return new Case(loss.of(axis, options), activation.of(logits, axis), Samples.targets(shape, axis, random));
        }

        private LossOptions options(int classes, RandomGenerator random) {
            LossOptions options = LossOptions.of(reduction(random));
            if (Samples.oneIn(3, random)) {
                options = options.withSmoothing(random.nextDouble());
            }
            if (Samples.oneIn(3, random)) {
                options =
                        options.withClassWeights(random.doubles(classes, 0.1, 3).toArray());
            }
            if (areOfLogits && Samples.oneIn(3, random)) {
                options = options.withZLoss(random.nextDouble());
            }
            return options;
        }

        /** Some labels ignored, but never the first, so that a mean is over something. */
        private static Tensor withIgnored(Tensor labels, RandomGenerator random) {
            double[] some = labels.toArray();
            for (int i = 1; i < some.length; i++) {
                some[i] = Samples.oneIn(2, random) ? IGNORED : some[i];
            }
            return Tensor.of(labels.shape(), some);
        }

        @Override
        public List<Mutant> mutants() {
            return areOfLogits ? SoftmaxMutants.OF_FUSED : List.of();
        }

        @Override
        public List<Case> corners() {
            return List.of(
                    corner(Reduction.MEAN, 0, Tensor.of(3), Tensor.of(1)),
                    corner(Reduction.NONE, 1, Tensor.zeros(Shape.of(0, 3)), Tensor.zeros(Shape.of(0, 3))),
                    corner(Reduction.SUM, 1, Tensor.zeros(Shape.of(0, 3)), Tensor.zeros(Shape.of(0, 3))),
                    corner(Reduction.SUM, -1, Tensor.of(0, 1, 2), Tensor.of(0, 0, 0)),
                    corner(Reduction.MEAN, 0, Tensor.of(0, maxLogit), Tensor.of(1, 0)),
                    corner(Reduction.MEAN, 0, Tensor.of(0, maxLogit), Tensor.of(0.25, 2.5)));
        }

        private Case corner(Reduction reduction, int axis, Tensor logits, Tensor targets) {
            return new Case(loss.of(axis, LossOptions.of(reduction)), activation.of(logits, axis), targets);
        }
    }
}
