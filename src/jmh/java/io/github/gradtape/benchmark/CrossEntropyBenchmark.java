package io.github.gradtape.benchmark;

import static io.github.gradtape.ops.Ops.crossEntropy;
import static io.github.gradtape.ops.Ops.softmax;
import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
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

/** W6: cross-entropy alone, mean over class indices, forward and backward. The vectorised loops are as accurate as the engine. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class CrossEntropyBenchmark {

    @Param
    public Logits size;

    private Tensor logits;
    private Node labels;
    private int[] classes;
    private double[] gradient;

    /** Written, so that it is computed. */
    public double loss;

    @Setup
    public void make() {
        SplittableRandom random = new SplittableRandom(1);
        logits = Tensor.normal(Shape.of(size.rows, size.classes), 0, 3, random);
        classes = random.ints(size.rows, 0, size.classes).toArray();
        labels = Node.constant(Tensor.of(Arrays.stream(classes).asDoubleStream().toArray()));
        gradient = new double[logits.size()];
        Comparison.require("gradient", scalarLoops(), fused().borrow());
        Comparison.require("gradient", gradient, composed().borrow());
        if (Benchmarks.hasVectorModule()) {
            Comparison.require("gradient", fused().borrow(), vectorLoops());
        }
    }

    @Benchmark
    public Tensor fused() {
        return gradient(z -> softmaxCrossEntropy(z, labels));
    }

    @Benchmark
    public Tensor composed() {
        return gradient(z -> crossEntropy(softmax(z), labels));
    }

    private Tensor gradient(UnaryOperator<Node> path) {
        Tape tape = new Tape();
        Node z = tape.leaf(logits);
        Node output = path.apply(z);
        loss = output.value().item();
        return tape.backward(output, z).of(z);
    }

    @Benchmark
    public double[] scalarLoops() {
        loss = Loops.named("scalar").crossEntropy(logits.borrow(), classes, gradient);
        return gradient;
    }

    @Benchmark
    public double[] vectorLoops() {
        loss = Loops.named("vector").crossEntropy(logits.borrow(), classes, gradient);
        return gradient;
    }
}
