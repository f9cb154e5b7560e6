package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The Jacobian of a call by one primal, twice: by the pullbacks of unit cotangents, and by differences.
 *
 * @param primal which primal it is by
 * @param outputs the shape of the output, which has a row for each element
 * @param inputs the shape of the primal, which has a column for each entry
 * @param analytic by the pullbacks of unit cotangents
 * @param independent by differences, NaN where they find no derivative
 * @param tolerance what each entry by differences may be off by
 */
@SuppressWarnings("ArrayRecordComponent") // neither compared nor written to
record Jacobian(
        int primal, Shape outputs, Shape inputs, double[][] analytic, double[][] independent, double[][] tolerance) {

    /** The most entries that are worth the differences. */
    static final int MOST_ENTRIES = 400;

    /** How many entries the Jacobians by the differentiable primals have together. */
    static long entries(Case call) {
        return (long) new Probe(call).value().size() * call.entries();
    }

    /** The Jacobians by the differentiable primals; none if they are large. */
    static List<Jacobian> of(Case call) {
        List<Jacobian> jacobians = new ArrayList<>();
        Probe probe = new Probe(call);
        if (entries(call) > MOST_ENTRIES) {
            return jacobians;
        }
        int rows = probe.value().size();
        List<List<Tensor>> pullbacks = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            pullbacks.add(probe.pullback(Probe.unit(probe.value().shape(), i, 1)));
        }
        for (int k = 0; k < probe.differentiable().size(); k++) {
            double[][] analytic = new double[rows][];
            for (int i = 0; i < rows; i++) {
                analytic[i] = pullbacks.get(i).get(k).toArray();
            }
            jacobians.add(byDifferences(probe, k, analytic));
        }
        return jacobians;
    }

    private static Jacobian byDifferences(Probe probe, int k, double[][] analytic) {
        Tensor x = probe.differentiable().get(k);
        double[][] independent = new double[analytic.length][x.size()];
        double[][] tolerance = new double[analytic.length][x.size()];
        for (int j = 0; j < x.size(); j++) {
            double scale = Probe.scaleOf(x.borrow()[j]);
            List<Tensor> direction = new ArrayList<>();
            for (Tensor other : probe.differentiable()) {
                direction.add(Tensor.zeros(other.shape()));
            }
            direction.set(k, Probe.unit(x.shape(), j, scale));
            Differences.Estimate slope = Differences.derivative(h -> probe.valueAt(direction, h));
            Tensor tolerances = Law.tolerances(slope, probe.value());
            for (int i = 0; i < analytic.length; i++) {
                boolean isFound = slope.error().borrow()[i] < Double.POSITIVE_INFINITY;
                independent[i][j] =
                        scale == 0 ? analytic[i][j] : isFound ? slope.value().borrow()[i] / scale : Double.NaN;
                tolerance[i][j] = scale == 0 ? 0 : tolerances.borrow()[i] / scale + 0x1p-46;
            }
        }
        return new Jacobian(probe.primal(k), probe.value().shape(), x.shape(), analytic, independent, tolerance);
    }

    int rows() {
        return outputs.size();
    }

    int columns() {
        return inputs.size();
    }

    boolean isOff(int i, int j) {
        return excess(i, j) > 1;
    }

    /** How often the entry is off by what it may be off by. */
    private double excess(int i, int j) {
        double excess = Math.abs(analytic[i][j] - independent[i][j]) / tolerance[i][j];
        boolean isKnown = !Double.isNaN(independent[i][j]);
        return isKnown && Double.isNaN(analytic[i][j]) ? Double.POSITIVE_INFINITY : Double.isNaN(excess) ? 0 : excess;
    }

    boolean agrees() {
        int[] worst = worst();
        return worst == null || !isOff(worst[0], worst[1]);
    }

    /** Row and column of the entry most off in absolute terms, null if there are no entries. */
    int[] worst() {
        int[] worst = null;
        double largest = -1;
        for (int i = 0; i < rows(); i++) {
            for (int j = 0; j < columns(); j++) {
                double off = Math.abs(analytic[i][j] - independent[i][j]);
                double rank = isOff(i, j) ? 1 + (Double.isNaN(off) ? Double.MAX_VALUE : off) : 0;
                if (rank > largest) {
                    largest = rank;
                    worst = new int[] {i, j};
                }
            }
        }
        return worst;
    }
}
