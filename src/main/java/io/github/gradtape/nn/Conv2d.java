package io.github.gradtape.nn;

import static io.github.gradtape.ops.Ops.add;
import static io.github.gradtape.ops.Ops.conv2d;
import static io.github.gradtape.ops.Ops.reshape;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;
import java.util.List;

/**
 * A two-dimensional convolution: every output channel is a square filter slid over the image, and a shift.
 *
 * <pre>
 * input       x        [n, inputs, h, w]
 * output      y        [n, outputs, h′, w′], h′ = ⌊(h + 2 padding − kernel)/stride⌋ + 1 and w′ likewise
 * parameters  weight   [outputs, inputs, kernel, kernel]
 *             bias     [outputs], 0 to begin with
 * </pre>
 *
 * @param inputs how many channels it takes, at least 1
 * @param outputs how many channels it makes, at least 1
 * @param kernel the height and width of the filters, at least 1
 * @param stride how far the filters move at a time, at least 1
 * @param padding how many zeros are set around the image, from 0 to below the kernel: every filter sees some of the image
 */
public record Conv2d(int inputs, int outputs, int kernel, int stride, int padding) implements Layer {

    /**
     * A two-dimensional convolution.
     *
     * @param inputs how many channels it takes, at least 1
     * @param outputs how many channels it makes, at least 1
     * @param kernel the height and width of the filters, at least 1
     * @param stride how far the filters move at a time, at least 1
     * @param padding how many zeros are set around the image, from 0 to below the kernel: every filter sees some of the image
     * @throws IllegalArgumentException if one of them is outside
     */
    public Conv2d {
        Settings.requirePositive("Conv2d", "inputs", inputs);
        Settings.requirePositive("Conv2d", "outputs", outputs);
        Settings.requirePositive("Conv2d", "kernel", kernel);
        Settings.requirePositive("Conv2d", "stride", stride);
        if (padding < 0 || padding >= kernel) {
            throw new IllegalArgumentException(
                    "Conv2d: padding must be from 0 to below the kernel " + kernel + ", was " + padding);
        }
    }

    /**
     * A convolution that moves by one and pads nothing.
     *
     * @param inputs how many channels it takes, at least 1
     * @param outputs how many channels it makes, at least 1
     * @param kernel the height and width of the filters, at least 1
     * @throws IllegalArgumentException if one of them is less
     */
    public Conv2d(int inputs, int outputs, int kernel) {
        this(inputs, outputs, kernel, 1, 0);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("weight", Shape.of(outputs, inputs, kernel, kernel), Initialiser.HE),
                new Parameter("bias", Shape.of(outputs), Initialiser.ZEROS));
    }

    @Override
    public Node apply(Node x, Pass pass) {
        Node y = conv2d(x, pass.parameter("weight"), stride, padding);
        return add(y, reshape(pass.parameter("bias"), Shape.of(outputs, 1, 1)));
    }
}
