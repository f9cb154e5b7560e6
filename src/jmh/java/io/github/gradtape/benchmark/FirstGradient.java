package io.github.gradtape.benchmark;

import static io.github.gradtape.ops.Ops.softmaxCrossEntropy;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.Tape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a user waits for first: a fresh virtual machine that computes one gradient, prints it and ends. */
final class FirstGradient {

    private FirstGradient() {}

    public static void main(String[] args) {
        Tape tape = new Tape();
        Node z = tape.leaf(Tensor.of(-1, -1, 1));
        System.out.println(tape.backward(softmaxCrossEntropy(z, Node.constant(Tensor.scalar(1))))
                .of(z));
    }

    /** The median of the seconds that some runs take from start to end. */
    static double seconds(int runs) {
        return IntStream.range(0, runs)
                .mapToDouble(run -> once())
                .sorted()
                .skip(runs / 2)
                .findFirst()
                .orElseThrow();
    }

    private static double once() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), FirstGradient.class.getName()));
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
