package io.github.gradtape.tape;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StackRowsTest implements OpLaws {

    @Override
    public Domain domain() {
        return random -> {
            Shape outputs = Shape.of(random.ints(random.nextInt(3), 1, 4).toArray());
            Shape inputs = Shape.of(random.ints(random.nextInt(3), 0, 4).toArray());
            return new Case(
                    new StackRows(outputs, inputs),
                    Stream.generate(() -> Tensor.normal(inputs, 0, 1, random))
                            .limit(outputs.size())
                            .toArray(Tensor[]::new));
        };
    }

    @Test
    void hasTheOutputsShapeFollowedByTheInputs() {
        StackRows stack = new StackRows(Shape.of(1, 2), Shape.of(3));
        Node first = Node.constant(Tensor.of(1, 2, 3));
        Node second = Node.constant(Tensor.of(4, 5, 6));
        assertEquals(
                Tensor.of(new double[][][] {{{1, 2, 3}, {4, 5, 6}}}),
                stack.apply(first, second).value());
    }

    @Test
    void mayHaveNoRows() {
        StackRows stack = new StackRows(Shape.of(0), Shape.of(3));
        assertEquals(Tensor.zeros(Shape.of(0, 3)), stack.apply().value());
    }

    @Test
    void anotherNumberOfRowsIsRefused() {
        StackRows stack = new StackRows(Shape.of(2), Shape.SCALAR);
        assertRefused(
                "StackRows[outputs=[2], inputs=[]] of [[]]: takes 2 primals, was given 1",
                () -> stack.apply(Node.constant(1)));
    }
}
