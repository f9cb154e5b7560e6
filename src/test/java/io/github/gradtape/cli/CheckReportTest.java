package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Examination;
import io.github.gradtape.ops.Ops;
import io.github.gradtape.ops.Square;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CheckReportTest {

    private record Sign() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return Elementwise.map(x, Math::signum);
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return Node.constant(Tensor.zeros(x.shape()));
        }
    }

    /** |x|, with a slope of 2 at 0. */
    private record SteepAtZero() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return Elementwise.map(x, Math::abs);
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return Ops.multiply(yBar, Node.constant(Elementwise.map(x.value(), v -> v == 0 ? 2 : Math.signum(v))));
        }
    }

    private final StringWriter printed = new StringWriter();
    private final CheckReport report = new CheckReport(new Lines(new PrintWriter(printed)));

    @Test
    void noBiasIsClaimedWhereNoSlopeIsThereToBeOff() {
        Domain domain = random -> new Case(new Sign(), Tensor.of(-2, 3));
        report.printLine("Sign", domain, Examination.of(domain, 3, 1));
        assertTrue(report.printSummary());
        assertEquals("PASS: 1 op, 8 laws held, 1 mutants killed, no survivor", lastLine());
    }

    @Test
    void aMutantThatLivesIsMarkedAndNamedAndFailsTheOp() {
        Domain tooSmall = random -> new Case(new Square(), Tensor.of(1e-12 * random.nextDouble(1, 2)));
        report.printDetails("Square", tooSmall, Examination.of(tooSmall, 3, 1));
        assertFalse(report.printSummary());
        assertPrinted("  halved                          . . . . . . . .  SURVIVED");
        assertPrinted("  detached                        . x . . . . . .");
        assertPrinted("Smallest relative bias caught: none");
        assertPrinted(
                "    survived, as no law tells them from the op: scaled by a millionth, halved, doubled, negated, "
                        + "drops an entry, zero");
        assertEquals(
                "FAIL: 1 op, 8 laws held, 4 mutants killed; 1 op broke a law, let a mutant live or has no calls",
                lastLine());
    }

    @Test
    void aWrongSlopeAtAKinkIsToldAndFailsTheOp() {
        Domain domain = new Domain() {
            @Override
            public Case sample(RandomGenerator random) {
                return new Case(new SteepAtZero(), Tensor.of(-2, 3));
            }

            @Override
            public List<Case> kinks() {
                return List.of(new Case(new SteepAtZero(), Tensor.of(0)));
            }
        };
        Examination found = Examination.of(domain, 3, 1);
        report.printLine("SteepAtZero", domain, found);
        assertTrue(
                printed.toString()
                        .startsWith("SteepAtZero              8 of 9 laws held    9 of  9 mutants killed  bias "),
                printed::toString);
        assertPrinted(
                "    SteepAtZero[]: its derivative at a kink lies outside the one-sided ones: element 0 by input 0 "
                        + "at [0] = 0.0 declares 2.0, left -1.0, right 1.0");
        report.printDetails("SteepAtZero", domain, found);
        assertPrinted("  9  at kinks the derivative lies between the one-sided ones      BROKEN");
        assertFalse(report.printSummary());
        assertEquals(
                "FAIL: 2 ops, 16 laws held, 18 mutants killed; 2 ops broke a law, let a mutant live or have no calls",
                lastLine());
    }

    private void assertPrinted(String line) {
        assertTrue(printed.toString().lines().anyMatch(line::equals), printed::toString);
    }

    private String lastLine() {
        return printed.toString().lines().reduce((line, next) -> next).orElseThrow();
    }
}
