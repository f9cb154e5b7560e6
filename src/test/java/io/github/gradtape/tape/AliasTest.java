package io.github.gradtape.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.ops.Ops;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AliasTest implements OpLaws {

    @Override
    public Domain domain() {
        return random -> {
            Shape shape = Shape.of(random.ints(random.nextInt(4), 0, 4).toArray());
            return new Case(new Alias(), Tensor.normal(shape, 0, 1, random));
        };
    }

    @Test
    void sharesTheValue() {
        Node x = Node.constant(Tensor.of(1, 2));
        assertSame(x.value(), new Alias().apply(x).value());
    }

    @Test
    void otherUsesOfThePrimalAreNotUsesOfTheAlias() {
        Tape tape = new Tape();
        Node x = tape.leaf(Tensor.of(3));
        Node alias = new Alias().apply(x);
        Gradients gradients = tape.backward(Ops.multiply(Ops.square(x), alias), alias, x);
        assertEquals(Tensor.of(9), gradients.of(alias));
        assertEquals(Tensor.of(27), gradients.of(x));
    }
}
