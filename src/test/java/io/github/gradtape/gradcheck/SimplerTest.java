package io.github.gradtape.gradcheck;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.ops.Add;
import io.github.gradtape.ops.Ops;
import io.github.gradtape.ops.Softmax;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimplerTest {

    private static final Domain NO_SAMPLES =
            random -> new Case(new Add(), Tensor.zeros(Shape.of(9, 9)), Tensor.scalar(0));

    static Stream<Class<? extends Op>> ops() {
        return Domains.all().keySet().stream();
    }

    /** However far it is simplified, a call of a right op is one that its laws let pass. */
    @ParameterizedTest
    @MethodSource("ops")
    void aRightOpObeysEveryLawAtEverySimplerCall(Class<? extends Op> op) {
        Domain domain = Domains.of(op);
        SplittableRandom random = new SplittableRandom(7);
        int checked = 0;
        for (int walk = 0; walk < 3; walk++) {
            List<Case> simpler = List.of(domain.sample(random));
            while (!simpler.isEmpty()) {
                Case call = simpler.get(random.nextInt(simpler.size()));
                for (Law law : Law.values()) {
                    assertDoesNotThrow(() -> law.check(call, new SplittableRandom(1)));
                }
                checked++;
                simpler = Simpler.calls(call, domain).limit(4).toList();
            }
        }
        assertTrue(checked > 3, "so many calls were checked: " + checked);
    }

    /** Softmax with the diagonal of its Jacobian alone, x̄ = y (1 − y) ȳ. */
    private record DiagonalAlone(int axis) implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return new Softmax(axis).evaluate(x);
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return Ops.multiply(yBar, Ops.multiply(y, Ops.subtract(Node.constant(1), y)));
        }
    }

    private static boolean fails(Case call) {
        try {
            Law.VJP_AGREES_WITH_DIFFERENCES.check(call, new SplittableRandom(1));
            return false;
        } catch (AssertionError broken) {
            return true;
        }
    }

    @Test
    void aPlantedBugIsShownInTwoElementsWhateverCallFoundIt() {
        Domain domain = random -> {
            Case right = Domains.of(Softmax.class).sample(random);
            return new Case(new DiagonalAlone(((Softmax) right.op()).axis()), right.primals());
        };
        SplittableRandom random = new SplittableRandom(3);
        int larger = 0;
        for (int i = 0; i < 20; i++) {
            Case call = domain.sample(random);
            if (fails(call)) {
                Tensor smallest = Simpler.smallest(call, domain, SimplerTest::fails)
                        .primals()
                        .get(0);
                assertEquals(2, smallest.size(), smallest::toString);
                assertTrue(Complexity.of(smallest).digits() <= 2, smallest::toString);
                larger += call.primals().get(0).size() > 3 ? 1 : 0;
            }
        }
        assertTrue(larger > 5, "so many failing samples were larger: " + larger);
    }

    @Test
    void primalsThatMustFitEachOtherAreCutTogether() {
        Tensor a = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6.25}});
        Case call = new Case(new Add(), a, Tensor.of(7, 8, 9));
        Case smallest = Simpler.smallest(
                call,
                NO_SAMPLES,
                one -> one.primals().stream().allMatch(x -> x.rank() > 0)
                        && Ops.add(
                                                Node.constant(one.primals().get(0)),
                                                Node.constant(one.primals().get(1)))
                                        .value()
                                        .borrow()[0]
                                > 0.5);
        assertEquals(List.of(Tensor.of(0), Tensor.of(1)), smallest.primals());
    }

    @Test
    void everyProposalIsSimplerAndAccepted() {
        Domain domain = Domains.of(Softmax.class);
        Case call = new Case(new Softmax(-1), Tensor.of(new double[][] {{0.5, 2.25, -300}, {1, 1, 36.7}}));
        List<Case> proposals = Simpler.calls(call, domain).toList();
        assertTrue(proposals.size() > 20, () -> "proposals " + proposals);
        for (Case proposal : proposals) {
            assertTrue(Complexity.of(proposal).compareTo(Complexity.of(call)) < 0, proposal::toString);
            assertTrue(domain.accepts(proposal), proposal::toString);
        }
    }

    @Test
    void samplesAreSmallerAndTheSimplestComesFirst() {
        Domain domain = Domains.of(Softmax.class);
        Case call = new Case(new Softmax(0), Tensor.zeros(Shape.of(2, 3)));
        List<Long> sizes = Simpler.samples(call, domain)
                .map(sample -> Complexity.of(sample).size())
                .toList();
        assertFalse(sizes.isEmpty());
        assertEquals(sizes.stream().sorted().toList(), sizes);
        assertTrue(sizes.get(sizes.size() - 1) < Complexity.of(call).size());
    }

    @Test
    void aCallThatNothingSimplerFailsLikeIsItsOwnSmallest() {
        Case call = new Case(new Add(), Tensor.of(1.5), Tensor.of(2));
        assertEquals(call, Simpler.smallest(call, NO_SAMPLES, any -> false));
    }

    @Test
    void tensorsKeepTheirShape() {
        Tensor x = Tensor.of(new double[][] {{0.123, Double.NEGATIVE_INFINITY}});
        assertTrue(Simpler.tensors(x).anyMatch(Tensor.of(new double[][] {{0.1, Double.NEGATIVE_INFINITY}})::equals));
        assertTrue(Simpler.tensors(x).allMatch(simpler -> simpler.shape().equals(x.shape())));
    }
}
