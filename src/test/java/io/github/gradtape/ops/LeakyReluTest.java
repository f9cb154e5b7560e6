package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.leakyRelu;
import static io.github.gradtape.ops.Slopes.first;
import static io.github.gradtape.ops.Slopes.pulledBack;
import static io.github.gradtape.ops.Slopes.second;
import static io.github.gradtape.ops.Slopes.values;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LeakyReluTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(LeakyRelu.class);
    }

    @Test
    void scalesWhatIsNotPositive() {
        assertArrayEquals(new double[] {-0.75, 2}, values(x -> leakyRelu(x, 0.25), -3, 2));
        assertArrayEquals(new double[] {0.25, 1}, first(x -> leakyRelu(x, 0.25), -3, 2));
        assertArrayEquals(new double[] {0, 0}, second(x -> leakyRelu(x, 0.25), -3, 2));
    }

    @Test
    void atZeroTheCotangentIsScaledByTheSlope() {
        assertArrayEquals(new double[] {0.25, 0.25}, first(x -> leakyRelu(x, 0.25), 0, -0.0));
    }

    @Test
    void ofSlopeZeroIsTheRectifier() {
        double infinity = Double.POSITIVE_INFINITY;
        double[] x = {-infinity, -2, -0.0, 0, 3, infinity, Double.NaN};
        assertArrayEquals(values(Ops::relu, x), values(z -> leakyRelu(z, 0), x));
        assertArrayEquals(first(Ops::relu, x), first(z -> leakyRelu(z, 0), x));
        double[] infinite = new double[x.length];
        Arrays.fill(infinite, infinity);
        assertArrayEquals(pulledBack(infinite, Ops::relu, x), pulledBack(infinite, z -> leakyRelu(z, 0), x));
    }

    @Test
    void refusesASlopeThatIsNotFinite() {
        assertRefused("LeakyRelu: the slope must be finite, was NaN", () -> new LeakyRelu(Double.NaN));
        assertRefused(
                "LeakyRelu: the slope must be finite, was -Infinity", () -> new LeakyRelu(Double.NEGATIVE_INFINITY));
    }
}
