package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.logSumExp;
import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.ops.Ops.slice;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.ops.Ops.transpose;
import static io.github.gradtape.tape.Derivatives.grad;
import static io.github.gradtape.tape.Derivatives.hvp;
import static io.github.gradtape.tape.Derivatives.jvp;
import static io.github.gradtape.tape.Derivatives.vjp;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.cli.HighPrecision;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LogSumExpTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(LogSumExp.class);
    }

    @Property(tries = 50)
    void itIsExactToTwoUnitsOfMaxAndLogSum(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Tensor z = LossCall.logits(Shape.of(random.nextInt(1, 8)), 345, random);
        HighPrecision exact = new HighPrecision(z.toArray());
        double actual = logSumExp(constant(z), 0).value().item();
        // near 0, max and log Σ cancel, which no rounding can mend: so the error is relative to their magnitudes
        double error = HighPrecision.errorInUnits(actual, exact.logSumExp(), exact.logSumExpScale());
        assertTrue(error <= 2, () -> error + " u for logits " + z);
    }

    @Test
    void largeLogitsDoNotOverflow() {
        assertEquals(
                1e308, logSumExp(constant(Tensor.of(1e308, 1e308)), 0).value().item());
    }

    @Test
    void itDropsItsAxis() {
        assertEquals(
                Shape.of(2, 4),
                logSumExp(constant(Tensor.zeros(Shape.of(2, 3, 4))), 1).shape());
    }

    @Test
    void aMaskedClassAddsNothing() {
        Tape tape = new Tape();
        Node z = tape.leaf(Tensor.of(3, Double.NEGATIVE_INFINITY));
        Node y = logSumExp(z, 0);
        assertEquals(3, y.value().item());
        assertEquals(Tensor.of(1, 0), tape.backward(y, z).of(z));
    }

    @Test
    void aRowOfNothingButMinusInfinityIsMinusInfinityAndFlat() {
        double infinity = Double.POSITIVE_INFINITY;
        Tensor z = Tensor.of(new double[][] {{-infinity, -infinity}, {1, 1}});
        UnaryOperator<Node> f = x -> logSumExp(x, 1);
        assertEquals(-infinity, f.apply(constant(z)).value().get(0));
        assertEquals(Tensor.of(new double[][] {{0, 0}, {0.5, 0.5}}), vjp(f).at(z, Tensor.of(1, 1)));
        assertEquals(Tensor.of(0, 0.5), jvp(f).at(z, Tensor.of(new double[][] {{1, 1}, {1, 0}})));
        UnaryOperator<Node> squares = x -> sum(square(slice(f.apply(x), 0, 1, 2)));
        Tensor direction = Tensor.of(new double[][] {{1, 1}, {1, 1}});
        assertEquals(Tensor.of(new double[][] {{0, 0}, {1, 1}}), hvp(squares).at(z, direction));
    }

    /** The sum over all ways is −∞ for those that cannot be; none of it is to reach the others. */
    @Test
    void aForbiddenWayLeavesTheGradientOfTheOthersAlone() {
        double infinity = Double.POSITIVE_INFINITY;
        Node start = constant(Tensor.of(new double[][] {{0, -infinity, -infinity}}));
        Tensor steps = Tensor.of(new double[][] {{-1, -2, -infinity}, {-infinity, -1, -2}, {-infinity, -infinity, 0}});
        UnaryOperator<Node> f = logs -> {
            Node ways = start;
            for (int step = 0; step < 2; step++) {
                Node next = logSumExp(add(transpose(ways), logs), 0);
                ways = reshape(next, Shape.of(1, 3));
            }
            return logSumExp(reshape(ways, Shape.of(3)), 0);
        };
        double all = Math.exp(-2) + 2 * Math.exp(-3) + Math.exp(-4);
        assertEquals(Math.log(all), f.apply(constant(steps)).value().item(), 1e-15);
        double[] expected = {
            (2 * Math.exp(-2) + Math.exp(-3)) / all,
            (2 * Math.exp(-3) + Math.exp(-4)) / all,
            0,
            0,
            Math.exp(-3) / all,
            Math.exp(-4) / all,
            0,
            0,
            0
        };
        assertArrayEquals(expected, grad(f).at(steps).toArray(), 1e-15);
    }

    @Test
    void aRowWithPlusInfinityGivesInfinityAndHasNoGradient() {
        Tape tape = new Tape();
        Node z = tape.leaf(Tensor.of(1, Double.POSITIVE_INFINITY));
        Node y = logSumExp(z, 0);
        assertEquals(Double.POSITIVE_INFINITY, y.value().item());
        assertTrue(Double.isNaN(tape.backward(y, z).of(z).get(0)));
    }
}
