package io.github.gradtape.ops;

import static io.github.gradtape.ops.Slopes.first;
import static io.github.gradtape.ops.Slopes.pulledBack;
import static io.github.gradtape.ops.Slopes.second;
import static io.github.gradtape.ops.Slopes.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import org.junit.jupiter.api.Test;

class ReluTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Relu.class);
    }

    @Test
    void keepsWhatIsPositive() {
        assertArrayEquals(new double[] {0, 0, 2}, values(Ops::relu, -3, -0.0, 2));
        assertArrayEquals(new double[] {0, 1, 1}, first(Ops::relu, -3, Double.MIN_VALUE, 2));
        assertArrayEquals(new double[] {0, 0, 0}, second(Ops::relu, -3, 0, 2));
    }

    @Test
    void atZeroTheCotangentIsZero() {
        assertArrayEquals(new double[] {0, 0}, first(Ops::relu, 0, -0.0));
    }

    @Test
    void anInfiniteOrNanYBarDoesNotLeakToWhereXIsNotPositive() {
        double[] yBar = {Double.POSITIVE_INFINITY, Double.NaN, Double.POSITIVE_INFINITY};
        assertArrayEquals(new double[] {0, 0, Double.POSITIVE_INFINITY}, pulledBack(yBar, Ops::relu, 0, -1, 1));
    }

    @Test
    void nanStaysNan() {
        assertArrayEquals(new double[] {Double.NaN}, values(Ops::relu, Double.NaN));
        assertArrayEquals(new double[] {1}, first(Ops::relu, Double.NaN));
    }
}
