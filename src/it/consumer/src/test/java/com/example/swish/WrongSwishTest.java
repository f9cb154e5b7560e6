package com.example.swish;

import static io.github.gradtape.gradcheck.jqwik.TensorArbitraries.shapes;
import static io.github.gradtape.gradcheck.jqwik.TensorArbitraries.tensors;
import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.sigmoid;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Samples;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The laws must fail for an op whose derivative is wrong, and show a small call. */
class WrongSwishTest {

    /** Swish, but the derivative misses the second term of the product rule. */
    record WrongSwish() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return new Swish().evaluate(x);
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, sigmoid(x));
        }
    }

    static class LawsByDomain implements OpLaws {

        @Override
        public Domain domain() {
            return random -> new Case(new WrongSwish(), Samples.magnitudes(Samples.shape(random), 1e-3, 30, random));
        }
    }

    static class LawsByCalls implements OpLaws {

        @Override
        public Arbitrary<Case> calls() {
            return shapes().flatMap(shape -> tensors(shape).map(x -> new Case(new WrongSwish(), x)));
        }
    }

    private static final class Run implements TestExecutionListener {

        private final Set<String> passed = new TreeSet<>();
        private final Set<String> failed = new TreeSet<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                boolean holds = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
                (holds ? passed : failed).add(test.getDisplayName());
            }
        }
    }

    /** What jqwik prints on a run of the laws, of which the first fails. */
    private static String report(Class<?> laws) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(laws))
                .build();
        Run run = new Run();
        PrintStream standard = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            LauncherFactory.create().execute(request, run);
        } finally {
            System.setOut(standard);
        }
        assertTrue(run.failed.contains("theVjpAgreesWithDifferences"), () -> "failed: " + run.failed);
        assertTrue(run.passed.contains("aZeroCotangentGivesZero"), () -> "passed: " + run.passed);
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** White space counts once; … stands for the digits of a number, or the last of them. */
    private static void assertContains(String expected, String report) {
        String pattern = Pattern.quote(oneLine(expected)).replace("…", "\\E[-0-9.E]*\\Q");
        assertTrue(Pattern.compile(pattern).matcher(oneLine(report)).find(), () -> expected + "is not in " + report);
    }

    private static void assertTrue(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new AssertionError(message.get());
        }
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    @Example
    void aDomainShowsTheSmallestCall() {
        String report = report(LawsByDomain.class);
        assertContains("""
                WrongSwish[] breaks the law "the VJP agrees with differences":
                ⟨x̄, ẋ⟩ is 0.2625…, by differences 0.3332… ± …e-11
                  cotangent = 0.4685…
                  input 0 = 1.0
                """, report);
        assertContains("""
                Shrunk Sample (… steps)
                -----------------------
                  call: Case[op=WrongSwish[], primals=[1.0]]
                  seed: 0
                """, report);
    }

    @Example
    void ownCallsShrinkAsJqwikDoesIt() {
        String report = report(LawsByCalls.class);
        Matcher shrunk = Pattern.compile("Shrunk Sample.*?primals=([^a-z]*)").matcher(oneLine(report));
        assertTrue(shrunk.find(), () -> report);
        long elements =
                Pattern.compile("[0-9]+\\.").matcher(shrunk.group(1)).results().count();
        assertTrue(elements >= 1 && elements <= 3, () -> report);
    }
}
