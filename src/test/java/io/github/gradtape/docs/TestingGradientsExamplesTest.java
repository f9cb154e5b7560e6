package io.github.gradtape.docs;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.matmul;
import static io.github.gradtape.ops.Ops.mean;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.ops.Ops.subtract;
import static io.github.gradtape.ops.Ops.sum;
import static io.github.gradtape.tape.Node.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.DomainProvider;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.Examination;
import io.github.gradtape.gradcheck.GradientCheck;
import io.github.gradtape.gradcheck.GradientReport;
import io.github.gradtape.gradcheck.Law;
import io.github.gradtape.gradcheck.Mutant;
import io.github.gradtape.ops.Relu;
import io.github.gradtape.ops.Softmax;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The code and the messages of docs/testing-gradients.md. */
class TestingGradientsExamplesTest extends Examples {

    @Test
    void anOp() {
        GradientCheck.of(new Softmax(0)).require(Tensor.of(-1, 0.5, 2));
    }

    @Test
    void aLoss() {
        Node targets = constant(Tensor.of(0, 1, 0));
        GradientCheck check = GradientCheck.of(z -> softmaxCrossEntropy(z, targets));
        GradientReport report = check.require(Tensor.of(-1, 0.5, 2));
        assertShown("docs/testing-gradients.md", "> " + report.text());
    }

    @Test
    void severalInputs() {
        Tensor x = Tensor.normal(Shape.of(4, 3), 0, 1, new SplittableRandom(1));
        Tensor w = Tensor.normal(Shape.of(3, 2), 0, 1, new SplittableRandom(2));
        Tensor b = Tensor.of(0.1, -0.2);
        GradientCheck check = GradientCheck.ofMany(in -> mean(square(add(matmul(in.get(0), in.get(1)), in.get(2)))));
        check.require(x, w, b);
    }

    record DiagonalSoftmax() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return new Softmax(0).evaluate(x);
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, multiply(y, subtract(constant(1), y)));
        }
    }

    @Test
    void aFailure() {
        GradientReport report = GradientCheck.of(new DiagonalSoftmax()).check(Tensor.of(-1, 0.5, 2));
        assertReads("""
                DiagonalSoftmax[] breaks the law "the VJP agrees with differences":
                ⟨x̄, ẋ⟩ is -0.181…, by differences -0.566… ± …e-10
                  cotangent = [ 2.50152595  1.01315734 -0.72462218]
                  input 0 = [-1.   0.5  2. ]
                diagnosis: the gradient by input 0 equals the diagonal of the right Jacobian alone:
                off-diagonal entries are missing (s(1 − s), the diagonal-only softmax)
                  analytic Jacobian                   by differences
                     0.03758        0.0        0.0       0.03758  -0.006856   -0.03073
                         0.0     0.1446        0.0     -0.006856     0.1446    -0.1377
                         0.0        0.0*    0.1684      -0.03073    -0.1377*    0.1684
                worst entry ∂y[2]/∂x0[1]: analytic 0.0, by differences -0.137… ± …e-10
                in JShell:
                  import io.github.gradtape.gradcheck.*;
                  import io.github.gradtape.tensor.*;
                  // op is DiagonalSoftmax[]
                  GradientCheck.of(op).require(Tensor.of(-1.0, 0.5, 2.0));
                """, report.text());
    }

    @Test
    void aKink() {
        GradientReport report = GradientCheck.of(new Relu()).check(Tensor.of(-1, 0, 2));
        assertReads("""
                Relu[]: passed; a relative bias of …e-10 would have been caught
                  kink: input 0 at [1] = 0.0, checked against the one-sided derivatives
                """, report.text());
    }

    @Test
    void aConstantReadOut() {
        GradientReport report = GradientCheck.of(z -> sum(softmax(z))).check(Tensor.of(-1, 0.5, 2));
        GradientReport.Verdict verdict = report.verdict(); // INCONCLUSIVE
        assertPrints("INCONCLUSIVE", verdict);
        assertReads("""
                the function: inconclusive, because by input 0 the gradient is zero, and so is any multiple of it: a constant read-out, a flat part or an optimum
                """, report.text());
    }

    @Test
    void mutants() {
        Domain domain = new NormalisedSigmoidTest().domain();
        Examination found = Examination.of(domain, 15, 1);
        boolean passed = found.passed(); // true
        assertPrints("true", passed);
        assertEquals(Set.of(), found.survivors());
    }

    public static final class MyDomains implements DomainProvider {

        @Override
        public Map<Class<? extends Op>, Domain> domains() {
            return Map.of(NormalisedSigmoid.class, new NormalisedSigmoidTest().domain());
        }
    }

    @Test
    void myDomainsHasMyOp() {
        assertTrue(new MyDomains().domains().containsKey(NormalisedSigmoid.class));
    }

    /** The page's tables name every law and every mutant there is. */
    @Test
    void lawsAndMutants() {
        for (Law law : Law.values()) {
            assertShown("docs/testing-gradients.md", "| " + law + " |");
        }
        for (Mutant mutant : Mutant.common()) {
            assertShown("docs/testing-gradients.md", "| " + mutant + " |");
        }
        for (Domain domain : Domains.all().values()) {
            for (Mutant mutant : domain.mutants()) {
                assertShown("docs/testing-gradients.md", "| " + mutant + " |");
            }
        }
    }

    @Test
    void thePlaygroundHasEverythingImported() throws IOException, InterruptedException {
        String jshell =
                Path.of(System.getProperty("java.home"), "bin", "jshell").toString();
        Process session = new ProcessBuilder(jshell, "--class-path", "target/classes", "docs/playground.jsh")
                .directory(BASE.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines = List.of(
                "GradientCheck.of(x -> softmax(x, 0)).require(Tensor.of(1, 2))",
                "hessian(x -> sum(multiply(x, square(x)))).at(Tensor.of(1, 2))",
                "new Tape().leaf(Tensor.scalar(3))",
                "new Softmax(0)",
                "Elementwise.add(Tensor.of(1), Tensor.of(2))",
                "/exit");
        session.getOutputStream().write(String.join("\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8));
        session.getOutputStream().close();
        String out = new String(session.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(session.waitFor(1, TimeUnit.MINUTES));
        assertEquals(0, session.exitValue(), out);
        assertTrue(out.contains("==> the function: passed; a relative bias of "), out);
        assertTrue(out.contains("[[ 6.  0.]"), out);
        assertTrue(out.contains("==> leaf = 3."), out);
        assertTrue(out.contains("==> Softmax[axis=0]"), out);
        assertTrue(out.contains("==> [3.]"), out);
        assertFalse(out.contains("Error"), out);
    }
}
