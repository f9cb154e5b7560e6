package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Tells whether a law is off by rounding alone, which is large where terms inside a pullback cancel: much larger than the size of what
 * is left of them lets expect.
 *
 * <p>What the law finds in excess is linear in the cotangents if the pullback is. So excess(ȳ + δ) − 2 excess(ȳ) + excess(ȳ − δ) is 0
 * but for rounding, and as large as that. A fault gains nothing by it: for δ of a millionth of ȳ the second difference of a square is
 * a million millionth of it, and that of a factor, of a bias and of a clipped cotangent is 0.
 */
final class Cancellation {

    private static final double NUDGE = 0x1p-20;
    private static final int NUDGES = 8;

    /** How much more than the largest of so few samples rounding may be. */
    private static final double MARGIN = 32;

    private Cancellation() {}

    /**
     * What a law may be off by: its own tolerance if that is enough, and if not, with the rounding that is seen.
     *
     * @param excess what is off, or that and any linear function of the cotangents
     */
    static double tolerance(
            double off, double tolerance, List<Tensor> cotangents, Function<List<Tensor>, Tensor> excess) {
        boolean isEnough = off <= tolerance || !Double.isFinite(off); // no rounding makes a NaN or an infinity right
        return isEnough ? tolerance : tolerance + MARGIN * rounding(cotangents, excess);
    }

    private static double rounding(List<Tensor> cotangents, Function<List<Tensor>, Tensor> excess) {
        Tensor twice = Elementwise.multiply(excess.apply(cotangents), 2);
        double rounding = 0;
        for (int seed = 0; seed < NUDGES; seed++) {
            Tensor both = Elementwise.add(
                    excess.apply(nudged(cotangents, seed, NUDGE)), excess.apply(nudged(cotangents, seed, -NUDGE)));
            rounding = Math.max(rounding, Law.largest(Elementwise.subtract(both, twice)));
        }
        return rounding;
    }

    private static List<Tensor> nudged(List<Tensor> cotangents, int seed, double nudge) {
        SplittableRandom random = new SplittableRandom(seed);
        return cotangents.stream()
                .map(bar -> Elementwise.map(bar, y -> y * (1 + nudge * random.nextDouble(-1, 1))))
                .toList();
    }
}
