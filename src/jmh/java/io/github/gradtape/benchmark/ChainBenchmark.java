package io.github.gradtape.benchmark;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.multiply;

import io.github.gradtape.tape.Gradients;
import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** W1: 1,000 operations on single numbers, y ← a y + b from y = x, with the gradients by x, a and b; time an operation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ChainBenchmark.OPERATIONS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class ChainBenchmark {

    static final int OPERATIONS = 1000;

    private final double[] values = new double[OPERATIONS / 2 + 1];

    public double x = 0.7;
    public double a = 0.999;
    public double b = 0.01;

    @Setup
    public void compare() {
        Comparison.require("gradients", scalarLoops(), engine());
    }

    @Benchmark
    public double[] engine() {
        Tape tape = new Tape();
        Node start = tape.leaf(Tensor.scalar(x));
        Node factor = tape.leaf(Tensor.scalar(a));
        Node summand = tape.leaf(Tensor.scalar(b));
        Node y = start;
        for (int k = 0; k < OPERATIONS / 2; k++) {
            y = add(multiply(factor, y), summand);
        }
        Gradients gradients = tape.backward(y);
        return new double[] {
            gradients.of(start).item(),
            gradients.of(factor).item(),
            gradients.of(summand).item()
        };
    }

    @Benchmark
    public double[] scalarLoops() {
        values[0] = x;
        for (int k = 1; k < values.length; k++) {
            values[k] = a * values[k - 1] + b;
        }
        double yBar = 1;
        double aBar = 0;
        double bBar = 0;
        for (int k = values.length - 2; k >= 0; k--) {
            bBar += yBar;
            aBar += yBar * values[k];
            yBar *= a;
        }
        return new double[] {yBar, aBar, bBar};
    }
}
