package io.github.gradtape.viz;

import io.github.gradtape.tape.Node;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A node as a picture shows it.
 *
 * @param number counted from 0, after its primals
 * @param kind what it is
 * @param lines what is written in it
 * @param description all that its first lines may be too short for
 * @param primals the numbers of its primals, in the op's order
 */
record Box(int number, Kind kind, List<Line> lines, String description, List<Integer> primals) {

    enum Kind {
        OP("op", "#e8f0fb", "#3a5a8f"),
        LEAF("leaf", "#e6f4e1", "#35702f"),
        CONSTANT("constant", "#f4f4f4", "#707070");

        final String word;
        final String fill;
        final String stroke;

        Kind(String word, String fill, String stroke) {
            this.word = word;
            this.fill = fill;
            this.stroke = stroke;
        }

        static Kind of(Node node) {
            return node.op().isPresent() ? OP : node.isConstant() ? CONSTANT : LEAF;
        }
    }

    enum Role {
        NAME,
        SETTINGS,
        SHAPE,
        VALUE,
        COTANGENT
    }

    record Line(Role role, String text) {}

    String id() {
        return "n" + number;
    }

    /** A line for each of its primals: an arrow from there to here. */
    String edges(String arrow) {
        return primals.stream()
                .map(primal -> "  n" + primal + arrow + id() + "\n")
                .collect(Collectors.joining());
    }
}
