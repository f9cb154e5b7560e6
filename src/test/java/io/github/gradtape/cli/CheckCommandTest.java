package io.github.gradtape.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.gradcheck.Domains;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {

    private static final int WIDTH = 100;

    private static void assertNarrow(Run run) {
        run.out().lines().forEach(line -> assertTrue(line.length() <= WIDTH, line));
    }

    @Test
    void everyOpKeepsEveryLawAndNoMutantLives() {
        Run run = Run.success("check", "--all");
        assertNarrow(run);
        List<String> lines = run.out().lines().toList();
        assertEquals(Domains.all().size() + 2, lines.size(), run.out());
        assertTrue(
                run.out().matches("(?s).*\\RSoftmax  +8 laws ok +17 of 17 mutants killed  bias \\d\\.\\de-1\\d\\R.*"),
                run.out());
        assertTrue(run.out().matches("(?s).*\\RRelu  +9 laws ok +11 of 11 mutants killed  bias .*"), run.out());
        assertTrue(
                run.lastLine()
                        .matches("PASS: 50 ops, \\d+ laws held, \\d+ mutants killed, no survivor; "
                                + "a bias of \\d\\.\\de-(09|10) is caught in each"),
                run.lastLine());
    }

    @Test
    void oneOpIsShownWithItsLawsAndItsKillMatrix() {
        Run run = Run.success("check", "--op", "softmax", "--tries", "5", "--seed", "2");
        assertNarrow(run);
        assertTrue(run.out().startsWith("Softmax" + System.lineSeparator() + "  1  the VJP agrees with differences  "));
        for (String line : new String[] {
            "  9  at kinks the derivative lies between the one-sided ones      no kinks",
            "Mutants                           1 2 3 4 5 6 7 8  x: killed by that law  -: equivalent",
            "  swaps its primals               - - - - - - - -",
            "  zero                            x . . . . . . .",
            "  detached                        . x . . . . . .",
            "  s(1 − s), the diagonal alone    x x . . . . . .",
            "  sums over another axis          x x . . . . . ."
        }) {
            assertTrue(run.out().lines().anyMatch(line::equals), run.out());
        }
        assertTrue(run.lastLine().startsWith("PASS: 1 op, 8 laws held, 17 mutants killed, no survivor; "));
    }

    @Test
    void theSameSeedPrintsTheSame() {
        String[] args = {"check", "--op", "Square", "--tries", "2", "--seed", "5"};
        assertEquals(Run.gradtape(args).out(), Run.gradtape(args).out());
    }

    @Test
    void anOpOfTheClassPathIsFound() {
        Run run = Run.success("check", "--op", "Cube");
        assertTrue(run.out().startsWith("Cube"), run.out());
    }

    @Test
    void aWrongOpOfTheClassPathFailsAndHasItsPage() {
        CubeDomains.OPS.set(Map.of(CubeDomains.HalfCube.class, CubeDomains.of(new CubeDomains.HalfCube())));
        try {
            Run run = Run.gradtape("check", "--op", "HalfCube");
            assertEquals(1, run.status(), run.out());
            assertTrue(run.out().contains("  1  the VJP agrees with differences                              BROKEN"));
            assertTrue(
                    run.out()
                            .contains("    diagnosis: the gradient by input 0 is the right one times a constant factor "
                                    + "of 0.5"),
                    run.out());
            assertTrue(
                    run.out()
                            .contains("    in JShell:" + System.lineSeparator()
                                    + "      import io.github.gradtape.gradcheck.*;"),
                    run.out());
            assertTrue(
                    run.out()
                            .contains("GradientCheck.of(new io.github.gradtape.cli.CubeDomains.HalfCube())"
                                    + ".require(Tensor.of("),
                    run.out());
            Path page = Path.of("target", "gradcheck", "HalfCube.html");
            assertTrue(run.out().lines().anyMatch(("    page: " + page)::equals), run.out());
            assertTrue(Files.exists(page));
            assertTrue(run.lastLine().startsWith("FAIL: 1 op, 7 laws held, "), run.lastLine());
            assertTrue(
                    run.lastLine().endsWith("; 1 op broke a law, let a mutant live or has no calls"), run.lastLine());
        } finally {
            CubeDomains.OPS.remove();
        }
    }

    @Test
    void aDomainThatFailsIsNamedAndEndsNothing() {
        CubeDomains.OPS.set(Map.of(CubeDomains.Cube.class, random -> {
            throw new NullPointerException("no cubes today");
        }));
        try {
            Run run = Run.gradtape("check", "--op", "Cube");
            assertEquals(1, run.status());
            assertEquals(
                    List.of(
                            "Cube                     not examined, as its domain fails: java.lang.NullPointerException: no"
                                    + " cubes today",
                            "FAIL: 1 op, 0 laws held, 0 mutants killed; 1 op broke a law, let a mutant live or has no calls"),
                    run.out().lines().toList());
        } finally {
            CubeDomains.OPS.remove();
        }
    }

    @Test
    void nothingIsExaminedForAReaderWhoHasGone() {
        AtomicInteger asked = new AtomicInteger();
        CubeDomains.OPS.set(Map.of(CubeDomains.Cube.class, random -> {
            asked.incrementAndGet();
            return CubeDomains.of(new CubeDomains.Cube()).sample(random);
        }));
        try {
            assertEquals(2, Run.withRoomFor(0, "check", "--tries", "1").status());
            assertEquals(0, asked.get());
        } finally {
            CubeDomains.OPS.remove();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Sofmax    | ; did you mean Softmax?
            entropy   | ; did you mean CrossEntropy or SoftmaxCrossEntropy or BinaryCrossEntropy?
            ''        | ; --all shows them all
            Frobnicate | ; --all shows them all
            """)
    void anUnknownOpIsRefusedWithTheNearNames(String name, String suggestion) {
        Run run = Run.gradtape("check", "--op", name);
        assertEquals(2, run.status());
        assertEquals("", run.out());
        assertEquals(
                "gradtape check: Invalid value for option '--op': there is no op '" + name + "'" + suggestion,
                run.err().lines().findFirst().orElseThrow());
    }

    @Test
    void wrongOptionsAreRefused() {
        assertEquals(
                "gradtape check: Invalid value for option '--tries': 0 must be at least 1",
                Run.fault("check", "--tries", "0"));
        assertEquals(
                "gradtape check: Invalid value for option '--op': it cannot be used with --all",
                Run.fault("check", "--all", "--op", "Softmax"));
    }

    @Test
    void helpNamesTheOptions() {
        Run run = Run.success("check", "--help");
        for (String option : new String[] {"--op=NAME", "--all", "--tries=N", "--seed=N"}) {
            assertTrue(run.out().contains(option), run.out());
        }
    }
}
