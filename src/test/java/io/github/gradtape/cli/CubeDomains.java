package io.github.gradtape.cli;

import static io.github.gradtape.ops.Ops.multiply;
import static io.github.gradtape.ops.Ops.square;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.DomainProvider;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Op;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Elementwise;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Map;

/** An op from outside, as {@code META-INF/services} in the test resources names it. */
public final class CubeDomains implements DomainProvider {

    /** x³. */
    public record Cube() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return Elementwise.map(x, v -> v * v * v);
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, multiply(constant(3), square(x)));
        }
    }

    /** x³ with half its derivative; only there when a test asks for it. */
    public record HalfCube() implements UnaryOp {

        @Override
        public Tensor evaluate(Tensor x) {
            return new Cube().evaluate(x);
        }

        @Override
        public Node pullback(Node yBar, Node y, Node x) {
            return multiply(yBar, multiply(constant(1.5), square(x)));
        }
    }

    /** What is on the class path of the thread, for as long as a test wants it there. */
    static final ThreadLocal<Map<Class<? extends Op>, Domain>> OPS =
            ThreadLocal.withInitial(() -> Map.of(Cube.class, of(new Cube())));

    @Override
    public Map<Class<? extends Op>, Domain> domains() {
        return OPS.get();
    }

    static Domain of(Op op) {
        return random -> new Case(op, vector(random.nextInt(1, 4), random.nextDouble(1, 2)));
    }

    private static Tensor vector(int size, double first) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = first + i;
        }
        return Tensor.of(Shape.of(size), values);
    }
}
