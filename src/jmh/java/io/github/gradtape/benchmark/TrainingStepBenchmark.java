package io.github.gradtape.benchmark;

import java.util.concurrent.TimeUnit;
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

/** A step of training a classifier: forward, backward and the descent. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class TrainingStepBenchmark {

    @Param
    public Workload workload;

    private EngineNetwork engine;
    private HandWrittenNetwork scalar;
    private HandWrittenNetwork vector;

    @Setup
    public void make() {
        engine = new EngineNetwork(workload);
        scalar = new HandWrittenNetwork(workload, Loops.named("scalar"));
        Comparison.require("loss", scalar.step(), engine.step());
        for (int layer = 0; layer < engine.weights.length; layer++) {
            Comparison.require("weights", scalar.weights[layer], engine.weights[layer].borrow());
            Comparison.require("biases", scalar.biases[layer], engine.biases[layer].borrow());
        }
        if (Benchmarks.hasVectorModule()) {
            vector = new HandWrittenNetwork(workload, Loops.named("vector"));
            vector.step();
            Comparison.require("loss of the second step", scalar.step(), vector.step());
        }
    }

    @Benchmark
    public double engine() {
        return engine.step();
    }

    @Benchmark
    public double scalarLoops() {
        return scalar.step();
    }

    @Benchmark
    public double vectorLoops() {
        return vector.step();
    }
}
