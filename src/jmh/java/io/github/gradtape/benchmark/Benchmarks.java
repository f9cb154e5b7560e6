package io.github.gradtape.benchmark;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs the benchmarks of this package under JMH's own options, writes JSON, and prints what can be compared from machine to
 * machine: each time as a multiple of that of the method {@code baseline} in the same class with the same parameters, of the
 * mean of all iterations and of the fastest one, which a busy machine disturbs less.
 */
final class Benchmarks {

    private static final String BASELINE = "baseline";

    private Benchmarks() {}

    public static void main(String[] args) throws CommandLineOptionException, RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(args))
                        .resultFormat(ResultFormatType.JSON)
                        .build())
                .run();
        System.out.println();
        System.out.printf("%-50s %-20s %6s %8s%n", "times as multiples of the baseline's", "", "mean", "fastest");
        for (RunResult result : results) {
            for (RunResult other : results) {
                if (isBaselineOf(other.getParams(), result.getParams())) {
                    System.out.println(line(result, other));
                }
            }
        }
    }

    private static boolean isBaselineOf(BenchmarkParams candidate, BenchmarkParams benchmark) {
        String name = benchmark.getBenchmark();
        return !candidate.getBenchmark().equals(name)
                && candidate.getBenchmark().equals(name.substring(0, name.lastIndexOf('.') + 1) + BASELINE)
                && parameters(candidate).equals(parameters(benchmark));
    }

    private static String parameters(BenchmarkParams params) {
        return params.getParamsKeys().stream()
                .map(key -> key + " " + params.getParam(key))
                .toList()
                .toString();
    }

    private static String line(RunResult result, RunResult baseline) {
        String name = result.getParams().getBenchmark();
        Statistics times = result.getPrimaryResult().getStatistics();
        Statistics baselineTimes = baseline.getPrimaryResult().getStatistics();
        return String.format(
                Locale.ROOT,
                "%-50s %-20s %6.2f %8.2f",
                name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                parameters(result.getParams()),
                times.getMean() / baselineTimes.getMean(),
                times.getMin() / baselineTimes.getMin());
    }
}
