package io.github.gradtape.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Programs in virtual machines of their own, with the options of this one: what a user waits for, from start to end. */
final class FreshMachine {

    /** Touched before it is used: a virtual machine under another may take a thousand times as long for a page it has not seen. */
    static final String[] HEAP = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"};

    private FreshMachine() {}

    /** The median of the seconds that some runs of a program take. */
    static double seconds(int runs, Class<?> program, String... args) {
        List<String> command = command(List.of(), program, args);
        return IntStream.range(0, runs)
                .mapToDouble(run -> {
                    long start = System.nanoTime();
                    run(command, ProcessBuilder.Redirect.DISCARD);
                    return (System.nanoTime() - start) / 1e9;
                })
                .sorted()
                .skip(runs / 2)
                .findFirst()
                .orElseThrow();
    }

    /** Runs a program with the heap of the benchmarks; it prints where this one does. */
    static void run(Class<?> program, String... args) {
        run(command(List.of(HEAP), program, args), ProcessBuilder.Redirect.INHERIT);
    }

    private static List<String> command(List<String> options, Class<?> program, String... args) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(options);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(args));
        return command;
    }

    private static void run(List<String> command, ProcessBuilder.Redirect output) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output)
                    .redirectError(output)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the fresh process failed: " + command);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
