package io.github.gradtape.viz;

import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A picture of many small grey images, each with a caption below: for example of what was classified wrong, or of a layer's weights.
 *
 * <p>The least number of all images is black, the greatest white.
 */
public final class ImageGrid {

    /** The most images that are drawn. */
    public static final int MOST_IMAGES = 400;

    /** The most pixels that an image may have. */
    public static final int MOST_PIXELS = 1 << 16;

    private static final int COLUMNS = 5;
    private static final double TITLE_FONT = 13;
    private static final double LINE = 16;
    private static final double MARGIN = 10;
    private static final double SPACE = 8;
    private static final double SIDE = 70;

    private final Tensor images;
    private final List<String> captions;
    private final String title;

    private ImageGrid(Tensor images, List<String> captions, String title) {
        this.images = images;
        this.captions = captions;
        this.title = title;
    }

    /**
     * The picture of some images.
     *
     * @param images of shape [n, height, width]
     * @param captions one for each image, of which about ten characters are shown
     * @return the picture
     * @throws IllegalArgumentException if the images have another rank, are empty, larger than {@value #MOST_PIXELS} pixels or more
     *     than {@value #MOST_IMAGES}, a pixel is not finite, or there are not as many captions
     */
    public static ImageGrid of(Tensor images, List<String> captions) {
        if (images.rank() != 3 || images.size() == 0) {
            throw new IllegalArgumentException(
                    "images of shape " + images.shape() + ": must be [n, height, width], and not empty");
        }
        int count = images.shape().extent(0);
        if (count > MOST_IMAGES || images.size() / count > MOST_PIXELS) {
            throw new IllegalArgumentException("images of shape " + images.shape() + ": no more than " + MOST_IMAGES
                    + " are drawn, of no more than " + MOST_PIXELS + " pixels");
        }
        if (captions.size() != count) {
            throw new IllegalArgumentException(
                    captions.size() + " captions for " + count + " images: give one for each");
        }
        for (int i = 0; i < images.size(); i++) {
            if (!Double.isFinite(images.borrow()[i])) {
                throw new IllegalArgumentException("image " + i / (images.size() / count)
                        + " has a pixel that is not finite: " + images.borrow()[i]);
            }
        }
        return new ImageGrid(images, List.copyOf(captions), "");
    }

    /**
     * This picture with a title above.
     *
     * @param line the title
     * @return a new picture
     */
    public ImageGrid withTitle(String line) {
        return new ImageGrid(images, captions, Text.line(line));
    }

    /**
     * The picture.
     *
     * @return the text of an {@code .svg} file, or of an element of an HTML page
     */
    public String svg() {
        int height = images.shape().extent(1);
        int width = images.shape().extent(2);
        double scale = SIDE / Math.max(height, width);
        double cellHeight = height * scale + LINE + SPACE;
        double top = MARGIN + (title.isEmpty() ? 0 : 1.25 * LINE);
        int rows = (captions.size() + COLUMNS - 1) / COLUMNS;
        double wholeWidth = 2 * MARGIN + COLUMNS * (SIDE + SPACE) - SPACE;
        Svg svg = new Svg(
                wholeWidth,
                top + rows * cellHeight - SPACE + MARGIN,
                captions.size() + (captions.size() == 1 ? " image" : " images") + " of " + height + " × " + width
                        + " pixels" + (title.isEmpty() ? "" : ": " + title));
        svg.heading(MARGIN, MARGIN + LINE / 2, TITLE_FONT, Plot.fitting(title, TITLE_FONT, wholeWidth - 2 * MARGIN));
        byte[] grey = grey();
        int pixels = height * width;
        for (int i = 0; i < captions.size(); i++) {
            double left = MARGIN + i % COLUMNS * (SIDE + SPACE);
            int row = i / COLUMNS;
            double above = top + row * cellHeight;
            byte[] image = Arrays.copyOfRange(grey, i * pixels, (i + 1) * pixels);
            svg.add(
                    "<image x='%s' y='%s' width='%s' height='%s' image-rendering='pixelated' href='%s'>"
                            + "<title>%s</title></image>",
                    left,
                    above,
                    width * scale,
                    height * scale,
                    GreyPng.dataUri(height, width, image),
                    Text.line(captions.get(i)));
            svg.add(
                    "<rect x='%s' y='%s' width='%s' height='%s' fill='none' stroke='%s'/>",
                    left, above, width * scale, height * scale, Svg.FRAME);
            String caption = Plot.fitting(captions.get(i), Svg.FONT, SIDE);
            svg.text(left, above + height * scale + LINE / 2, "start", Svg.INK, caption);
        }
        return svg.finished();
    }

    /** All pixels, from 0 for the least number to 255 for the greatest. */
    private byte[] grey() {
        double[] all = images.borrow();
        double least = Arrays.stream(all).min().orElseThrow();
        double greatest = Arrays.stream(all).max().orElseThrow();
        byte[] grey = new byte[all.length];
        for (int i = 0; i < grey.length; i++) {
            // halves, as the difference of the greatest numbers is infinite
            double share = least == greatest ? 0 : (all[i] / 2 - least / 2) / (greatest / 2 - least / 2);
            grey[i] = (byte) Math.rint(255 * share);
        }
        return grey;
    }
}
