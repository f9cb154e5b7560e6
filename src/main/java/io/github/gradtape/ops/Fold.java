package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.unfold;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.tensor.Windows;

/**
 * Windows added up to images ("col2im"); the transpose of {@link Unfold}, not its inverse.
 *
 * <pre>
 * primal    u [n, rows, columns, c, kernelHeight, kernelWidth]     as many windows as such images are cut into
 * output    y [n, c, height, width]
 *           y[n, c, i · stride + k − padding, j · stride + l − padding] = Σ u[n, i, j, c, k, l],  0 where no window lies
 * pullback  ū = ȳ cut into windows, 0 in the padding
 * </pre>
 *
 * <p>Where windows overlap, their values add up; a value in the padding is lost.
 *
 * @param height the height of the images
 * @param width their width
 * @param stride how far each window is from the next, along both axes
 * @param padding how many zeros were thought of around each image, on each side
 */
public record Fold(int height, int width, int stride, int padding) implements UnaryOp {

    /**
     * The addition to images of one size.
     *
     * @param height their height
     * @param width their width
     * @param stride from each window to the next
     * @param padding zeros on each side
     * @throws IllegalArgumentException if the stride is less than 1, or height, width or padding is negative
     */
    public Fold {
        if (height < 0 || width < 0) {
            throw new IllegalArgumentException(
                    "Fold: height and width must not be negative, were " + height + " and " + width);
        }
        requireSteps("Fold", stride, padding);
    }

    static void requireSteps(String op, int stride, int padding) {
        if (stride < 1) {
            throw new IllegalArgumentException(op + ": stride must be at least 1, was " + stride);
        }
        if (padding < 0) {
            throw new IllegalArgumentException(op + ": padding must not be negative, was " + padding);
        }
    }

    @Override
    public Tensor evaluate(Tensor windows) {
        return Windows.fold(windows, height, width, stride, padding);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node windows) {
        return unfold(yBar, windows.shape().extent(4), windows.shape().extent(5), stride, padding);
    }
}
