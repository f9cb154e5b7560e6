package io.github.gradtape.nn;

import io.github.gradtape.ops.Ops;
import io.github.gradtape.tape.Node;

/**
 * The largest number of every square of an image; squares do not overlap, and what does not fill one is left out.
 *
 * <pre>
 * input    x   [n, channels, h, w]
 * output   y   [n, channels, ⌊h/size⌋, ⌊w/size⌋]
 * </pre>
 *
 * <p>Where the largest number occurs more than once, its places share the cotangent evenly.
 *
 * @param size the height and width of the squares, at least 1
 */
public record MaxPool2d(int size) implements Layer {

    /**
     * The largest number of every square of an image.
     *
     * @param size the height and width of the squares, at least 1
     * @throws IllegalArgumentException if it is less than 1
     */
    public MaxPool2d {
        Settings.requirePositive("MaxPool2d", "size", size);
    }

    @Override
    public Node apply(Node x, Pass pass) {
        return Ops.maxPool2d(x, size);
    }
}
