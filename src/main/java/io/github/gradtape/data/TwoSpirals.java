package io.github.gradtape.data;

import io.github.gradtape.tensor.Shape;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Two spirals that wind three times around each other in the plane; to tell them apart is hard for small networks.
 *
 * <pre>
 * spiral "1"   (r sin φ, r cos φ)  with  φ = π t / 16,  r = 6.5 (104 − t) / 104,  t from 0 to 96
 * spiral "0"   the same turned by half a circle
 * </pre>
 *
 * <p>K. J. Lang and M. J. Witbrock, "Learning to tell two spirals apart", Proceedings of the 1988 Connectionist Models Summer
 * School, Morgan Kaufmann 1988. The spirals do not meet: without noise the best accuracy is 1.
 */
public final class TwoSpirals {

    private static final int LAST = 96;
    private static final double START_RADIUS = 6.5;
    private static final double STEPS_TO_CENTRE = 104;
    private static final double STEPS_IN_HALF_TURN = 16;

    private TwoSpirals() {}

    /**
     * The 2 × 97 points of the paper, t = 0, 1, …, 96, of either spiral in turn.
     *
     * @return the points, features of shape [194, 2]
     */
    public static DataSet classic() {
        double[] labels = new double[2 * (LAST + 1)];
        double[] points = new double[2 * labels.length];
        for (int t = 0; t <= LAST; t++) {
            labels[2 * t] = 1;
            place(points, 2 * t, t, 1);
            place(points, 2 * t + 1, t, 0);
        }
        return dataSet(points, labels);
    }

    /**
     * Random points of the spirals: t is uniform, either spiral as likely as the other, and noise is added to both coordinates.
     *
     * @param samples how many, at least 1
     * @param noise the standard deviation of the normal noise; along a ray from the centre, the spirals alternate at distance 1
     * @param random where positions, spirals and noise come from
     * @return the points, features of shape [samples, 2]
     * @throws IllegalArgumentException if there are to be none or more than an array holds, or the noise is negative or not finite
     */
    public static DataSet sample(int samples, double noise, RandomGenerator random) {
        Made.requireSamples(samples, "two spirals");
        Made.requireNoise(noise);
        double[] points = new double[Shape.of(samples, 2).size()];
        double[] labels = new double[samples];
        for (int i = 0; i < samples; i++) {
            labels[i] = random.nextInt(2);
            place(points, i, LAST * random.nextDouble(), labels[i]);
            points[2 * i] += noise * random.nextGaussian();
            points[2 * i + 1] += noise * random.nextGaussian();
        }
        return dataSet(points, labels);
    }

    private static void place(double[] points, int i, double t, double label) {
        double angle = Math.PI * t / STEPS_IN_HALF_TURN;
        double radius = START_RADIUS * (STEPS_TO_CENTRE - t) / STEPS_TO_CENTRE * (label == 1 ? 1 : -1);
        points[2 * i] = radius * Math.sin(angle);
        points[2 * i + 1] = radius * Math.cos(angle);
    }

    private static DataSet dataSet(double[] points, double[] labels) {
        return Made.dataSet("two spirals", points, labels, List.of("0", "1"));
    }
}
