package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.broadcastTo;
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

class BroadcastToTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(BroadcastTo.class);
    }

    private static final Shape WANTED = Shape.of(2, 2, 3);
    private static final Tensor COLUMN = Tensor.of(new double[][] {{7}, {8}});

    @Test
    void repeatsAlongNewAxesAndAxesOfExtentOne() {
        double[][] page = {{7, 7, 7}, {8, 8, 8}};
        assertEquals(
                Tensor.of(new double[][][] {page, page}),
                broadcastTo(Node.constant(COLUMN), WANTED).value());
    }

    @Test
    void theCotangentIsSummedOverTheRepeatedAxes() {
        Tensor yBar = Tensor.of(WANTED, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048);
        assertEquals(
                Tensor.of(new double[][] {{7 + 448}, {56 + 3584}}),
                Derivatives.vjp(x -> broadcastTo(x, WANTED)).at(COLUMN, yBar));
    }

    @Test
    void aShapeThatDoesNotBroadcastIsRefused() {
        assertRefused(
                "BroadcastTo[shape=[3, 3]] of [[2, 1]]: shape [2, 1] does not broadcast to [3, 3]"
                        + ": aligned at the last axis, each of its extents must be 1 or the other's",
                () -> broadcastTo(Node.constant(COLUMN), Shape.of(3, 3)));
    }

    @Test
    void aSmallerShapeIsRefused() {
        assertRefused(
                "BroadcastTo[shape=[3]] of [[2, 1]]: shape [2, 1] does not broadcast to [3]"
                        + ": aligned at the last axis, each of its extents must be 1 or the other's",
                () -> broadcastTo(Node.constant(COLUMN), Shape.of(3)));
    }
}
