package io.github.gradtape.docs;

import static io.github.gradtape.ops.Ops.*;
import static io.github.gradtape.tape.Node.constant;

import io.github.gradtape.ops.*;
import io.github.gradtape.tape.*;
import io.github.gradtape.tensor.*;
import java.util.*;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The code of docs/guide.md about rewriting. */
class RewriteExamplesTest extends Examples {

    private static String lines(List<Rewrite.Attempt> rewrites) {
        return rewrites.stream().map(Rewrite.Attempt::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void whatABeginnerWritesIsFused() {
        Tape tape = new Tape(new FuseSoftmaxCrossEntropy());
        Node z = tape.leaf(Tensor.of(0, 1000));
        Node t = constant(Tensor.of(1, 0));
        Node loss = crossEntropy(softmax(z), t);
        Node other = crossEntropy(sigmoid(z), t);
        double value = loss.value().item(); // 1000.0
        Tensor zBar = tape.backward(loss).of(z); // [-1.  1.]
        List<Rewrite.Attempt> rewrites = tape.rewrites();
        assertPrints("1000.0", value);
        assertPrints("[-1.  1.]", zBar);
        assertPrints("CrossEntropy[axis=0, options=mean]", other.op().orElseThrow());
        assertReads("""
                FuseSoftmaxCrossEntropy[]: CrossEntropy[axis=0, options=mean]
                became SoftmaxCrossEntropy[axis=0, options=mean]

                FuseSoftmaxCrossEntropy[]: CrossEntropy[axis=0, options=mean]
                stayed because its probabilities come from Sigmoid[], not from a softmax
                """, lines(rewrites));
    }

    @Test
    void asWrittenTheLossAndItsGradientAreLost() {
        Tape tape = new Tape();
        Node z = tape.leaf(Tensor.of(0, 1000));
        Node loss = crossEntropy(softmax(z), constant(Tensor.of(1, 0)));
        assertPrints("Infinity", loss.value().item());
        assertPrints("[nan nan]", tape.backward(loss).of(z));
    }

    record ExpOfLog() implements Rewrite {
        @Override
        public Optional<Outcome> rewrite(Op op, List<Node> primals) {
            if (!(op instanceof Exp)) {
                return Optional.empty();
            }
            Node y = primals.get(0);
            boolean isLog = y.op().orElse(null) instanceof Log;
            return Optional.of(isLog ? new Replaced(y.primals().get(0)) : new Declined("it is not of a Log"));
        }
    }

    @Test
    void aRuleOfOnesOwn() {
        Tape tape = new Tape(new ExpOfLog());
        Node x = tape.leaf(Tensor.of(0.3, 2));
        assertPrints("true", exp(log(x)) == x);
        exp(x);
        assertReads("""
                ExpOfLog[]: Exp[] became leaf
                ExpOfLog[]: Exp[] stayed because it is not of a Log
                """, lines(tape.rewrites()));
    }
}
