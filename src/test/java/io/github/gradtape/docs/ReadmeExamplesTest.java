package io.github.gradtape.docs;

import static io.github.gradtape.ops.Ops.*;
import static io.github.gradtape.tape.Derivatives.*;

import io.github.gradtape.tape.*;
import io.github.gradtape.tensor.*;
import org.junit.jupiter.api.Test;

/** The code of README.md. */
class ReadmeExamplesTest extends Examples {

    @Test
    void tenLines() {
        Tape tape = new Tape();
        Node z = tape.leaf(Tensor.of(-1, -1, 1));
        Node t = Node.constant(Tensor.of(0, 1, 0));
        Tensor composed = tape.backward(crossEntropy(softmax(z), t)).of(z); // [ 0.10650698 -0.89349302  0.78698604]
        Tensor fused = tape.backward(softmaxCrossEntropy(z, t)).of(z); // [ 0.10650698 -0.89349302  0.78698604]
        Tensor hessian = hessian(x -> softmaxCrossEntropy(x, t)).at(z.value());
        assertPrints("[ 0.10650698 -0.89349302  0.78698604]", composed);
        assertPrints("[ 0.10650698 -0.89349302  0.78698604]", fused);
        assertPrints("""
                [[ 0.09516324 -0.01134374 -0.08381951]
                 [-0.01134374  0.09516324 -0.08381951]
                 [-0.08381951 -0.08381951  0.16763901]]
                """, hessian);
    }
}
