package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What is wrong with a derivative, by comparison with what derivatives are known to go wrong as. */
final class Diagnosis {

    private static final double SAME = 1e-9;

    private Diagnosis() {}

    /**
     * The fault of a call that breaks a law of derivatives.
     *
     * @param law the law
     * @param call the call
     * @param jacobians its Jacobians, none if they are large
     * @return the fault in words, empty if nothing was found
     */
    static Optional<String> of(Law law, Case call, List<Jacobian> jacobians) {
        Optional<String> fault = ofLinearity(new Probe(call));
        if (fault.isPresent() || jacobians.isEmpty()) {
            return fault;
        }
        return jacobians.stream()
                .filter(jacobian -> !jacobian.agrees())
                .findFirst()
                .map(wrong -> "the gradient by input " + wrong.primal() + " " + of(wrong, jacobians, call))
                .or(() -> law.isOfSecondOrder() ? ofSecondOrder(law, call) : Optional.empty());
    }

    /** Where the gradient is no number although the value is one, also where laws hold entries at kinks. */
    static Optional<String> ofNaN(Case call) {
        Probe probe = new Probe(call);
        List<Tensor> xBars = probe.pullback(probe.cotangent(new SplittableRandom(1)));
        for (int k = 0; k < xBars.size(); k++) {
            double[] entries = xBars.get(k).borrow();
            for (int j = 0; j < entries.length; j++) {
                if (Double.isNaN(entries[j])) {
                    return Optional.of("the gradient by input " + probe.primal(k) + " is NaN at "
                            + Arrays.toString(xBars.get(k).shape().index(j)) + ": 0 times infinity, or 0 by 0");
                }
            }
        }
        return Optional.empty();
    }

    /** Not detached if the second derivative is NaN or infinite: what is detached has a number. */
    private static Optional<String> ofSecondOrder(Law law, Case call) {
        Probe probe = new Probe(call);
        SplittableRandom random = new SplittableRandom(0);
        Tensor yBar = probe.cotangent(random);
        if (!Double.isFinite(probe.secondOrder(
                yBar, probe.cotangentsOfPrimals(random), probe.direction(random), probe.cotangent(random)))) {
            return Optional.of(
                    "right at first order, NaN or infinite at second: an overflow, 0 times infinity, or 0 by "
                            + "0, in the derivative of the pullback");
        }
        boolean isOfSymmetry = law == Law.SECOND_DERIVATIVES_ARE_SYMMETRIC;
        return Optional.of(
                isOfSymmetry && !breaksTheSecondDerivative(call)
                        ? "right for these inputs alone, around which it is the gradient of no function: the pullback "
                                + "takes for granted what they have in common, as targets that sum to 1"
                        : "right at first order, wrong at second: a value in the pullback does not come from the "
                                + "primals (detached)");
    }

    private static boolean breaksTheSecondDerivative(Case call) {
        try {
            for (int seed = 0; seed < 3; seed++) {
                Law.SECOND_DERIVATIVE_AGREES_WITH_DIFFERENCES.verify(call, new SplittableRandom(seed));
            }
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    /** Faults that show without differences: the pullback is no linear function of the cotangent. */
    private static Optional<String> ofLinearity(Probe probe) {
        Tensor yBar = probe.cotangent(new SplittableRandom(1));
        List<Tensor> nothing = probe.pullback(Tensor.zeros(yBar.shape()));
        List<Tensor> something = probe.pullback(yBar);
        for (int k = 0; k < nothing.size(); k++) {
            String gradient = "the gradient by input " + probe.primal(k);
            double[] added = nothing.get(k).borrow();
            if (Arrays.stream(added).anyMatch(Double::isNaN)) {
                return Optional.of(gradient + " is NaN for a zero cotangent: 0 times infinity, or 0 by 0");
            }
            if (Arrays.stream(added).anyMatch(entry -> entry != 0)) {
                if (nothing.get(k).equals(something.get(k))) {
                    return Optional.of(
                            gradient + " is the same for every cotangent: the incoming cotangent is ignored");
                }
                boolean alike = Arrays.stream(added).allMatch(entry -> entry == added[0]);
                return Optional.of(gradient + " is not zero for a zero cotangent: "
                        + (alike
                                ? number(added[0]) + " is added"
                                : "something is added, or the cotangent ignored in part"));
            }
        }
        // by a negative number, as the magnitude of a cotangent is linear in positive ones
        List<Tensor> reversed = probe.pullback(Elementwise.multiply(yBar, -2));
        for (int k = 0; k < something.size(); k++) {
            double[] once = something.get(k).borrow();
            double[] minusTwice = reversed.get(k).borrow();
            int primal = probe.primal(k);
            if (IntStream.range(0, once.length)
                    .anyMatch(j -> Math.abs(minusTwice[j] + 2 * once[j]) > SAME * Math.abs(once[j]))) {
                return Optional.of("the gradient by input " + primal + " is not linear in the cotangent");
            }
        }
        return Optional.empty();
    }

    /** How a Jacobian differs from the right one. */
    private static String of(Jacobian wrong, List<Jacobian> all, Case call) {
        double[][] right = wrong.independent();
        boolean square = wrong.outputs().equals(wrong.inputs());
        if (matches(wrong, (i, j) -> 0)) {
            return "is zero";
        }
        if (square && matches(wrong, (i, j) -> i == j ? 1 : 0)) {
            return "is the cotangent itself, as if the Jacobian were the identity";
        }
        double factor = factor(wrong);
        if (matches(wrong, (i, j) -> factor * right[i][j])) {
            return "is the right one times " + ofFactor(factor);
        }
        for (Jacobian other : all) {
            if (other.primal() != wrong.primal()
                    && other.inputs().equals(wrong.inputs())
                    && matches(wrong, (i, j) -> other.independent()[i][j])) {
                return "is the one by input " + other.primal() + ": the inputs are mixed up";
            }
        }
        if (square && wrong.rows() > 1 && matches(wrong, (i, j) -> right[j][i])) {
            return "has the transpose of the right Jacobian";
        }
        if (square && matches(wrong, (i, j) -> i == j ? right[i][i] : 0)) {
            return "equals the diagonal of the right Jacobian alone: off-diagonal entries are missing"
                    + (isSoftmaxShortcut(wrong, call) ? " (s(1 − s), the diagonal-only softmax)" : "");
        }
        return ofPlaces(wrong);
    }

    private static String ofPlaces(Jacobian wrong) {
        int[] off = IntStream.range(0, wrong.rows() * wrong.columns())
                .filter(at -> wrong.isOff(at / wrong.columns(), at % wrong.columns()))
                .toArray();
        int[] columns =
                Arrays.stream(off).map(at -> at % wrong.columns()).distinct().toArray();
        int[] rows =
                Arrays.stream(off).map(at -> at / wrong.columns()).distinct().toArray();
        if (columns.length == 1 && wrong.columns() > 1) {
            int j = columns[0];
            boolean lost = IntStream.range(0, wrong.rows()).allMatch(i -> wrong.analytic()[i][j] == 0);
            return (lost ? "is lost at " : "is off at the single entry ")
                    + Arrays.toString(wrong.inputs().index(j));
        }
        boolean ignored = Arrays.stream(rows)
                .allMatch(i -> Arrays.stream(wrong.analytic()[i]).allMatch(entry -> entry == 0));
        if (ignored) {
            String at = Arrays.toString(wrong.outputs().index(rows[0]));
            return "ignores the cotangents of " + rows.length + " of " + wrong.rows()
                    + " output elements, the first at " + at;
        }
        if (off.length == 1) {
            return "is off in a single entry of the Jacobian";
        }
        for (boolean byRow : new boolean[] {true, false}) {
            if (isPermuted(wrong, byRow)) {
                return "has the right entries in another order, as if " + (byRow ? "the cotangent" : "it")
                        + " had been transposed";
            }
        }
        return Coupling.difference(wrong)
                .orElse("matches no known fault: " + off.length + " of " + wrong.rows() * wrong.columns()
                        + " entries of its Jacobian are off");
    }

    /** Whether every row, or every column, is one of the right ones, each used once. */
    private static boolean isPermuted(Jacobian wrong, boolean byRow) {
        int count = byRow ? wrong.rows() : wrong.columns();
        boolean[] used = new boolean[count];
        for (int from = 0; from < count; from++) {
            int at = from;
            int found = IntStream.range(0, count)
                    .filter(other -> !used[other] && isSame(wrong, byRow, at, other))
                    .findFirst()
                    .orElse(-1);
            if (found < 0) {
                return false;
            }
            used[found] = true;
        }
        return true;
    }

    private static boolean isSame(Jacobian wrong, boolean byRow, int at, int other) {
        int length = byRow ? wrong.columns() : wrong.rows();
        return IntStream.range(0, length).allMatch(k -> {
            int i = byRow ? at : k;
            int j = byRow ? k : at;
            double right = byRow ? wrong.independent()[other][k] : wrong.independent()[k][other];
            double tolerance = Math.max(
                    wrong.tolerance()[i][j], byRow ? wrong.tolerance()[other][k] : wrong.tolerance()[k][other]);
            return Math.abs(wrong.analytic()[i][j] - right) <= tolerance;
        });
    }

    private interface Entries {
        double at(int i, int j);
    }

    private static boolean matches(Jacobian wrong, Entries pattern) {
        for (int i = 0; i < wrong.rows(); i++) {
            for (int j = 0; j < wrong.columns(); j++) {
                double tolerance = wrong.tolerance()[i][j] + SAME * Math.abs(wrong.analytic()[i][j]);
                if (!(Math.abs(wrong.analytic()[i][j] - pattern.at(i, j)) <= tolerance)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The factor by which the right Jacobian fits best, weighted by what is known of its entries. */
    private static double factor(Jacobian wrong) {
        double product = 0;
        double square = 0;
        for (int i = 0; i < wrong.rows(); i++) {
            for (int j = 0; j < wrong.columns(); j++) {
                double right = wrong.independent()[i][j];
                if (wrong.tolerance()[i][j] < Double.POSITIVE_INFINITY) {
                    product += wrong.analytic()[i][j] * right;
                    square += right * right;
                }
            }
        }
        return product / square;
    }

    private static String ofFactor(double factor) {
        if (Math.abs(factor + 1) < SAME) {
            return "−1: its sign is wrong";
        }
        double bias = factor - 1;
        return Math.abs(bias) < 0.02
                ? "a constant factor of 1 " + (bias < 0 ? "− " : "+ ") + number(Math.abs(bias))
                : "a constant factor of " + number(factor);
    }

    private static boolean isSoftmaxShortcut(Jacobian wrong, Case call) {
        double[] s = new Probe(call).value().borrow();
        return IntStream.range(0, s.length).allMatch(i -> Math.abs(wrong.analytic()[i][i] - s[i] * (1 - s[i])) <= SAME);
    }

    /** Four digits at most, as short as possible. */
    static String number(double value) {
        String digits = String.format(Locale.ROOT, "%.4g", value);
        return Double.toString(Double.parseDouble(digits) + 0.0); // no −0.0
    }
}
