package io.github.gradtape.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tape.Derivatives;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Tensor;
import java.util.function.UnaryOperator;

/** Derivatives of functions that work element by element, each at several points at once, and their comparison in ulps. */
final class Slopes {

    private Slopes() {}

    static double[] values(UnaryOperator<Node> f, double... points) {
        return at(f, points);
    }

    static double[] first(UnaryOperator<Node> f, double... points) {
        return at(derivative(f), points);
    }

    static double[] second(UnaryOperator<Node> f, double... points) {
        return at(derivative(derivative(f)), points);
    }

    static double[] third(UnaryOperator<Node> f, double... points) {
        return at(derivative(derivative(derivative(f))), points);
    }

    /** What a cotangent of the output pulls back to. */
    static double[] pulledBack(double[] yBar, UnaryOperator<Node> f, double... points) {
        return Derivatives.vjp(f).at(Tensor.of(points), Tensor.of(yBar)).toArray();
    }

    private static UnaryOperator<Node> derivative(UnaryOperator<Node> f) {
        return x -> Derivatives.vjp(f).apply(x, Node.constant(Tensor.ones(x.shape())));
    }

    private static double[] at(UnaryOperator<Node> f, double... points) {
        return f.apply(Node.constant(Tensor.of(points))).value().toArray();
    }

    /** Equality to within so many units in the last place of the expected number, so that small numbers count as much. */
    static void assertUlps(int ulps, double[] expected, double... actual) {
        assertEquals(expected.length, actual.length, "the number of elements");
        for (int i = 0; i < expected.length; i++) {
            double tolerance = Double.isFinite(expected[i]) ? ulps * Math.ulp(expected[i]) : 0;
            assertEquals(expected[i], actual[i], tolerance, "element " + i);
        }
    }
}
