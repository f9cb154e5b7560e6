package io.github.gradtape.benchmark;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks of this package under JMH's own options, writes JSON, and prints what can be compared from machine to
 * machine: each time as a multiple of that of the faster loops by hand in the same run, of the mean of all iterations and of the
 * fastest one, which a busy machine disturbs less.
 */
final class Benchmarks {

    private static final int FIRST_GRADIENTS = 9;

    private static final int TRAININGS = 3;

    private static final String RESULTS = "target/bench/benchmarks.json";

    private Benchmarks() {}

    public static void main(String[] args) throws CommandLineOptionException, RunnerException {
        CommandLineOptions given = new CommandLineOptions(args);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(given)
                .jvmArgsPrepend(FreshMachine.HEAP)
                .addProfiler(GCProfiler.class)
                .resultFormat(ResultFormatType.JSON)
                .result(given.getResult().orElse(RESULTS));
        if (!hasVectorModule()) {
            options.exclude("vectorLoops");
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        System.out.printf(
                Locale.ROOT,
                "%nJava %s, %s the vector module%n%n%-52s %12s %6s %9s %10s%n",
                Runtime.version().feature(),
                hasVectorModule() ? "with" : "without",
                "",
                "",
                "ratio",
                "fastest",
                "bytes");
        results.forEach(result -> System.out.println(line(result, results)));
        System.out.printf(
                Locale.ROOT, "%nfirst gradient %.2f s%n", FreshMachine.seconds(FIRST_GRADIENTS, FirstGradient.class));
        for (Workload workload : List.of(Workload.W2_XOR, Workload.W4_DIGITS)) {
            for (int steps = 100; steps <= 100_000; steps *= 10) {
                double seconds =
                        FreshMachine.seconds(TRAININGS, WholeTraining.class, workload.name(), Integer.toString(steps));
                System.out.printf(Locale.ROOT, "%s, %d steps %.2f s%n", workload, steps, seconds);
            }
        }
        System.out.printf(Locale.ROOT, "engine's jar   %.0f kB%n", EngineJar.size() / 1e3);
    }

    static boolean hasVectorModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    private static String line(RunResult result, Collection<RunResult> results) {
        List<RunResult> loops = results.stream()
                .filter(other -> areLoopsFor(other.getParams(), result.getParams()))
                .toList();
        Result<?> time = result.getPrimaryResult();
        return String.format(
                Locale.ROOT,
                "%-52s %9.2f %s %6s %9s %10.0f",
                name(result.getParams()),
                time.getScore(),
                time.getScoreUnit().substring(0, 2),
                ratio(mean(result), loops.stream().map(Benchmarks::mean).min(Comparator.naturalOrder())),
                ratio(fastest(result), loops.stream().map(Benchmarks::fastest).min(Comparator.naturalOrder())),
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }

    private static String ratio(double time, Optional<Double> other) {
        return other.map(it -> String.format(Locale.ROOT, "%.2f", time / it)).orElse("");
    }

    private static double mean(RunResult result) {
        return result.getPrimaryResult().getStatistics().getMean();
    }

    private static double fastest(RunResult result) {
        return result.getPrimaryResult().getStatistics().getMin();
    }

    private static boolean areLoopsFor(BenchmarkParams candidate, BenchmarkParams benchmark) {
        return candidate.getBenchmark().endsWith("Loops")
                && className(candidate).equals(className(benchmark))
                && parameters(candidate).equals(parameters(benchmark));
    }

    private static String className(BenchmarkParams params) {
        String name = params.getBenchmark();
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static String name(BenchmarkParams params) {
        String type = className(params);
        return type.substring(type.lastIndexOf('.') + 1)
                + params.getBenchmark().substring(type.length())
                + parameters(params);
    }

    private static String parameters(BenchmarkParams params) {
        StringBuilder text = new StringBuilder();
        params.getParamsKeys().forEach(key -> text.append(' ').append(params.getParam(key)));
        return text.toString();
    }
}
