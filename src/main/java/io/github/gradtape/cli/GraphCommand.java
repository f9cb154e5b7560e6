package io.github.gradtape.cli;

import io.github.gradtape.data.DataFileException;
import io.github.gradtape.nn.Classifier;
import io.github.gradtape.viz.Graph;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the graph that a saved model records for one sample. */
@Command(
        name = "graph",
        description = "Prints the graph of a saved model: every op that one sample passes on its way to the logits.",
        footer = {"", "Exit status: 0, or 2 for a wrong option or an unreadable file."})
final class GraphCommand implements Callable<Integer> {

    /** How a graph is written down. */
    enum Format {
        SVG(Graph::svg),
        DOT(Graph::dot),
        MERMAID(Graph::mermaid);

        @SuppressWarnings("ImmutableEnumChecker") // a reference to a method
        private final Function<Graph, String> text;

        Format(Function<Graph, String> text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model that train --save has written.")
    private Path modelFile;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "svg",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Mixin
    HelpOption help;

    @Override
    public Integer call() throws DataFileException {
        Classifier saved = Classifier.read(modelFile);
        PrintWriter out = spec.commandLine().getOut();
        Graph graph = ModelGraph.of(saved.model(), saved.sample());
        try {
            out.print(format.text.apply(graph));
        } catch (IllegalStateException e) {
            throw CommonOptions.refusal(
                    spec,
                    "--format",
                    "the graph has more than the " + Graph.MOST_BOXES_IN_SVG
                            + " boxes that SVG shows, take --format dot or mermaid");
        }
        out.flush();
        return 0;
    }
}
