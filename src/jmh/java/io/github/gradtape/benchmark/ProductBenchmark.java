package io.github.gradtape.benchmark;

import io.github.gradtape.tensor.MatrixProduct;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.SplittableRandom;
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

/** The product of W5, 128×784 by 784×128 and the two in its pullback, alone: 2·128·784·128 = 25.7 million operations each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class ProductBenchmark {

    /** How A and B are stored. */
    @Param({"AB", "AtB", "ABt"})
    public String form;

    private int m;
    private int inner;
    private int n;
    private boolean transposeA;
    private boolean transposeB;
    private Tensor a;
    private Tensor b;
    private double[] c;

    @Setup
    public void make() {
        transposeA = form.startsWith("At");
        transposeB = form.endsWith("Bt");
        m = transposeA ? 784 : 128;
        inner = form.equals("AB") ? 784 : 128;
        n = transposeB ? 784 : 128;
        SplittableRandom random = new SplittableRandom(1);
        a = Tensor.normal(transposeA ? Shape.of(inner, m) : Shape.of(m, inner), 0, 1, random);
        b = Tensor.normal(transposeB ? Shape.of(n, inner) : Shape.of(inner, n), 0, 1, random);
        c = new double[m * n];
        Comparison.require("product", scalarLoops(), engine().borrow());
        if (Benchmarks.hasVectorModule()) {
            Comparison.require("product", vectorLoops(), engine().borrow());
        }
    }

    @Benchmark
    public Tensor engine() {
        return MatrixProduct.matmul(a, transposeA, b, transposeB);
    }

    @Benchmark
    public double[] scalarLoops() {
        return product(Loops.named("scalar"));
    }

    @Benchmark
    public double[] vectorLoops() {
        return product(Loops.named("vector"));
    }

    private double[] product(Loops loops) {
        loops.product(a.borrow(), transposeA, b.borrow(), transposeB, c, m, inner, n);
        return c;
    }
}
