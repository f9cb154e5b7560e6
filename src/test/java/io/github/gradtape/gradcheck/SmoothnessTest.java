package io.github.gradtape.gradcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.ops.Clamp;
import io.github.gradtape.ops.Divide;
import io.github.gradtape.ops.Exp;
import io.github.gradtape.ops.Log;
import io.github.gradtape.ops.Matmul;
import io.github.gradtape.ops.Sin;
import io.github.gradtape.ops.Sqrt;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmoothnessTest {

    private static boolean isSmooth(Op op, Tensor... primals) {
        return Smoothness.at(new Case(op, primals));
    }

    /** An op of one function, of which only the values count. */
    private record Of(DoubleUnaryOperator f) implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return Elementwise.map(x, f);
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            throw new AssertionError("a pullback was asked for");
        }
    }

    @Test
    void isToldByTheValuesAlone() {
        assertTrue(isSmooth(new Of(x -> x * x * x), Tensor.of(0, 1, -300)));
    }

    @Test
    void functionsWithoutKinksAre() {
        assertTrue(isSmooth(new Exp(), Tensor.of(0, 300, -300)));
        assertTrue(isSmooth(new Sin(), Tensor.of(0, 1e-9, 80)));
        assertTrue(isSmooth(new Divide(), Tensor.of(0, 1), Tensor.of(-1, 1e-9)));
    }

    private static final Op A_CONSTANT = new Clamp(2, 2);

    static List<Case> kinks() {
        return Domains.all().values().stream()
                .flatMap(domain -> domain.kinks().stream())
                .filter(kink -> !kink.op().equals(A_CONSTANT))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kinks")
    void noKinkOfABuiltInOpIs(Case kink) {
        assertFalse(Smoothness.at(kink));
    }

    @ParameterizedTest
    @MethodSource("io.github.gradtape.gradcheck.SimplerTest#ops")
    void nearlyAllSamplesAre(Class<? extends Op> op) {
        SplittableRandom random = new SplittableRandom(5);
        int smooth = 0;
        for (int i = 0; i < 40; i++) {
            smooth += Smoothness.at(Domains.of(op).sample(random)) ? 1 : 0;
        }
        assertTrue(smooth >= 30, "of 40 samples " + smooth);
    }

    @Test
    void aJumpOfTheSecondDerivativeIsNot() {
        assertFalse(isSmooth(new Of(x -> x * Math.abs(x)), Tensor.of(0, 1)));
        assertFalse(isSmooth(new Of(x -> x > 0 ? x * x : 0), Tensor.of(0, 1)));
    }

    @Test
    void theEdgeOfWhereItIsFiniteIsNot() {
        assertFalse(isSmooth(new Sqrt(), Tensor.of(1, 0)));
        assertFalse(isSmooth(new Log(), Tensor.of(0)));
        assertFalse(isSmooth(new Log(), Tensor.of(-1)));
    }

    @Test
    void whatTheOpRefusesIsNot() {
        assertFalse(isSmooth(new Matmul(false, false), Tensor.of(1, 2), Tensor.of(3)));
    }

    @Test
    void isWhatADomainAcceptsWithoutMoreAdo() {
        Domain domain = random -> new Case(new Sqrt(), Tensor.of(1));
        assertEquals(true, domain.accepts(new Case(new Sqrt(), Tensor.of(4))));
        assertEquals(false, domain.accepts(new Case(new Sqrt(), Tensor.of(0))));
    }
}
