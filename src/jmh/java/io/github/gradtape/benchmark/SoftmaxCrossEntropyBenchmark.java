package io.github.gradtape.benchmark;

import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;

import io.github.gradtape.cli.TextbookCrossEntropy;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Cross-entropy alone, mean over class indices, forward and backward: what its last digits and the tape cost. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SoftmaxCrossEntropyBenchmark {

    @Param({"128x10", "128x1000"})
    public String size;

    private Tensor logits;
    private Tensor labels;
    private int[] classes;

    /** Written, so that it is computed. */
    public double loss;

    @Setup
    public void sample() {
        Shape shape = shape();
        SplittableRandom random = new SplittableRandom(1);
        logits = Tensor.normal(shape, 0, 3, random);
        classes = IntStream.range(0, shape.extent(0))
                .map(row -> random.nextInt(shape.extent(1)))
                .toArray();
        labels = Tensor.of(IntStream.of(classes).asDoubleStream().toArray());
    }

    private Shape shape() {
        String[] extents = size.split("x");
        return Shape.of(Integer.parseInt(extents[0]), Integer.parseInt(extents[1]));
    }

    /** The textbook's formulas in flat loops. */
    @Benchmark
    public double[] baseline() {
        double[] gradient = new double[logits.size()];
        loss = TextbookCrossEntropy.mean(logits.borrow(), classes, gradient);
        return gradient;
    }

    /** The node on a tape. */
    @Benchmark
    public Tensor fused() {
        Tape tape = new Tape();
        Node z = tape.leaf(logits);
        return tape.backward(softmaxCrossEntropy(z, Node.constant(labels)), z).of(z);
    }
}
