package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.transpose;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.gradcheck.Case;
import io.github.gradtape.gradcheck.Domain;
import io.github.gradtape.gradcheck.Domains;
import io.github.gradtape.gradcheck.jqwik.OpLaws;
import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatmulTest implements OpLaws {

    @Override
    public Domain domain() {
        return Domains.of(Matmul.class);
    }

    private static final Matmul PLAIN = new Matmul(false, false);

    private static Node constant(double[]... rows) {
        return Node.constant(Tensor.of(rows));
    }

    @Test
    void isTheProductWithItsTextbookPullbacks() {
        Tape tape = new Tape();
        Node a = tape.leaf(Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        Node b = tape.leaf(Tensor.of(new double[][] {{1, -1}, {0, 2}, {3, 1}}));
        Node y = PLAIN.apply(a, b);
        Gradients gradients = tape.backward(y, Tensor.of(new double[][] {{1, 10}, {100, 1000}}));
        assertEquals(Tensor.of(new double[][] {{10, 6}, {22, 12}}), y.value());
        assertEquals(Tensor.of(new double[][] {{-9, 20, 13}, {-900, 2000, 1300}}), gradients.of(a));
        assertEquals(Tensor.of(new double[][] {{401, 4010}, {502, 5020}, {603, 6030}}), gradients.of(b));
    }

    @Property
    void everyFormIsThePlainProductOfTransposesBitForBit(@ForAll("calls") Case call, @ForAll long seed) {
        Matmul form = (Matmul) call.op();
        Tape tape = new Tape();
        Node a = tape.leaf(call.primals().get(0));
        Node b = tape.leaf(call.primals().get(1));
        Node y = form.apply(a, b);
        Node plain = PLAIN.apply(form.transposeFirst() ? transpose(a) : a, form.transposeSecond() ? transpose(b) : b);
        Tensor yBar = Tensor.normal(y.shape(), 0, 1, new SplittableRandom(seed));
        assertEquals(plain.value(), y.value());
        for (Node primal : new Node[] {a, b}) {
            assertEquals(
                    tape.backward(plain, yBar, primal).of(primal),
                    tape.backward(y, yBar, primal).of(primal));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, 'Matmul[ABᵀ]', 'Matmul[AᵀB]'",
        "true, false, 'Matmul[ABᵀ]', 'Matmul[]'",
        "false, true, 'Matmul[]', 'Matmul[AᵀB]'",
        "true, true, 'Matmul[AᵀBᵀ]', 'Matmul[AᵀBᵀ]'"
    })
    void noTransposedCopyIsMade(boolean transposeFirst, boolean transposeSecond, String toFirst, String toSecond) {
        Tape tape = new Tape();
        Node a = tape.leaf(Tensor.ones(Shape.of(2, 2)));
        Node b = tape.leaf(Tensor.ones(Shape.of(2, 2)));
        Node y = new Matmul(transposeFirst, transposeSecond).apply(a, b);
        assertEquals(toFirst, opOf(tape.recordBackward(Ops.sum(y), List.of(a)).get(0)));
        assertEquals(toSecond, opOf(tape.recordBackward(Ops.sum(y), List.of(b)).get(0)));
    }

    private static String opOf(Node node) {
        return node.op().orElseThrow().toString();
    }

    @Test
    void cotangentsAreSummedOverTheBatchesAlongWhichAPrimalWasRepeated() {
        Tape tape = new Tape();
        Node a = tape.leaf(Tensor.of(new double[][] {{2, 3}}));
        Node b = tape.leaf(Tensor.of(new double[][][] {{{1}, {2}}, {{3}, {4}}, {{5}, {6}}}));
        Node y = PLAIN.apply(a, b);
        Gradients gradients = tape.backward(y, Tensor.of(new double[][][] {{{1}}, {{10}}, {{100}}}));
        assertEquals(Tensor.of(new double[][][] {{{8}}, {{18}}, {{28}}}), y.value());
        assertEquals(Tensor.of(new double[][] {{531, 642}}), gradients.of(a));
        assertEquals(Tensor.of(new double[][][] {{{2}, {3}}, {{20}, {30}}, {{200}, {300}}}), gradients.of(b));
    }

    @Test
    void differentInnerExtentsAreRefused() {
        assertRefused(
                "Matmul[AᵀB] of [[1, 2], [2, 1]]: "
                        + "matmul of shapes [1, 2]ᵀ and [2, 1]: the inner extents 1 and 2 must be equal",
                () -> new Matmul(true, false)
                        .apply(constant(new double[] {1, 2}), constant(new double[] {1}, new double[] {2})));
    }

    @Test
    void batchesThatDoNotBroadcastAreRefused() {
        Node a = Node.constant(Tensor.zeros(Shape.of(2, 1, 1)));
        Node b = Node.constant(Tensor.zeros(Shape.of(3, 1, 1)));
        assertRefused(
                "Matmul[] of [[2, 1, 1], [3, 1, 1]]: "
                        + "matmul of shapes [2, 1, 1] and [3, 1, 1]: before the last two axes, shapes [2] and [3] do not "
                        + "broadcast: aligned at the last axis, extents must be equal or 1, but axis -1 has 2 and 3",
                () -> PLAIN.apply(a, b));
    }

    /** For a batch of no rows, which costs nothing: a product for each batch would be larger than any tensor. */
    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void theCotangentOfOneMatrixIsNotMadeForEachBatch(boolean transposeFirst, boolean transposeSecond) {
        Tape tape = new Tape();
        Node a = Node.constant(Tensor.zeros(transposeFirst ? Shape.of(2048, 1024, 0) : Shape.of(2048, 0, 1024)));
        Node b = tape.leaf(Tensor.ones(Shape.of(1024, 1024)));
        Node y = new Matmul(transposeFirst, transposeSecond).apply(a, b);
        assertEquals(
                Tensor.zeros(b.shape()),
                tape.backward(y, Tensor.zeros(y.shape())).of(b));
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void theCotangentOfOneMatrixOnTheLeftIsNotMadeForEachBatchEither(boolean transposeFirst, boolean transposeSecond) {
        Tape tape = new Tape();
        Node a = tape.leaf(Tensor.ones(Shape.of(1024, 1024)));
        Node b = Node.constant(Tensor.zeros(transposeSecond ? Shape.of(2048, 0, 1024) : Shape.of(2048, 1024, 0)));
        Node y = new Matmul(transposeFirst, transposeSecond).apply(a, b);
        assertEquals(
                Tensor.zeros(a.shape()),
                tape.backward(y, Tensor.zeros(y.shape())).of(a));
    }

    @Test
    void vectorsAreRefused() {
        Node vector = Node.constant(Tensor.of(1));
        assertRefused(
                "Matmul[] of [[1], [1]]: " + "matmul of shapes [1] and [1]: each must have at least two axes",
                () -> PLAIN.apply(vector, vector));
    }
}
