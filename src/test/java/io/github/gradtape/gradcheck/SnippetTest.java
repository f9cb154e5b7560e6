package io.github.gradtape.gradcheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.ops.BroadcastTo;
import io.github.gradtape.ops.CrossEntropy;
import io.github.gradtape.ops.LeakyRelu;
import io.github.gradtape.ops.LossOptions;
import io.github.gradtape.ops.Permute;
import io.github.gradtape.ops.Reduction;
import io.github.gradtape.ops.Relu;
import io.github.gradtape.ops.Square;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import org.junit.jupiter.api.Test;

class SnippetTest {

    private static String line(Case call) {
        List<String> lines = Snippet.of(call);
        return lines.get(lines.size() - 1);
    }

    @Test
    void valuesAreExact() {
        assertEquals(
                "GradientCheck.of(new LeakyRelu(0.1)).require(Tensor.of(0.30000000000000004, -0.0, 4.9E-324));",
                line(new Case(new LeakyRelu(0.1), Tensor.of(0.1 + 0.2, -0.0, Double.MIN_VALUE))));
        assertEquals(
                "GradientCheck.of(new Relu()).require(Tensor.scalar(Double.NEGATIVE_INFINITY));",
                line(new Case(new Relu(), Tensor.scalar(Double.NEGATIVE_INFINITY))));
        assertEquals(
                "GradientCheck.of(new Relu()).require(Tensor.of(Shape.of(2, 1), 1.0, Double.NaN));",
                line(new Case(new Relu(), Tensor.of(Shape.of(2, 1), 1, Double.NaN))));
        assertEquals(
                "GradientCheck.of(new Relu()).require(Tensor.of(Shape.of(0)));",
                line(new Case(new Relu(), Tensor.zeros(Shape.of(0)))));
    }

    @Test
    void settingsOfOpsAreWritten() {
        assertEquals(
                Optional.of("new BroadcastTo(Shape.of(2, 3))"), Snippet.expression(new BroadcastTo(Shape.of(2, 3))));
        assertEquals(
                Optional.of("new Permute(java.util.List.of(1, 0))"), Snippet.expression(new Permute(List.of(1, 0))));
        assertEquals(
                Optional.of("new CrossEntropy(-1, new LossOptions(Reduction.SUM, 0.5, "
                        + "java.util.Optional.of(Tensor.of(1.0, 2.0)), java.util.OptionalInt.of(-100), 0.0))"),
                Snippet.expression(new CrossEntropy(
                        -1,
                        LossOptions.of(Reduction.SUM)
                                .withSmoothing(0.5)
                                .withClassWeights(1, 2)
                                .withIgnoredLabel(-100))));
    }

    @Test
    void whatCannotBeWrittenIsNamed() {
        Case call = new Case(new WrongPullback(new Square(), (yBar, y, x) -> yBar), Tensor.of(1));
        assertEquals(
                List.of(
                        "import io.github.gradtape.gradcheck.*;",
                        "import io.github.gradtape.tensor.*;",
                        "// op is wrong Square[]",
                        "GradientCheck.of(op).require(Tensor.of(1.0));"),
                Snippet.of(call));
        Case ofTwo = new Case(new FunctionOp(inputs -> inputs.get(0)), Tensor.of(1), Tensor.of(2));
        assertEquals("GradientCheck.ofMany(f).require(Tensor.of(1.0), Tensor.of(2.0));", line(ofTwo));
    }

    @Test
    void manyValuesAreNotPrinted() {
        assertEquals(
                List.of("// the inputs have too many values to print"),
                Snippet.of(new Case(new Square(), Tensor.zeros(Shape.of(101)))));
    }

    /** Every built-in op is public, as are its settings. */
    @Test
    void callsOfAllBuiltInOpsCanBePasted() {
        SplittableRandom random = new SplittableRandom(1);
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            for (String name : List.of("gradcheck", "ops", "tensor")) {
                shell.eval("import io.github.gradtape." + name + ".*;");
            }
            for (Domain domain : Domains.all().values()) {
                Case call = domain.sample(random);
                String code = Snippet.expression(call.op()).orElseThrow() + ";";
                shell.eval(code).forEach(event -> assertEquals(Status.VALID, event.status(), code));
            }
        }
    }
}
