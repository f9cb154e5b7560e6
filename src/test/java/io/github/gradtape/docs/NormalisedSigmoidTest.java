package io.github.gradtape.docs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.Example;

class NormalisedSigmoidTest implements OpLaws {

    @Override
    public Domain domain() {
        return new Rows();
    }

    private static final class Rows implements Domain {

        @Override
        public Case sample(RandomGenerator random) {
            Shape shape = Shape.of(random.nextInt(1, 5), random.nextInt(1, 5));
            return new Case(new NormalisedSigmoid(random.nextInt(-2, 2)), Tensor.normal(shape, 0, 5, random));
        }

        @Override
        public List<Case> corners() {
            return List.of(
                    new Case(new NormalisedSigmoid(0), Tensor.of(7)),
                    new Case(new NormalisedSigmoid(1), Tensor.zeros(Shape.of(0, 3))),
                    new Case(new NormalisedSigmoid(0), Tensor.of(-300, 300)));
        }
    }

    private static double[] shares(double... x) {
        return new NormalisedSigmoid(0)
                .apply(Node.constant(Tensor.of(x)))
                .value()
                .toArray();
    }

    @Example
    void equalInputsShareEvenly() {
        assertArrayEquals(new double[] {0.25, 0.25, 0.25, 0.25}, shares(3, 3, 3, 3));
    }

    @Example
    void aLargeInputDoesNotTakeItAllAsUnderSoftmax() {
        double third = 1.0 / 3;
        assertArrayEquals(new double[] {third, 2 * third}, shares(0, 700), 1e-15);
    }

    @Example
    void aRowWhoseLogisticsAllUnderflowIsNan() {
        assertArrayEquals(new double[] {0.5, 0.5}, shares(-745, -745));
        assertTrue(Double.isNaN(shares(-746, -746)[0]));
    }
}
