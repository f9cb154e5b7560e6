package io.github.gradtape.gradcheck;

import static io.github.gradtape.ops.Ops.abs;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.relu;
import static io.github.gradtape.ops.Ops.square;
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
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmoothTest {

    private static boolean isSmooth(Op op, Tensor... primals) {
        return Smooth.everywhere(new Case(op, primals));
    }

    private static boolean isSmooth(UnaryOperator<Node> f, Tensor x) {
        return isSmooth(new FunctionOp(inputs -> f.apply(inputs.get(0))), x);
    }

    @Test
    void functionsWithoutKinksAre() {
        assertTrue(isSmooth(x -> multiply(x, square(x)), Tensor.of(0, 1, -300)));
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
        assertFalse(Smooth.everywhere(kink));
    }

    @ParameterizedTest
    @MethodSource("io.github.gradtape.gradcheck.SimplerTest#ops")
    void nearlyAllSamplesAre(Class<? extends Op> op) {
        SplittableRandom random = new SplittableRandom(5);
        int smooth = 0;
        for (int i = 0; i < 40; i++) {
            smooth += Smooth.everywhere(Domains.of(op).sample(random)) ? 1 : 0;
        }
        assertTrue(smooth >= 30, "of 40 samples " + smooth);
    }

    @Test
    void aJumpOfTheSecondDerivativeIsNot() {
        assertFalse(isSmooth(x -> multiply(x, abs(x)), Tensor.of(0, 1)));
        assertFalse(isSmooth(x -> square(relu(x)), Tensor.of(0, 1)));
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
        assertTrue(domain.accepts(new Case(new Sqrt(), Tensor.of(4))));
        assertFalse(domain.accepts(new Case(new Sqrt(), Tensor.of(0))));
    }
}
