package io.github.gradtape.viz;

import static io.github.gradtape.tensor.Refusal.assertRefused;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeatMapRefusalsTest {

    private static final Tensor TWO_BY_THREE = Tensor.zeros(Shape.of(2, 3));

    @Test
    void refusesWhatDoesNotFit() {
        HeatMap map = HeatMap.of(TWO_BY_THREE);
        assertRefused(
                "a heat map of shape [2, 3] with 3 axes as rows: allowed are 0 to 2",
                () -> HeatMap.of(TWO_BY_THREE, 3));
        assertRefused(
                "a heat map of shape [2, 3] with -1 axes as rows: allowed are 0 to 2",
                () -> HeatMap.of(TWO_BY_THREE, -1));
        assertRefused("1 labels for 2 rows: give one for each, or none", () -> map.withLabels(List.of("a"), List.of()));
        assertRefused(
                "4 labels for 3 columns: give one for each, or none",
                () -> map.withLabels(
                        List.of(), Stream.of(1, 2, 3, 4).map(String::valueOf).toList()));
        assertRefused("the range of a heat map must be finite and above 0, was 0.0", () -> map.withRange(0));
        assertRefused("the range of a heat map must be finite and above 0, was NaN", () -> map.withRange(Double.NaN));
        assertRefused(
                "the range of a heat map must be finite and above 0, was Infinity",
                () -> map.withRange(Double.POSITIVE_INFINITY));
        String outside = "there is no row %s and column %s to mark in a heat map of 2 rows and 3 columns";
        assertRefused(outside.formatted(2, 0), () -> map.withMark(2, 0));
        assertRefused(outside.formatted(0, 3), () -> map.withMark(0, 3));
        assertRefused(outside.formatted(-1, 0), () -> map.withMark(-1, 0));
        assertRefused(outside.formatted(0, -1), () -> map.withMark(0, -1));
    }
}
