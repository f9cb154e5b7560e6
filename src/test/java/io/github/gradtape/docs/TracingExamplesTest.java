package io.github.gradtape.docs;

import static io.github.gradtape.ops.Ops.*;

import io.github.gradtape.tape.*;
import io.github.gradtape.tensor.*;
import org.junit.jupiter.api.Test;

/** The code of docs/guide.md about tracing a NaN. */
class TracingExamplesTest extends Examples {

    Node logProbabilities(Tape tape) {
        Node z = tape.leaf(Tensor.of(0, 1000));
        return log(softmax(z));
    }

    @Test
    void whereAnInfinityCameFrom() {
        assertRefused("""
                Log[] of [[2]]: made -Infinity at [0] out of finite primals:
                primal 0 is 0.0 at [0], between 0.0 and 1.0 throughout;
                recorded at io.github.gradtape.docs.TracingExamplesTest.logProbabilities(TracingExamplesTest.java:…)
                """, () -> logProbabilities(Tape.watching()));
        assertPrints("[-inf   0.]", logProbabilities(new Tape()).value());
    }

    Tensor slopeOfNorm(Tape tape) {
        Node x = tape.leaf(Tensor.of(0, 0));
        Node norm = sqrt(sum(square(x)));
        return tape.backward(norm).of(x);
    }

    @Test
    void whereAnInfiniteGradientCameFrom() {
        assertRefused("""
                Sqrt[] of [[]]: its pullback to primal 0 made Infinity
                out of a finite cotangent and finite primals: the cotangent is 1.0, primal 0 is 0.0;
                recorded at io.github.gradtape.docs.TracingExamplesTest.slopeOfNorm(TracingExamplesTest.java:…)
                """, () -> slopeOfNorm(Tape.watching()));
        assertPrints("[nan nan]", slopeOfNorm(new Tape()));
        assertShown("docs/guide.md", "`[nan nan]`");
    }
}
