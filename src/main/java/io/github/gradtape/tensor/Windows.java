package io.github.gradtape.tensor;

/**
 * Cuts images into windows, which may overlap, and adds windows up to images: what makes a convolution a matrix product.
 *
 * <p>Images have the shape [n, c, h, w]: their number, channels, height and width. Windows have the shape [n, rows, columns, c,
 * kernelHeight, kernelWidth], where rows = ⌊(h + 2 padding − kernelHeight) / stride⌋ + 1, and columns alike; what is left over below and on
 * the right is in no window. With the axes in this order, the values of one window are neighbours.
 */
public final class Windows {

    private static final int IMAGE_AXES = 4;
    private static final int WINDOW_AXES = 6;

    private final Shape images;
    private final Shape windows;
    private final int stride;
    private final int padding;

    private Windows(Shape images, int kernelHeight, int kernelWidth, int stride, int padding) {
        if (kernelHeight < 1 || kernelWidth < 1 || stride < 1 || padding < 0) {
            throw new IllegalArgumentException(
                    "windows of " + kernelHeight + " × " + kernelWidth + " with stride " + stride + " and padding "
                            + padding + ": height, width and stride must be at least 1, padding at least 0");
        }
        int rows = count(images.extent(2), kernelHeight, stride, padding);
        int columns = count(images.extent(3), kernelWidth, stride, padding);
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("windows of " + kernelHeight + " × " + kernelWidth
                    + " do not fit into images of " + images.extent(2) + " × " + images.extent(3) + " with padding "
                    + padding);
        }
        this.images = images;
        this.windows = Shape.of(images.extent(0), rows, columns, images.extent(1), kernelHeight, kernelWidth);
        this.stride = stride;
        this.padding = padding;
    }

    private static int count(int extent, int kernel, int stride, int padding) {
        long padded = extent + 2L * padding;
        if (padded > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("an extent of " + extent + " with padding " + padding
                    + " on both sides is more than " + Integer.MAX_VALUE);
        }
        return padded < kernel ? 0 : (int) (padded - kernel) / stride + 1;
    }

    /**
     * Cuts images into windows: out[n, i, j, c, k, l] = x[n, c, i · stride + k − padding, j · stride + l − padding], 0 outside.
     *
     * @param x the images, of shape [n, c, h, w]
     * @param kernelHeight the height of a window
     * @param kernelWidth its width
     * @param stride how far each window is from the next, along both axes
     * @param padding how many zeros are thought of around each image, on each side
     * @return the windows
     * @throws IllegalArgumentException if x has another rank, no window fits into an image, a height, width or stride is less than
     *     1, the padding is negative, or the result is too large
     */
    public static Tensor unfold(Tensor x, int kernelHeight, int kernelWidth, int stride, int padding) {
        if (x.rank() != IMAGE_AXES) {
            throw new IllegalArgumentException(
                    "images must have the shape [n, c, h, w], " + x.shape() + " has " + x.rank() + " axes");
        }
        Windows cut = new Windows(x.shape(), kernelHeight, kernelWidth, stride, padding);
        double[] in = x.borrow();
        double[] out = new double[cut.windows.size()];
        cut.forEachRun((i, o, length) -> {
            for (int k = 0; k < length; k++) {
                out[o + k] = in[i + k];
            }
        });
        return Tensor.adopt(cut.windows, out);
    }

    /**
     * Adds windows up to images, the transpose of cutting them out: each value is added where it would have been cut from, and lost if
     * that is in the padding.
     *
     * <p>The values of one place are added in row-major order of the windows.
     *
     * @param windows the windows, of shape [n, rows, columns, c, kernelHeight, kernelWidth]
     * @param height the height of the images
     * @param width their width
     * @param stride how far each window is from the next
     * @param padding how many zeros were thought of around each image
     * @return the images, of shape [n, c, height, width]; 0 where no window lies
     * @throws IllegalArgumentException if the windows have another rank, or {@link #unfold} makes no such windows of images of that
     *     size
     */
    public static Tensor fold(Tensor windows, int height, int width, int stride, int padding) {
        Shape shape = windows.shape();
        if (shape.rank() != WINDOW_AXES) {
            throw new IllegalArgumentException(
                    "windows must have the shape [n, rows, columns, c, kernelHeight, kernelWidth], " + shape + " has "
                            + shape.rank() + " axes");
        }
        Shape images = Shape.of(shape.extent(0), shape.extent(3), height, width);
        Windows cut = new Windows(images, shape.extent(4), shape.extent(5), stride, padding);
        if (!cut.windows.equals(shape)) {
            throw new IllegalArgumentException("images of " + height + " × " + width + " with stride " + stride
                    + " and padding " + padding + " are cut into windows of shape " + cut.windows + ", not " + shape);
        }
        double[] in = windows.borrow();
        double[] out = new double[images.size()];
        cut.forEachRun((o, i, length) -> {
            for (int k = 0; k < length; k++) {
                out[o + k] += in[i + k];
            }
        });
        return Tensor.adopt(images, out);
    }

    /** Neighbours in an image that are neighbours in a window: where both begin, and how many they are. */
    private interface Run {
        void at(int image, int window, int length);
    }

    /** The rows of the windows as far as they lie on the image, in row-major order of the windows. */
    private void forEachRun(Run run) {
        int height = images.extent(2);
        int width = images.extent(3);
        int channels = images.extent(1);
        int kernelHeight = windows.extent(4);
        int kernelWidth = windows.extent(5);
        int window = 0;
        for (int n = 0; n < images.extent(0); n++) {
            for (int top = -padding, i = 0; i < windows.extent(1); i++, top += stride) {
                for (int left = -padding, j = 0; j < windows.extent(2); j++, left += stride) {
                    int from = Math.max(0, -left);
                    int length = Math.min(kernelWidth, width - left) - from;
                    for (int c = 0; c < channels; c++) {
                        int channel = (n * channels + c) * height;
                        for (int y = top; y < top + kernelHeight; y++, window += kernelWidth) {
                            if (y >= 0 && y < height) {
                                run.at((channel + y) * width + left + from, window + from, length);
                            }
                        }
                    }
                }
            }
        }
    }
}
