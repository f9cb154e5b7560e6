package io.github.gradtape.ops;

import static io.github.gradtape.ops.FamilyLaw.require;
import static io.github.gradtape.tensor.Elementwise.add;
import static io.github.gradtape.tensor.Elementwise.map;
import static io.github.gradtape.tensor.Elementwise.multiply;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Rewrite;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.SoftmaxKernels;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What a rule that fuses losses with their softmax obeys: nothing changes where the composed path is finite.
 *
 * <p>That is up to a spread of the logits of 690, or 300 for second derivatives, which divide by the square of a probability.
 * Tolerances are those of {@link FamilyLaw}, with the coefficients a of the options in the place of the targets: 8 u per element
 * (u = 2⁻⁵³) of the magnitudes that a result is a difference of.
 */
enum FusionLaw {
    IT_FIRES_WHERE_THE_ROWS_FIT_AND_NOWHERE_ELSE {
        @Override
        void check(Rewrite rule, RandomGenerator random) {
            WrittenLoss written = WrittenLoss.random(345, random);
            Tape tape = new Tape(rule);
            boolean fused = written.lossOn(tape)
                    .op()
                    .filter(SoftmaxCrossEntropy.class::isInstance)
                    .isPresent();
            boolean reported =
                    tape.rewrites().size() == 1 && tape.rewrites().get(0).fired() == fused;
            require("the report of " + written, reported, fused, tape.rewrites());
            // a row of one class has the probability 1 in any shape: to fuse it or not is the same
            require("fused: " + written, fused == written.rowsFit() || written.classes() == 1, !fused, fused);
        }
    },
    THE_VALUE_IS_THE_SAME {
        @Override
        void check(Rewrite rule, RandomGenerator random) {
            WrittenLoss written = WrittenLoss.random(345, random);
            Tensor rows = new SoftmaxCrossEntropy(
                            written.axis(),
                            new LossOptions(
                                    Reduction.NONE,
                                    written.options().smoothing(),
                                    written.options().classWeights(),
                                    written.options().ignoredLabel(),
                                    0))
                    .evaluate(written.lossLogits(), written.targets());
            // −Σ a log s, and log s has an absolute error of some u where it is near 0
            Tensor scale = add(rows, Reductions.sum(coefficients(written), written.axis()));
            Tensor reduced = targets(written).reduced(scale);
            Tensor before = written.lossOn(new Tape()).value();
            requireClose(written, before, written.lossOn(new Tape(rule)).value(), reduced);
        }
    },
    THE_GRADIENT_OF_LOGITS_IS_THE_SAME {
        @Override
        void check(Rewrite rule, RandomGenerator random) {
            WrittenLoss written = WrittenLoss.random(345, random);
            Tensor before = written.logitsBar(new Tape());
            requireClose(written, before, written.logitsBar(new Tape(rule)), magnitudes(written));
        }
    },
    THE_GRADIENT_OF_TARGETS_IS_THE_SAME {
        @Override
        void check(Rewrite rule, RandomGenerator random) {
            WrittenLoss written = WrittenLoss.random(345, random);
            if (written.hasProbabilitiesAsTargets()) {
                Tensor before = written.targetsBar(new Tape());
                Tensor slopes =
                        multiply(factors(written), targets(written).slopes().value());
                Tensor scale = add(map(before, Math::abs), slopes);
                requireClose(written, before, written.targetsBar(new Tape(rule)), scale);
            }
        }
    },
    THE_HESSIAN_PRODUCT_IS_THE_SAME {
        @Override
        void check(Rewrite rule, RandomGenerator random) {
            WrittenLoss written = WrittenLoss.random(150, random);
            Tensor direction = Tensor.normal(written.logits().shape(), 0, 1, random);
            Tensor before = written.hessianProduct(new Tape(), direction);
            // the composed second derivative multiplies and divides by s a few times more
            Tensor largest = largest(written, multiply(magnitudes(written), 16));
            Tensor scale = multiply(largest, largest(written, map(direction, Math::abs)));
            requireClose(written, before, written.hessianProduct(new Tape(rule), direction), scale);
        }
    },
    OTHER_USERS_OF_THE_SOFTMAX_KEEP_THEIR_GRADIENT {
        @Override
        void check(Rewrite rule, RandomGenerator random) {
            WrittenLoss written = WrittenLoss.random(345, random);
            Tensor otherBar = Tensor.normal(written.logits().shape(), 0, 1, random);
            Tensor before = written.logitsBar(new Tape(), otherBar);
            Tensor bar = map(otherBar, Math::abs);
            Tensor s = SoftmaxKernels.softmax(written.logits(), written.softmaxAxis());
            Tensor sum = Reductions.sumTo(bar, bar.shape().collapsing(written.softmaxAxis()));
            Tensor others = written.form() == WrittenLoss.Form.NLL_OF_LOG_SOFTMAX
                    ? add(bar, multiply(s, sum))
                    : multiply(s, add(bar, sum));
            Tensor scale = add(magnitudes(written), others);
            requireClose(written, before, written.logitsBar(new Tape(rule), otherBar), scale);
        }
    };

    abstract void check(Rewrite rule, RandomGenerator random);

    private static Targets targets(WrittenLoss written) {
        return new Targets(written.lossShape(), Node.constant(written.targets()), written.axis(), written.options());
    }

    private static Tensor coefficients(WrittenLoss written) {
        return targets(written).coefficients().value();
    }

    /** |w|, the magnitude of the cotangent of each row's loss. */
    private static Tensor factors(WrittenLoss written) {
        Node rowBar = targets(written).rowCotangents(Node.constant(written.lossBar()));
        return map(rowBar.value(), Math::abs);
    }

    /** |w| (a + s Σ a), of the shape of the logits: what an entry of their gradient is a difference of. */
    private static Tensor magnitudes(WrittenLoss written) {
        Tensor a = coefficients(written);
        Tensor s = SoftmaxKernels.softmax(written.lossLogits(), written.axis());
        Tensor sums = Reductions.sumTo(a, a.shape().collapsing(written.axis()));
        return Layout.reshape(
                multiply(factors(written), add(a, multiply(s, sums))),
                written.logits().shape());
    }

    private static Tensor largest(WrittenLoss written, Tensor x) {
        return Reductions.maxTo(x, x.shape().collapsing(written.softmaxAxis()));
    }

    private static void requireClose(WrittenLoss written, Tensor before, Tensor after, Tensor scale) {
        require("finite before: " + written, Arrays.stream(before.toArray()).allMatch(Double::isFinite), "", before);
        FamilyLaw.requireClose("of " + written, before, after, written.logits(), scale);
    }
}
