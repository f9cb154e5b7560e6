package io.github.gradtape.gradcheck;

import io.github.gradtape.tensor.Tensor;
import java.util.List;

/** The inputs of a call as a complaint shows them. */
final class Inputs {

    private Inputs() {}

    /** Each on lines of its own, below other lines. */
    static String below(Case call) {
        return below("input", call.primals());
    }

    static String below(String what, List<Tensor> tensors) {
        StringBuilder lines = new StringBuilder();
        for (int k = 0; k < tensors.size(); k++) {
            lines.append(below(what + " " + k, tensors.get(k)));
        }
        return lines.toString();
    }

    static String below(String what, Tensor tensor) {
        String name = "\n  " + what + " = ";
        return name + tensor.toString().replace("\n", "\n" + " ".repeat(name.length() - 1));
    }
}
