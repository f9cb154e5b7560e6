package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.crossEntropy;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.tape.Derivatives.hessian;
import static io.github.gradtape.tape.Node.constant;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class CrossEntropyTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(CrossEntropy.class);
    }

    @Test
    void itIsMinusTheSumOfTargetTimesLog() {
        Node loss = crossEntropy(constant(Tensor.of(0.25, 0.75)), constant(Tensor.of(2, 1)));
        assertEquals(-2 * Math.log(0.25) - Math.log(0.75), loss.value().item());
    }

    @Test
    void aTargetOfZeroCostsAndPullsNothingEvenAtProbabilityZero() {
        Tape tape = new Tape();
        Node p = tape.leaf(Tensor.of(0, 0.5));
        Node loss = crossEntropy(p, constant(Tensor.of(0, 1)));
        assertEquals(-Math.log(0.5), loss.value().item());
        assertEquals(Tensor.of(0, -2), tape.backward(loss, p).of(p));
    }

    @Test
    void aPositiveTargetAtProbabilityZeroCostsInfinity() {
        Tape tape = new Tape();
        Node p = tape.leaf(Tensor.of(0, 1));
        Node loss = crossEntropy(p, constant(Tensor.of(1, 0)));
        assertEquals(Double.POSITIVE_INFINITY, loss.value().item());
        assertEquals(Double.NEGATIVE_INFINITY, tape.backward(loss, p).of(p).get(0));
    }

    /** They are e^−spread, made of terms of the size 1. None is 1/p², which overflows from a spread of 355 on, and 1/p from 710 on. */
    @Test
    void secondDerivativesBehindASoftmaxAreFiniteWhereTheGradientIs() {
        for (double spread : new double[] {300, 354, 356, 500, 709}) {
            Tensor hessian = hessian(z -> crossEntropy(softmax(z), constant(Tensor.of(1, 0))))
                    .at(Tensor.of(0, spread));
            for (double entry : hessian.borrow()) {
                assertEquals(0, entry, 4 * 0x1p-53, () -> "spread " + spread);
            }
        }
    }

    @Test
    void classIndicesStandForOneHotTargetsAndHaveNoGradient() {
        Tape tape = new Tape();
        Node p = tape.leaf(Tensor.of(new double[][] {{0.5, 0.5}, {0.25, 0.75}}));
        Node classes = tape.leaf(Tensor.of(0, 1));
        Node loss = new CrossEntropy(1, LossOptions.of(Reduction.NONE)).apply(p, classes);
        assertEquals(Tensor.of(-Math.log(0.5), -Math.log(0.75)), loss.value());
        Gradients gradients = tape.backward(loss, Tensor.of(1, 3), p);
        assertEquals(Tensor.of(new double[][] {{-2, 0}, {0, -4}}), gradients.of(p));
        assertRefused(
                "CrossEntropy[axis=1, options=none]: its primal 1 of shape [2] has no gradient; "
                        + "cut it off by stopGradient, or ask for other nodes",
                () -> tape.backward(loss, Tensor.of(1, 3), classes));
    }

    @Test
    void aClassIndexOutsideTheRangeIsRefused() {
        assertRefused(
                "CrossEntropy[axis=1, options=mean] of [[2, 3], [2]]: "
                        + "class index 3.0 at [1] is not a whole number from 0 to 2",
                () -> crossEntropy(constant(Tensor.full(Shape.of(2, 3), 0.5)), constant(Tensor.of(0, 3))));
    }

    @Test
    void targetsOfAnotherShapeAreRefused() {
        assertRefused(
                "CrossEntropy[axis=1, options=mean] of [[2, 3], [3]]: targets of shape [3] fit neither as "
                        + "probabilities, of shape [2, 3], nor as class indices, of shape [2]",
                () -> crossEntropy(constant(Tensor.full(Shape.of(2, 3), 0.5)), constant(Tensor.zeros(Shape.of(3)))));
    }
}
