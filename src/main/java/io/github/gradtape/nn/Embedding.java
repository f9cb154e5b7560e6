package io.github.gradtape.nn;

import static io.github.gradtape.ops.Ops.broadcastTo;
import static io.github.gradtape.ops.Ops.gather;
import static io.github.gradtape.ops.Ops.reshape;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * A vector for each of some entries, looked up by number.
 *
 * <pre>
 * input       k        whole numbers from 0 to entries − 1, of any shape [n, …]; no gradient
 * output      y        [n, …, width]
 * parameters  weight   [entries, width], standard normal to begin with
 * </pre>
 *
 * @param entries how many entries there are, at least 1
 * @param width how long the vectors are, at least 1
 */
public record Embedding(int entries, int width) implements Layer {

    /**
     * A vector for each of some entries.
     *
     * @param entries how many entries there are, at least 1
     * @param width how long the vectors are, at least 1
     * @throws IllegalArgumentException if one of them is less than 1
     */
    public Embedding {
        Settings.requirePositive("Embedding", "entries", entries);
        Settings.requirePositive("Embedding", "width", width);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter("weight", Shape.of(entries, width), Initialiser.NORMAL));
    }

    @Override
    public Node apply(Node k, Pass pass) {
        requireEntries(k);
        int count = k.shape().size();
        Node rows = broadcastTo(reshape(k, Shape.of(count, 1)), Shape.of(count, width));
        Node found = gather(pass.parameter("weight"), 0, rows);
        return reshape(found, k.shape().inserting(k.shape().rank(), width));
    }

    private void requireEntries(Node k) {
        double[] numbers = k.value().borrow();
        for (int i = 0; i < numbers.length; i++) {
            double entry = numbers[i];
            if (entry != Math.rint(entry) || entry < 0 || entry >= entries) {
                throw new IllegalArgumentException(this + " of " + k.shape() + ": entry " + entry + " at "
                        + Arrays.toString(k.shape().index(i)) + " is not a whole number from 0 to " + (entries - 1));
            }
        }
    }
}
