package io.github.gradtape.ops;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tape.UnaryOp;
import io.github.gradtape.tensor.Tensor;
import io.github.gradtape.tensor.Windows;

/**
 * Images cut into windows, of which convolution and pooling are made ("im2col"); the transpose of {@link Fold}.
 *
 * <pre>
 * primal    x [n, c, h, w]
 * output    y [n, rows, columns, c, kernelHeight, kernelWidth]
 *           y[n, i, j, c, k, l] = x[n, c, i · stride + k − padding, j · stride + l − padding],  0 outside of x
 *           rows = ⌊(h + 2 padding − kernelHeight) / stride⌋ + 1, columns alike
 * pullback  x̄ = the windows of ȳ added up where they were cut from
 * cost      as many values as y has; y has up to kernelHeight · kernelWidth times as many as x with its padding
 * </pre>
 *
 * <p>Where rows or columns of x are left over, they are in no window, and their x̄ is 0. Source: Chellapilla, Puri and Simard, High
 * Performance Convolutional Neural Networks for Document Processing (2006).
 *
 * @param kernelHeight the height of a window
 * @param kernelWidth its width
 * @param stride how far each window is from the next, along both axes
 * @param padding how many zeros are thought of around each image, on each side
 */
public record Unfold(int kernelHeight, int kernelWidth, int stride, int padding) implements UnaryOp {

    /**
     * The cutting into windows of one size.
     *
     * @param kernelHeight their height
     * @param kernelWidth their width
     * @param stride from each to the next
     * @param padding zeros on each side
     * @throws IllegalArgumentException if height, width or stride is less than 1, or the padding negative
     */
    public Unfold {
        if (kernelHeight < 1 || kernelWidth < 1) {
            throw new IllegalArgumentException(
                    "Unfold: a window must be at least 1 × 1, was " + kernelHeight + " × " + kernelWidth);
        }
        Fold.requireSteps("Unfold", stride, padding);
    }

    @Override
    public Tensor evaluate(Tensor x) {
        return Windows.unfold(x, kernelHeight, kernelWidth, stride, padding);
    }

    @Override
    public Node pullback(Node yBar, Node y, Node x) {
        return new Fold(x.shape().extent(2), x.shape().extent(3), stride, padding).apply(yBar);
    }
}
