package io.github.gradtape.viz;

import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ImageGridTest {

    private static List<Element> images(String svg) {
        return Xml.all(Xml.parse(svg), "image");
    }

    /** As another reader sees it. */
    private static BufferedImage decoded(Element image) throws IOException {
        String link = image.getAttribute("href");
        String start = "data:image/png;base64,";
        assertTrue(link.startsWith(start), link);
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(link.substring(start.length()))));
    }

    private static int grey(BufferedImage image, int row, int column) {
        return image.getRaster().getSample(column, row, 0);
    }

    @Property(tries = 50)
    void everyPixelIsItsShareOfTheRange(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Shape shape = Shape.of(random.nextInt(1, 5), random.nextInt(1, 40), random.nextInt(1, 40));
        double[] pixels = random.ints(shape.size(), 0, 256).asDoubleStream().toArray();
        pixels[0] = 0;
        pixels[pixels.length - 1] = 255;
        List<Element> images = images(ImageGrid.of(Tensor.of(shape, pixels), Collections.nCopies(shape.extent(0), ""))
                .svg());
        for (int n = 0, i = 0; n < shape.extent(0); n++) {
            BufferedImage image = decoded(images.get(n));
            assertEquals(shape.extent(1), image.getHeight());
            assertEquals(shape.extent(2), image.getWidth());
            for (int row = 0; row < shape.extent(1); row++) {
                for (int column = 0; column < shape.extent(2); column++) {
                    assertEquals(shape.size() == 1 ? 0 : pixels[i], grey(image, row, column));
                    i++;
                }
            }
        }
    }

    @Test
    void theLeastNumberOfAllImagesIsBlackAndTheGreatestWhite() throws IOException {
        Tensor x = Tensor.of(new double[][][] {{{-1e308, 0}}, {{1e308, 0}}});
        List<Element> images = images(ImageGrid.of(x, List.of("a", "b")).svg());
        assertEquals(0, grey(decoded(images.get(0)), 0, 0));
        assertEquals(128, grey(decoded(images.get(0)), 0, 1));
        assertEquals(255, grey(decoded(images.get(1)), 0, 0));
    }

    @Test
    void imagesOfOneNumberAreBlack() throws IOException {
        List<Element> images = images(
                ImageGrid.of(Tensor.full(Shape.of(1, 2, 2), 7), List.of("")).svg());
        assertEquals(0, grey(decoded(images.get(0)), 1, 1));
    }

    @Test
    void captionsStandBelowAndAreWholeWhenPointedAt() {
        String svg = ImageGrid.of(Tensor.zeros(Shape.of(2, 3, 3)), List.of("7, not 1", "a caption that is too long"))
                .withTitle("Wrong")
                .svg();
        assertEquals(List.of("Wrong", "7, not 1", "a caption…"), Labels.texts(svg));
        assertEquals("a caption that is too long", images(svg).get(1).getTextContent());
        assertEquals("2 images of 3 × 3 pixels: Wrong", Labels.title(svg));
    }

    @Test
    void fiveStandInARowEachInAFrameAboveItsCaption() {
        for (int count : new int[] {1, 5, 6, 11}) {
            Element svg = Xml.parse(ImageGrid.of(Tensor.zeros(Shape.of(count, 4, 5)), Collections.nCopies(count, "a"))
                    .svg());
            List<Element> images = Xml.all(svg, "image");
            List<Element> frames = Xml.all(svg, "rect").subList(1, 1 + count);
            List<Element> captions = Xml.all(svg, "text");
            double margin = 10;
            for (int i = 0; i < count; i++) {
                double left = margin + i % 5 * (70 + 8);
                double top = margin + Math.floorDiv(i, 5) * (56 + 16 + 8);
                for (Element place : List.of(images.get(i), frames.get(i))) {
                    assertEquals(left, Xml.number(place, "x"));
                    assertEquals(top, Xml.number(place, "y"));
                    assertEquals(70, Xml.number(place, "width"));
                    assertEquals(56, Xml.number(place, "height"));
                }
                assertEquals(left, Xml.number(captions.get(i), "x"));
                assertEquals(top + 56 + 16 / 2 + 0.35 * 11, Xml.number(captions.get(i), "y"));
            }
            assertEquals(margin + 5 * 70 + 4 * 8 + margin, Xml.number(svg, "width"));
            assertEquals(Xml.number(images.get(count - 1), "y") + 56 + 16 + margin, Xml.number(svg, "height"));
        }
    }

    @Test
    void aTitleStandsAboveTheFirstRow() {
        ImageGrid grid = ImageGrid.of(Tensor.zeros(Shape.of(1, 3, 3)), List.of("a"));
        Element plain = images(grid.svg()).get(0);
        Element svg = Xml.parse(grid.withTitle("Wrong").svg());
        assertEquals(10 + 16 / 2 + 0.35 * 13, Xml.number(Xml.all(svg, "text").get(0), "y"));
        assertEquals(
                Xml.number(plain, "y") + 1.25 * 16,
                Xml.number(Xml.all(svg, "image").get(0), "y"));
    }

    @Test
    void asManyAndAsLargeOnesAsItSaysAreDrawn() {
        int most = ImageGrid.MOST_IMAGES;
        String many = ImageGrid.of(Tensor.zeros(Shape.of(most, 1, 1)), Collections.nCopies(most, ""))
                .svg();
        assertEquals(most, images(many).size());
        Tensor large = Tensor.zeros(Shape.of(2, 256, ImageGrid.MOST_PIXELS / 256));
        assertEquals(2, images(ImageGrid.of(large, List.of("", "")).svg()).size());
    }

    @Test
    void pixelsAreSquare() {
        Element image = images(ImageGrid.of(Tensor.zeros(Shape.of(1, 2, 5)), List.of(""))
                        .svg())
                .get(0);
        assertEquals(2.5, Xml.number(image, "width") / Xml.number(image, "height"), 1e-12);
    }

    @Test
    void refusesWhatItCannotDraw() {
        assertRefused(
                "images of shape [3, 3]: must be [n, height, width], and not empty",
                () -> ImageGrid.of(Tensor.zeros(Shape.of(3, 3)), List.of()));
        assertRefused(
                "images of shape [0, 3, 3]: must be [n, height, width], and not empty",
                () -> ImageGrid.of(Tensor.zeros(Shape.of(0, 3, 3)), List.of()));
        assertRefused(
                "images of shape [401, 1, 1]: no more than 400 are drawn, of no more than 65536 pixels",
                () -> ImageGrid.of(Tensor.zeros(Shape.of(401, 1, 1)), List.of()));
        assertRefused(
                "images of shape [1, 257, 256]: no more than 400 are drawn, of no more than 65536 pixels",
                () -> ImageGrid.of(Tensor.zeros(Shape.of(1, 257, 256)), List.of("")));
        assertRefused(
                "1 captions for 2 images: give one for each",
                () -> ImageGrid.of(Tensor.zeros(Shape.of(2, 3, 3)), List.of("a")));
        assertRefused(
                "image 1 has a pixel that is not finite: NaN",
                () -> ImageGrid.of(Tensor.of(new double[][][] {{{1, 2}}, {{3, Double.NaN}}}), List.of("a", "b")));
    }
}
