package io.github.gradtape.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FanInTest implements OpLaws {

    @Override
    public Domain domain() {
        return random -> {
            Shape shape = Shape.of(random.ints(random.nextInt(4), 0, 4).toArray());
            return new Case(
                    new FanIn(),
                    Stream.generate(() -> Tensor.normal(shape, 0, 1, random))
                            .limit(random.nextInt(1, 6))
                            .toArray(Tensor[]::new));
        };
    }

    @Test
    void addsUpAllSummands() {
        Node[] summands = Stream.of(Tensor.of(1, 2), Tensor.of(10, 20), Tensor.of(100, 200))
                .map(Node::constant)
                .toArray(Node[]::new);
        assertEquals(Tensor.of(111, 222), new FanIn().apply(summands).value());
    }
}
