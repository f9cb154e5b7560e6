package io.github.gradtape.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowTest implements OpLaws {

    @Override
    public Domain domain() {
        return random -> {
            int[] outputs = random.ints(random.nextInt(3), 1, 4).toArray();
            int[] inputs = random.ints(random.nextInt(3), 0, 4).toArray();
            StackRows stack = new StackRows(Shape.of(outputs), Shape.of(inputs));
            Tensor stacked = stack.evaluate(Stream.generate(() -> Tensor.normal(stack.inputs(), 0, 1, random))
                    .limit(stack.outputs().size())
                    .toArray(Tensor[]::new));
            return new Case(new StackRows.Row(random.nextInt(stack.outputs().size()), stack), stacked);
        };
    }

    @Test
    void isTheOneThatWasStackedThere() {
        StackRows stack = new StackRows(Shape.of(2), Shape.of(3));
        Node stacked = Node.constant(Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        assertEquals(
                Tensor.of(4, 5, 6), new StackRows.Row(1, stack).apply(stacked).value());
    }
}
