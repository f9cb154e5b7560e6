package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.sqrt;
import static io.github.gradtape.ops.Ops.where;
import static io.github.gradtape.ops.Slopes.assertUlps;
import static io.github.gradtape.ops.Slopes.first;
import static io.github.gradtape.ops.Slopes.pulledBack;
import static io.github.gradtape.ops.Slopes.second;
import static io.github.gradtape.ops.Slopes.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SqrtTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Sqrt.class);
    }

    @Test
    void agreesWithExactRoots() {
        assertArrayEquals(new double[] {3, 0.5}, values(Ops::sqrt, 9, 0.25));
        assertUlps(1, new double[] {1.0 / 6, 1}, first(Ops::sqrt, 9, 0.25));
        // −x^(−3/2) / 4
        assertUlps(2, new double[] {-1.0 / 108, -2}, second(Ops::sqrt, 9, 0.25));
    }

    @Test
    void theRootOfANegativeNumberIsNan() {
        assertArrayEquals(new double[] {Double.NaN}, values(Ops::sqrt, -1));
    }

    @Test
    void atZeroTheSlopeIsInfinite() {
        double[] actual = pulledBack(new double[] {1, -1, 0}, Ops::sqrt, 0, 0, 0);
        assertArrayEquals(new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN}, actual);
    }

    @Test
    void aWhereBeforeTheRootKeepsItFromBeingAskedFor() {
        Node isPositive = Node.constant(Tensor.of(0, 1));
        Node one = Node.constant(1);
        double[] actual = first(x -> where(isPositive, sqrt(where(isPositive, x, one)), Node.constant(0)), 0, 4);
        assertArrayEquals(new double[] {0, 0.25}, actual);
    }
}
