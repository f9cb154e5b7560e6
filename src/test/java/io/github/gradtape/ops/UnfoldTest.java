package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.unfold;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Derivatives;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnfoldTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Unfold.class);
    }

    private static final Tensor X = Tensor.of(new double[][][][] {{{{1, 2, 3}, {4, 5, 6}}}});

    @Test
    void cutsWindows() {
        assertEquals(
                Tensor.of(Shape.of(1, 1, 2, 1, 2, 2), 1, 2, 4, 5, 2, 3, 5, 6),
                unfold(Node.constant(X), 2, 2, 1, 0).value());
    }

    @Test
    void theCotangentsOfOverlappingWindowsAddUp() {
        Tensor yBar = Tensor.of(Shape.of(1, 1, 2, 1, 2, 2), 1, 2, 3, 4, 10, 20, 30, 40);
        assertEquals(
                Tensor.of(new double[][][][] {{{{1, 12, 20}, {3, 34, 40}}}}),
                Derivatives.vjp(x -> unfold(x, 2, 2, 1, 0)).at(X, yBar));
    }

    @Test
    void whatIsLeftOverHasNoCotangent() {
        Tensor yBar = Tensor.of(Shape.of(1, 1, 1, 1, 2, 2), 1, 2, 3, 4);
        assertEquals(
                Tensor.of(new double[][][][] {{{{1, 2, 0}, {3, 4, 0}}}}),
                Derivatives.vjp(x -> unfold(x, 2, 2, 2, 0)).at(X, yBar));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 2 | 1 |  0 | a window must be at least 1 × 1, was 0 × 2
            2 | 0 | 1 |  0 | a window must be at least 1 × 1, was 2 × 0
            2 | 2 | 0 |  0 | stride must be at least 1, was 0
            2 | 2 | 1 | -1 | padding must not be negative, was -1
            """)
    void wrongSettingsAreRefused(int height, int width, int stride, int padding, String message) {
        assertRefused("Unfold: " + message, () -> new Unfold(height, width, stride, padding));
    }

    @Test
    void aWindowThatDoesNotFitIsRefused() {
        assertRefused(
                "Unfold[kernelHeight=3, kernelWidth=1, stride=1, padding=0] of [[1, 1, 2, 3]]: "
                        + "windows of 3 × 1 do not fit into images of 2 × 3 with padding 0",
                () -> unfold(Node.constant(X), 3, 1, 1, 0));
    }

    @Test
    void anotherRankIsRefused() {
        Node vector = Node.constant(Tensor.of(1, 2));
        assertRefused(
                "Unfold[kernelHeight=1, kernelWidth=1, stride=1, padding=0] of [[2]]: "
                        + "images must have the shape [n, c, h, w], [2] has 1 axes",
                () -> unfold(vector, 1, 1, 1, 0));
    }
}
