package io.github.gradtape.tensor;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

@Domain(ShapeDomain.class)
@Domain(DomainContext.Global.class)
class TensorTest {

    private static final Shape TWO_BY_THREE = Shape.of(2, 3);

    @Test
    void aVectorIsNotChangedThroughTheArrayItWasMadeFrom() {
        double[] values = {1, 2};
        Tensor x = Tensor.of(values);
        values[0] = 7;
        assertEquals(Tensor.of(1, 2), x);
    }

    @Test
    void aShapedTensorIsNotChangedThroughTheArrayItWasMadeFrom() {
        double[] values = {1, 2};
        Tensor x = Tensor.of(Shape.of(2, 1), values);
        values[0] = 7;
        assertEquals(1, x.get(0, 0));
    }

    @Test
    void aMatrixIsNotChangedThroughTheRowsItWasMadeFrom() {
        double[][] rows = {{1, 2}, {3, 4}};
        Tensor x = Tensor.of(rows);
        rows[1][0] = 7;
        assertEquals(3, x.get(1, 0));
    }

    @Test
    void isNotChangedThroughTheArrayItGaveOut() {
        Tensor x = Tensor.of(1, 2);
        x.toArray()[0] = 7;
        assertEquals(Tensor.of(1, 2), x);
    }

    @Test
    void theDoorForFastKernelsCopiesNothing() {
        double[] values = {1, 2, 3, 4, 5, 6};
        assertSame(values, Tensor.adopt(TWO_BY_THREE, values).borrow());
    }

    @Test
    void nestedArraysAreReadInRowMajorOrder() {
        assertEquals(Tensor.of(TWO_BY_THREE, 1, 2, 3, 4, 5, 6), Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        assertEquals(Tensor.of(Shape.of(2, 1, 2), 1, 2, 3, 4), Tensor.of(new double[][][] {{{1, 2}}, {{3, 4}}}));
        assertEquals(Tensor.of(Shape.of(1, 1, 2, 1), 1, 2), Tensor.of(new double[][][][] {{{{1}, {2}}}}));
    }

    @Test
    void nestedArraysMayHaveEmptyRows() {
        assertEquals(Tensor.zeros(Shape.of(2, 0)), Tensor.of(new double[][] {{}, {}}));
    }

    @Test
    void refusesRaggedNestedArrays() {
        assertRefused(
                "ragged nested array: entry 0 has shape [2], entry 1 has shape [1]",
                () -> Tensor.of(new double[][] {{1, 2}, {3}}));
        assertRefused(
                "ragged nested array: entry 0 has shape [1, 1], entry 1 has shape [2, 1]",
                () -> Tensor.of(new double[][][] {{{1}}, {{1}, {2}}}));
    }

    @Test
    void refusesAnEmptyNestedArray() {
        assertRefused("an empty nested array has no inner shape: use zeros(shape)", () -> Tensor.of(new double[][] {}));
    }

    @Test
    void aVectorMayBeEmpty() {
        assertEquals(Shape.of(0), Tensor.of().shape());
    }

    @Test
    void refusesANumberOfElementsThatIsNotTheShapes() {
        assertRefused("shape [2, 3] holds 6 elements, but 5 were given", () -> Tensor.of(TWO_BY_THREE, 1, 2, 3, 4, 5));
        assertRefused("shape [] holds 1 elements, but 0 were given", () -> Tensor.adopt(Shape.SCALAR, new double[0]));
    }

    @Test
    void constantTensorsRepeatTheirValue() {
        assertEquals(Tensor.of(2.5, 2.5), Tensor.full(Shape.of(2), 2.5));
        assertEquals(Tensor.of(0, 0), Tensor.zeros(Shape.of(2)));
        assertEquals(Tensor.of(1, 1), Tensor.ones(Shape.of(2)));
        assertEquals(Tensor.scalar(1), Tensor.ones(Shape.SCALAR));
    }

    @Property
    void anElementIsFoundByItsIndex(@ForAll Shape shape) {
        double[] values = new double[shape.size()];
        Arrays.setAll(values, i -> i);
        Tensor x = Tensor.of(shape, values);
        double expected = 0;
        for (int[] index : Samples.indices(shape)) {
            assertEquals(expected++, x.get(index));
        }
        assertEquals(shape.size(), expected);
    }

    @Test
    void refusesAnIndexOutsideTheShape() {
        Tensor x = Tensor.zeros(TWO_BY_THREE);
        assertRefused("index [1, 3] is outside shape [2, 3]: axis 1 allows 0 to 2", () -> x.get(1, 3));
        assertRefused("index [-1, 0] is outside shape [2, 3]: axis 0 allows 0 to 1", () -> x.get(-1, 0));
        Tensor none = Tensor.zeros(Shape.of(2, 0));
        assertRefused("index [1, 0] is outside shape [2, 0]: axis 1 is empty", () -> none.get(1, 0));
    }

    @Test
    void refusesAnIndexOfAnotherRank() {
        assertRefused(
                "index [1] does not have one position for each axis of shape [2, 3]",
                () -> Tensor.zeros(TWO_BY_THREE).get(1));
    }

    @Test
    void theOnlyElementIsTheItemWhateverTheRank() {
        assertEquals(4, Tensor.scalar(4).item());
        assertEquals(4, Tensor.of(new double[][] {{4}}).item());
    }

    @Test
    void refusesAnItemUnlessThereIsExactlyOneElement() {
        assertRefused(
                "item() needs exactly one element, shape [2] holds 2",
                () -> Tensor.of(1, 2).item());
        assertRefused(
                "item() needs exactly one element, shape [0] holds 0",
                () -> Tensor.of().item());
    }

    @Test
    void nanEqualsNan() {
        assertEquals(Tensor.of(Double.NaN), Tensor.of(Double.longBitsToDouble(0x7ff8_0000_0000_0001L)));
        assertEquals(
                Tensor.of(Double.NaN).hashCode(),
                Tensor.of(Double.longBitsToDouble(0x7ff8_0000_0000_0001L)).hashCode());
    }

    @Test
    void zerosOfDifferentSignsDiffer() {
        assertNotEquals(Tensor.of(0.0), Tensor.of(-0.0));
    }

    @Test
    void tensorsOfDifferentShapesDiffer() {
        assertNotEquals(Tensor.of(1), Tensor.scalar(1));
        assertNotEquals(Tensor.zeros(Shape.of(0, 2)), Tensor.zeros(Shape.of(2, 0)));
    }

    @Property
    void aCopyIsEqualAndHasTheSameHash(@ForAll Shape shape, @ForAll Random random) {
        Tensor x = Samples.special(shape, random);
        Tensor copy = Tensor.of(shape, x.toArray());
        assertEquals(x, copy);
        assertEquals(x.hashCode(), copy.hashCode());
    }

    @Property
    void aTensorWithOneElementChangedDiffers(@ForAll Shape shape, @ForAll Random random) {
        double[] values = Samples.whole(shape, random).toArray();
        if (values.length > 0) {
            Tensor x = Tensor.of(shape, values);
            values[random.nextInt(values.length)] += 1;
            assertNotEquals(x, Tensor.of(shape, values));
        }
    }

    @Property
    void theSameSeedDrawsTheSameTensor(@ForAll Shape shape, @ForAll long seed) {
        assertEquals(Tensor.uniform(shape, -1, 2, new Random(seed)), Tensor.uniform(shape, -1, 2, new Random(seed)));
        assertEquals(Tensor.normal(shape, 3, 2, new Random(seed)), Tensor.normal(shape, 3, 2, new Random(seed)));
    }

    @Property
    void numbersAreDrawnInRowMajorOrder(@ForAll Shape shape, @ForAll long seed) {
        Tensor drawn = Tensor.normal(shape, 3, 2, new Random(seed));
        Random random = new Random(seed);
        assertEquals(Samples.byIndex(shape, index -> random.nextGaussian(3, 2)), drawn);
    }

    @Test
    void uniformDrawsLieBetweenTheirBounds() {
        double[] draws = Tensor.uniform(Shape.of(1000), -1, 2, new Random(1)).toArray();
        assertTrue(Arrays.stream(draws).allMatch(x -> -1 <= x && x < 2));
        double deviationOfMean = 3 / Math.sqrt(12 * 1000);
        assertEquals(0.5, Arrays.stream(draws).average().orElseThrow(), 5 * deviationOfMean);
    }

    @Test
    void normalDrawsWithoutDeviationAreTheMean() {
        assertArrayEquals(
                new double[] {3, 3},
                Tensor.normal(Shape.of(2), 3, 0, new Random(1)).toArray());
    }

    @Test
    void refusesBoundsThatAreNotInOrder() {
        assertRefused(
                "uniform needs finite low < high of a finite difference, was given 2.0 and 2.0",
                () -> Tensor.uniform(TWO_BY_THREE, 2, 2, new Random(1)));
        assertRefused(
                "uniform needs finite low < high of a finite difference, was given 0.0 and Infinity",
                () -> Tensor.uniform(TWO_BY_THREE, 0, Double.POSITIVE_INFINITY, new Random(1)));
        assertRefused(
                "uniform needs finite low < high of a finite difference, was given -1.0E308 and 1.0E308",
                () -> Tensor.uniform(TWO_BY_THREE, -1e308, 1e308, new Random(1)));
        assertRefused(
                "uniform needs finite low < high of a finite difference, was given NaN and 1.0",
                () -> Tensor.uniform(TWO_BY_THREE, Double.NaN, 1, new Random(1)));
    }

    @Test
    void refusesBoundsWhoseDistanceOverflows() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Tensor.uniform(TWO_BY_THREE, -1e308, 1.5e308, new Random(1)))
                .getMessage();
        assertTrue(message.startsWith("uniform ") && message.contains("-1.0E308 and 1.5E308"), message);
    }

    @Test
    void refusesANegativeDeviation() {
        assertRefused(
                "normal needs a deviation of at least 0, was given -1.0",
                () -> Tensor.normal(TWO_BY_THREE, 0, -1, new Random(1)));
    }

    @Test
    void printsAsNumpyDoes() {
        assertEquals(
                "[0.10650698 0.10650698 0.78698604]",
                Tensor.of(0.10650698, 0.10650698, 0.78698604).toString());
    }
}
