package io.github.gradtape.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Programs in virtual machines of their own, with the options of this one: what a user waits for, from start to end. */
final class FreshMachine {

    private FreshMachine() {}

    /** The median of the seconds that some runs of a program take. */
    static double seconds(int runs, Class<?> program, String... args) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(args));
        return IntStream.range(0, runs)
                .mapToDouble(run -> once(command))
                .sorted()
                .skip(runs / 2)
                .findFirst()
                .orElseThrow();
    }

    private static double once(List<String> command) {
        long start = System.nanoTime();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
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
        return (System.nanoTime() - start) / 1e9;
    }
}
