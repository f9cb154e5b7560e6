package io.github.gradtape.gradcheck;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Along which axes the elements of an output depend on other entries than their own: those that an op sums over. */
final class Coupling {

    private Coupling() {}

    /** The fault of a Jacobian, of an output shaped like its input, that couples entries along an axis that the right one does not. */
    static Optional<String> difference(Jacobian wrong) {
        if (!wrong.outputs().equals(wrong.inputs())) {
            return Optional.empty();
        }
        Set<Integer> actual = axes(wrong, wrong.analytic());
        Set<Integer> expected = axes(wrong, wrong.independent());
        return expected.isEmpty() || expected.containsAll(actual)
                ? Optional.empty()
                : Optional.of("couples entries along " + named(actual) + " instead of " + named(expected)
                        + ": as if summed over another axis");
    }

    private static Set<Integer> axes(Jacobian jacobian, double[][] entries) {
        Set<Integer> axes = new TreeSet<>();
        for (int i = 0; i < jacobian.rows(); i++) {
            int[] row = jacobian.outputs().index(i);
            for (int j = 0; j < jacobian.columns(); j++) {
                if (i != j && Math.abs(entries[i][j]) > jacobian.tolerance()[i][j]) {
                    int[] column = jacobian.inputs().index(j);
                    for (int axis = 0; axis < row.length; axis++) {
                        if (row[axis] != column[axis]) {
                            axes.add(axis);
                        }
                    }
                }
            }
        }
        return axes;
    }

    private static String named(Set<Integer> axes) {
        return (axes.size() == 1 ? "axis " : "axes ") + axes.toString().replaceAll("[\\[\\]]", "");
    }
}
