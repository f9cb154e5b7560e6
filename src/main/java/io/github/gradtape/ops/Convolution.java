package io.github.gradtape.ops;

import static io.github.gradtape.ops.Ops.max;
import static io.github.gradtape.ops.Ops.permute;
import static io.github.gradtape.ops.Ops.reshape;
import static io.github.gradtape.ops.Ops.unfold;

import io.github.gradtape.tape.Node;
import io.github.gradtape.tensor.Shape;

/** What is made of an image's windows: convolution, their product with filters, and pooling, their largest values. */
final class Convolution {

    private Convolution() {}

    static Node conv2d(Node x, Node weight, int stride, int padding) {
        Shape filters = weight.shape();
        if (x.shape().rank() != 4 || filters.rank() != 4 || x.shape().extent(1) != filters.extent(1)) {
            throw new IllegalArgumentException(
                    "conv2d of " + x.shape() + " and " + filters
                            + ": must be images [n, c, h, w] and filters [out, c, kernelHeight, kernelWidth] of as many channels c");
        }
        int out = filters.extent(0);
        Node windows = unfold(x, filters.extent(2), filters.extent(3), stride, padding);
        int[] extents = windows.shape().extents();
        int positions = extents[0] * extents[1] * extents[2];
        int values = extents[3] * extents[4] * extents[5];
        Node products = new Matmul(false, true)
                .apply(reshape(windows, Shape.of(positions, values)), reshape(weight, Shape.of(out, values)));
        return channelsSecond(reshape(products, Shape.of(extents[0], extents[1], extents[2], out)));
    }

    static Node maxPool2d(Node x, int size) {
        return channelsSecond(max(unfold(x, size, size, size, 0), -2, -1));
    }

    private static Node channelsSecond(Node channelsLast) {
        return permute(channelsLast, 0, 3, 1, 2);
    }
}
