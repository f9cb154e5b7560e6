package io.github.gradtape.data;

import static io.github.gradtape.data.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFolderTest {

    private static final String IMAGES = "tiny-images-idx3-ubyte";
    private static final String LABELS = "tiny-labels-idx1-ubyte";

    /** Three images of 1 × 2 pixels. */
    private static final byte[] PIXELS =
            bytes(0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 102, 153, 204);

    private static final byte[] DIGITS = bytes(0, 0, 8, 1, 0, 0, 0, 3, 2, 0, 2);

    @TempDir
    private Path folder;

    @Test
    void pixelsAreScaledAndImagesKeepTheirShape() throws IOException {
        DataSet samples = writePair().readFolder();
        assertEquals("tiny", samples.name());
        assertEquals(Tensor.of(new double[][][] {{{0, 1}}, {{0.2, 0.4}}, {{0.6, 0.8}}}), samples.features());
        assertEquals(Tensor.of(2, 0, 2), samples.labels());
    }

    @Test
    void classesGoUpToTheLargestLabel() throws IOException {
        assertEquals(List.of("0", "1", "2"), writePair().readFolder().classNames());
    }

    @Test
    void gzippedFilesHoldTheSame() throws IOException {
        DataSet plain = writePair().readFolder();
        Files.delete(folder.resolve(IMAGES));
        Files.delete(folder.resolve(LABELS));
        write(IMAGES + ".gz", gzipped(PIXELS)).write(LABELS + ".gz", gzipped(DIGITS));
        assertEquals(plain, readFolder());
    }

    @Test
    void gzipIsKnownByItsFirstBytesNotByTheName() throws IOException {
        write(IMAGES + ".gz", PIXELS).write(LABELS, gzipped(DIGITS));
        assertEquals(3, readFolder().size());
    }

    @Test
    void imagesMayBeNamedThemselves() throws IOException {
        writePair().write("other-images-idx3-ubyte", PIXELS);
        assertEquals("tiny", IdxFolder.readImages(folder.resolve(IMAGES)).name());
    }

    @Test
    void otherFilesInTheFolderAreNothing() throws IOException {
        writePair().write("README", PIXELS).write("tiny-labels-idx1-ubyte.md5", DIGITS);
        assertEquals(3, readFolder().size());
    }

    @Test
    void filesAreThoseOfTheImagesAndOfTheirLabels() throws IOException {
        writePair()
                .write("README", PIXELS)
                .write("a-images-idx3-ubyte.gz", PIXELS)
                .write("a-labels-idx1-ubyte.gz", DIGITS);
        Set<Path> pair = Set.of(folder.resolve(IMAGES), folder.resolve(LABELS));
        assertEquals(pair, Set.copyOf(IdxFolder.files(folder.resolve(IMAGES))));
        Set<Path> all = new HashSet<>(pair);
        all.add(folder.resolve("a-images-idx3-ubyte.gz"));
        all.add(folder.resolve("a-labels-idx1-ubyte.gz"));
        assertEquals(all, Set.copyOf(IdxFolder.files(folder)));
    }

    @Test
    void imagesAreKnownByTheEndOfTheName() {
        assertTrue(IdxFolder.isImages(Path.of("x", "t10k-images-idx3-ubyte.gz")));
        assertTrue(IdxFolder.isImages(Path.of("t10k-images-idx3-ubyte")));
        assertFalse(IdxFolder.isImages(Path.of("t10k-labels-idx1-ubyte.gz")));
        assertFalse(IdxFolder.isImages(Path.of("iris.csv")));
    }

    @Test
    void labelsReachUpTo255() throws IOException {
        byte[] digits = DIGITS.clone();
        digits[8] = (byte) 255;
        assertEquals(
                256, write(IMAGES, PIXELS).write(LABELS, digits).readFolder().classCount());
    }

    @Test
    void aMissingFolderIsRefused() {
        Path missing = folder.resolve("none");
        assertRefused(missing, "there is no such folder", () -> IdxFolder.read(missing));
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws IOException {
        write("file", PIXELS);
        Path file = folder.resolve("file");
        assertRefused(file, "is not a folder", () -> IdxFolder.read(file));
    }

    @Test
    void aFolderWithoutImagesIsRefused() throws IOException {
        write(LABELS, DIGITS);
        assertRefused(
                folder,
                "holds no images, expected a file whose name ends in -images-idx3-ubyte or -images-idx3-ubyte.gz",
                this::readFolder);
    }

    @Test
    void aFolderWithSeveralPairsIsRefused() throws IOException {
        writePair().write("a-images-idx3-ubyte.gz", PIXELS);
        assertRefused(
                folder,
                "holds 2 files of images, expected one: a-images-idx3-ubyte.gz, tiny-images-idx3-ubyte;"
                        + " name the wanted one instead of the folder",
                this::readFolder);
    }

    @Test
    void aFolderInPlaceOfImagesIsRefused() throws IOException {
        Path images = Files.createDirectory(folder.resolve(IMAGES));
        assertRefused(images, "is a folder, expected a file", () -> IdxFolder.readImages(images));
    }

    @Test
    void imagesWithoutLabelsAreRefused() throws IOException {
        write(IMAGES, PIXELS).write("other-labels-idx1-ubyte", DIGITS);
        assertRefused(
                folder.resolve(IMAGES),
                "has no labels beside it, expected tiny-labels-idx1-ubyte or tiny-labels-idx1-ubyte.gz",
                this::readFolder);
    }

    @Test
    void imagesOfAnotherNameAreRefused() throws IOException {
        writePair();
        Path labels = folder.resolve(LABELS);
        assertRefused(
                labels,
                "its name must end in -images-idx3-ubyte or -images-idx3-ubyte.gz",
                () -> IdxFolder.readImages(labels));
        Path root = folder.getRoot(); // which has no name at all
        assertRefused(
                root,
                "its name must end in -images-idx3-ubyte or -images-idx3-ubyte.gz",
                () -> IdxFolder.readImages(root));
    }

    @Test
    void moreOrFewerLabelsThanImagesAreRefused() throws IOException {
        write(IMAGES, PIXELS).write(LABELS, bytes(0, 0, 8, 1, 0, 0, 0, 2, 1, 0));
        assertLabelsRefused("holds 2 labels, expected 3, one for each image of tiny-images-idx3-ubyte");
    }

    @Test
    void samplesMayBeOfOneClass() throws IOException {
        write(IMAGES, PIXELS).write(LABELS, bytes(0, 0, 8, 1, 0, 0, 0, 3, 2, 2, 2));
        assertEquals(Tensor.of(2, 2, 2), readFolder().labels());
        assertEquals(List.of("0", "1", "2"), readFolder().classNames());
    }

    @Test
    void aFileThatIsNotIdxIsRefused() throws IOException {
        assertImagesRefused(
                "is not IDX: begins with the bytes 89504e47, expected 00000803, or gzip's 1f8b",
                bytes(0x89, 'P', 'N', 'G', 13, 10));
    }

    @Test
    void elementsThatAreNotUnsignedBytesAreRefused() throws IOException {
        assertImagesRefused("byte 2: the elements are of type 0d, expected 08, unsigned bytes", changed(2, 0x0d));
    }

    @Test
    void anotherNumberOfAxesIsRefused() throws IOException {
        assertImagesRefused("byte 3: 1 axes, expected 3", DIGITS);
    }

    @Test
    void anExtentOfZeroIsRefused() throws IOException {
        assertImagesRefused("byte 8: axis 1 has extent 0, expected 1 to 2147483647", changed(11, 0));
    }

    @Test
    void anExtentBeyondAnIntIsRefused() throws IOException {
        assertImagesRefused("byte 4: axis 0 has extent 4278190083, expected 1 to 2147483647", changed(4, 0xff));
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        assertImagesRefused("ends at byte 0, expected the header, to byte 4", bytes());
    }

    @Test
    void aTruncatedHeaderIsRefused() throws IOException {
        assertImagesRefused("ends at byte 14, expected the header, to byte 16", Arrays.copyOf(PIXELS, 14));
    }

    @Test
    void truncatedElementsAreRefused() throws IOException {
        assertImagesRefused("ends at byte 21, expected 3 x 1 x 2 elements, to byte 22", Arrays.copyOf(PIXELS, 21));
    }

    @Test
    void truncatedElementsWithinGzipAreRefused() throws IOException {
        assertImagesRefused(
                "unpacked: ends at byte 21, expected 3 x 1 x 2 elements, to byte 22",
                gzipped(Arrays.copyOf(PIXELS, 21)));
    }

    @Test
    void trailingBytesAreRefused() throws IOException {
        String fault = "goes on at byte 22, expected the end there, after 3 x 1 x 2 elements";
        assertImagesRefused(fault, Arrays.copyOf(PIXELS, 23));
        assertImagesRefused("unpacked: " + fault, gzipped(Arrays.copyOf(PIXELS, 23)));
    }

    /** More than is read at once. */
    @Test
    void aByteBehindManyIsRefused() throws IOException {
        int pixels = 100_000;
        byte[] header = bytes(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, pixels >> 16, pixels >> 8, pixels);
        assertImagesRefused(
                "goes on at byte 100016, expected the end there, after 1 x 1 x 100000 elements",
                Arrays.copyOf(header, header.length + pixels + 1));
    }

    @Test
    void aHugePromiseIsRefusedBeforeMemoryIsTaken() throws IOException {
        assertImagesRefused(
                "ends at byte 22, expected 2130706435 x 1 x 1 elements, to byte 2130706451",
                changedTo(changed(4, 0x7f), 15, 1));
    }

    @Test
    void aHugePromiseWithinGzipIsRefusedBeforeMemoryIsTaken() throws IOException {
        assertImagesRefused(
                "unpacked: ends at byte 22, expected 2130706435 x 1 x 1 elements, to byte 2130706451",
                gzipped(changedTo(changed(4, 0x7f), 15, 1)));
    }

    @Test
    void aPromiseBeyondAllArraysIsRefused() throws IOException {
        byte[] file = changedTo(changedTo(changed(4, 0x7f), 8, 0x7f), 12, 0x7f);
        assertImagesRefused(
                "unpacked: byte 4: promises 2130706435 x 2130706433 x 2130706434 elements,"
                        + " more than the 2147483647 bytes that can be read",
                gzipped(file));
    }

    @Test
    void gzipThatEndsTooEarlyIsRefused() throws IOException {
        byte[] whole = gzipped(PIXELS);
        for (int length : new int[] {5, whole.length - 3}) {
            assertImagesRefused("its gzip data are damaged or end too early", Arrays.copyOf(whole, length));
        }
    }

    @Test
    void gzipWithAWrongChecksumIsRefused() throws IOException {
        byte[] file = gzipped(PIXELS);
        file[file.length - 8] ^= 1;
        assertImagesRefused("its gzip data are damaged or end too early", file);
    }

    @Test
    void aFolderAsMnistComesIsSplitAlready() throws IOException {
        write("train-images-idx3-ubyte", PIXELS).write("train-labels-idx1-ubyte", DIGITS);
        write("t10k-images-idx3-ubyte", PIXELS).write("t10k-labels-idx1-ubyte", changedTo(DIGITS, 8, 1));
        assertTrue(IdxFolder.isSplit(folder));
        DataSet.Split split = IdxFolder.readSplit(folder);
        assertEquals("train", split.train().name());
        assertEquals("t10k", split.test().name());
        assertEquals(Tensor.of(2, 0, 2), split.train().labels());
        assertEquals(Tensor.of(1, 0, 2), split.test().labels());
        assertEquals(split.train().classNames(), split.test().classNames());
    }

    @Test
    void aClassToTestOnAloneIsRefused() throws IOException {
        write("train-images-idx3-ubyte", PIXELS).write("train-labels-idx1-ubyte", DIGITS);
        write("t10k-images-idx3-ubyte", PIXELS).write("t10k-labels-idx1-ubyte", changedTo(DIGITS, 8, 3));
        assertRefused(
                folder.resolve("t10k-images-idx3-ubyte"),
                "has the class 3, but those to learn from end at 2",
                () -> IdxFolder.readSplit(folder));
    }

    @Test
    void imagesOfTwoSizesAreRefused() throws IOException {
        write("train-images-idx3-ubyte", PIXELS).write("train-labels-idx1-ubyte", DIGITS);
        byte[] turned = PIXELS.clone();
        turned[11] = PIXELS[15];
        turned[15] = PIXELS[11];
        write("t10k-images-idx3-ubyte", turned).write("t10k-labels-idx1-ubyte", DIGITS);
        assertRefused(
                folder.resolve("t10k-images-idx3-ubyte"),
                "has images of shape [" + turned[11] + ", " + turned[15]
                        + "], but those to learn from, train-images-idx3-ubyte, are of shape [" + turned[15] + ", "
                        + turned[11] + "]",
                () -> IdxFolder.readSplit(folder));
    }

    @Test
    void aFolderWithOnePairIsNotSplit() throws IOException {
        writePair();
        assertFalse(IdxFolder.isSplit(folder));
        assertRefused(
                folder,
                "expected two files of images, one train-images-idx3-ubyte and one t10k-images-idx3-ubyte",
                () -> IdxFolder.readSplit(folder));
    }

    private IdxFolderTest write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
        return this;
    }

    private IdxFolderTest writePair() throws IOException {
        return write(IMAGES, PIXELS).write(LABELS, DIGITS);
    }

    private DataSet readFolder() throws IOException {
        return IdxFolder.read(folder);
    }

    private void assertImagesRefused(String fault, byte[] content) throws IOException {
        write(IMAGES, content).write(LABELS, DIGITS);
        assertRefused(folder.resolve(IMAGES), fault, this::readFolder);
    }

    private void assertLabelsRefused(String fault) {
        assertRefused(folder.resolve(LABELS), fault, this::readFolder);
    }

    private static byte[] changed(int at, int value) {
        return changedTo(PIXELS, at, value);
    }

    private static byte[] changedTo(byte[] file, int at, int value) {
        byte[] changed = file.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] gzipped(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
