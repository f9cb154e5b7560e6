package io.github.gradtape;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the class path of the tests in a virtual machine of its own. */
public final class JavaProcess {

    private JavaProcess() {}

    /** What starts it, as quickly as can be had. Options of the virtual machine may be added at 1. */
    public static ProcessBuilder of(Class<?> main, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command);
    }
}
