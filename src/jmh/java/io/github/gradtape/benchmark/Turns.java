package io.github.gradtape.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The engine and the loops by hand in turns of some milliseconds, for a machine that others share: when it is slow for a while, it
 * is so for all sides, and their ratio stays.
 */
final class Turns {

    private static final long TURN = TimeUnit.MILLISECONDS.toNanos(3);

    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(6);

    private static final long MEASURED = TimeUnit.SECONDS.toNanos(9);

    private record Side(String name, Supplier<?> call) {}

    /** Written, so that all is computed. */
    private static volatile Object result;

    private Turns() {}

    /** The workloads to measure, none for all; each in a virtual machine of its own, with the heap of the other benchmarks. */
    public static void main(String[] args) {
        Stream<?> all = Stream.of(Workload.values(), Logits.values()).flatMap(Arrays::stream);
        Stream<?> wanted = args.length == 0 ? all : Stream.of(args);
        wanted.forEach(workload -> FreshMachine.run(OneWorkload.class, workload.toString()));
    }

    static final class OneWorkload {

        private OneWorkload() {}

        public static void main(String[] args) {
            measure(args[0]);
        }
    }

    private static void measure(String workload) {
        List<Side> sides = sides(workload);
        rounds(sides, WARM_UP);
        List<double[]> rounds = rounds(sides, MEASURED);
        System.out.printf(Locale.ROOT, "%-11s %9.2f us", workload, median(rounds, times -> times[0]) / 1e3);
        for (int i = 1; i < sides.size(); i++) {
            int loops = i;
            double ratio = median(rounds, times -> times[0] / times[loops]);
            System.out.printf(Locale.ROOT, "   to %s %.2f", sides.get(i).name, ratio);
        }
        System.out.println();
    }

    private static List<Side> sides(String workload) {
        if (workload.startsWith("W6")) {
            CrossEntropyBenchmark benchmark = new CrossEntropyBenchmark();
            benchmark.size = Logits.valueOf(workload);
            benchmark.make();
            return sides(benchmark::fused, benchmark::scalarLoops, benchmark::vectorLoops);
        }
        TrainingStepBenchmark benchmark = new TrainingStepBenchmark();
        benchmark.workload = Workload.valueOf(workload);
        benchmark.make();
        return sides(benchmark::engine, benchmark::scalarLoops, benchmark::vectorLoops);
    }

    private static List<Side> sides(Supplier<?> engine, Supplier<?> scalarLoops, Supplier<?> vectorLoops) {
        List<Side> sides = List.of(
                new Side("engine", engine),
                new Side("scalar loops", scalarLoops),
                new Side("vector loops", vectorLoops));
        return Benchmarks.hasVectorModule() ? sides : sides.subList(0, 2);
    }

    /** The nanoseconds that a call of each side takes, round by round. */
    private static List<double[]> rounds(List<Side> sides, long duration) {
        List<double[]> rounds = new ArrayList<>();
        double[] times = new double[sides.size()];
        Arrays.fill(times, TURN);
        for (long start = System.nanoTime(); System.nanoTime() - start < duration; rounds.add(times)) {
            times = times.clone();
            for (int i = 0; i < times.length; i++) {
                times[i] = time(sides.get(i).call, (int) Math.max(1, TURN / times[i]));
            }
        }
        return rounds;
    }

    private static double time(Supplier<?> call, int calls) {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            result = call.get();
        }
        return (double) (System.nanoTime() - start) / calls;
    }

    private static double median(List<double[]> rounds, ToDoubleFunction<double[]> f) {
        double[] sorted = rounds.stream().mapToDouble(f).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
