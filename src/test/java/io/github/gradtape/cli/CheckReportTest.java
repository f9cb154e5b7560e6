package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Examination;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Tensor;
import java.io.PrintWriter;
import java.io.StringWriter;
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

    @Test
    void noBiasIsClaimedWhereNoSlopeIsThereToBeOff() {
        Domain domain = random -> new Case(new Sign(), Tensor.of(-2, 3));
        StringWriter printed = new StringWriter();
        CheckReport report = new CheckReport(new Lines(new PrintWriter(printed)));
        report.printLine("Sign", domain, Examination.of(domain, 3, 1));
        assertTrue(report.printSummary());
        assertEquals(
                "PASS: 1 op, 8 laws held, 1 mutants killed, no survivor",
                printed.toString().lines().reduce((line, next) -> next).orElseThrow());
    }
}
