package io.github.gradtape.ops;

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

class FoldTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Fold.class);
    }

    private static final Fold FOLD = new Fold(2, 3, 1, 0);
    private static final Tensor WINDOWS = Tensor.of(Shape.of(1, 1, 2, 1, 2, 2), 1, 2, 3, 4, 10, 20, 30, 40);

    @Test
    void overlappingWindowsAddUp() {
        assertEquals(Tensor.of(new double[][][][] {{{{1, 12, 20}, {3, 34, 40}}}}), FOLD.evaluate(WINDOWS));
    }

    @Test
    void theCotangentIsCutIntoWindows() {
        Tensor yBar = Tensor.of(new double[][][][] {{{{1, 2, 3}, {4, 5, 6}}}});
        assertEquals(
                Tensor.of(Shape.of(1, 1, 2, 1, 2, 2), 1, 2, 4, 5, 2, 3, 5, 6),
                Derivatives.vjp(FOLD::apply).at(WINDOWS, yBar));
    }

    @Test
    void whatIsInThePaddingIsLostAndHasNoCotangent() {
        Tensor windows = Tensor.of(Shape.of(1, 1, 1, 1, 2, 2), 1, 2, 3, 4);
        Fold fold = new Fold(1, 1, 3, 1);
        assertEquals(Tensor.of(new double[][][][] {{{{4}}}}), fold.evaluate(windows));
        assertEquals(
                Tensor.of(windows.shape(), 0, 0, 0, 7),
                Derivatives.vjp(fold::apply).at(windows, Tensor.full(Shape.of(1, 1, 1, 1), 7)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1 |  2 | 1 |  0 | height and width must not be negative, were -1 and 2
             2 | -1 | 1 |  0 | height and width must not be negative, were 2 and -1
             2 |  2 | 0 |  0 | stride must be at least 1, was 0
             2 |  2 | 1 | -1 | padding must not be negative, was -1
            """)
    void wrongSettingsAreRefused(int height, int width, int stride, int padding, String message) {
        assertRefused("Fold: " + message, () -> new Fold(height, width, stride, padding));
    }

    @Test
    void anotherNumberOfWindowsIsRefused() {
        assertRefused(
                "Fold[height=2, width=4, stride=1, padding=0] of [[1, 1, 2, 1, 2, 2]]: images of 2 × 4 with stride 1 and "
                        + "padding 0 are cut into windows of shape [1, 1, 3, 1, 2, 2], not [1, 1, 2, 1, 2, 2]",
                () -> new Fold(2, 4, 1, 0).apply(Node.constant(WINDOWS)));
    }
}
