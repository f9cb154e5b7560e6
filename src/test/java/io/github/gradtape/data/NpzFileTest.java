package io.github.gradtape.data;

import static io.github.gradtape.data.Refusals.assertRefused;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class NpzFileTest {

    private static final Tensor ROWS = Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}});

    private Path file;

    @BeforeEach
    void nameFile(@TempDir Path folder) {
        file = folder.resolve("arrays.npz");
    }

    @Test
    void arraysComeBackByNameAndInOrder() throws IOException {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put("layer/0.weight", ROWS);
        arrays.put("b", Tensor.scalar(-0.0));
        arrays.put("ä", Tensor.zeros(Shape.of(0)));
        NpzFile.write(file, arrays);
        assertEquals(arrays, NpzFile.read(file));
        assertEquals(
                List.of("layer/0.weight", "b", "ä"),
                List.copyOf(NpzFile.read(file).keySet()));
    }

    @Test
    void everyEntryIsANpyFileStoredAsItIs() throws IOException {
        NpzFile.write(file, Map.of("w", ROWS));
        byte[] zip = Files.readAllBytes(file);
        byte[] entry = npy(ROWS);
        assertEquals("w.npy", new String(zip, 30, 5, StandardCharsets.UTF_8));
        assertArrayEquals(entry, Arrays.copyOfRange(zip, 35, 35 + entry.length));
    }

    @Test
    void theSameArraysMakeTheSameBytes() throws IOException {
        NpzFile.write(file, Map.of("w", ROWS));
        byte[] once = Files.readAllBytes(file);
        NpzFile.write(file, Map.of("w", ROWS));
        assertArrayEquals(once, Files.readAllBytes(file));
        assertEquals(0x0041_0000, Integer.reverseBytes(ByteBuffer.wrap(once).getInt(10)), "the first of February 1980");
    }

    @Test
    void deflatedEntriesAreReadToo() throws IOException {
        Tensor large = Tensor.full(Shape.of(300, 400), 0.25);
        zip(Map.of("a.npy", npy(large)));
        assertEquals(Map.of("a", large), NpzFile.read(file));
    }

    @Test
    void whatWasReadCannotBeChanged() throws IOException {
        NpzFile.write(file, Map.of("w", ROWS));
        Map<String, Tensor> arrays = NpzFile.read(file);
        assertThrows(UnsupportedOperationException.class, arrays::clear);
    }

    @Test
    void anArchiveOfNothingHoldsNothing() throws IOException {
        NpzFile.write(file, Map.of());
        assertEquals(Map.of(), NpzFile.read(file));
    }

    @Test
    void aMissingFileIsRefused() {
        assertFileRefused("there is no such file");
    }

    @Test
    void aFolderIsRefused() throws IOException {
        Files.createDirectory(file);
        assertFileRefused("is a folder, expected a file");
    }

    @Test
    void aFileThatIsNoZipArchiveIsRefused() throws IOException {
        Files.writeString(file, "x".repeat(100));
        assertFileRefused("is not a sound zip archive: zip END header not found");
        Files.write(file, new byte[0]);
        assertFileRefused("is not a sound zip archive: zip file is empty");
    }

    @Test
    void anEntryThatIsNotNpyIsRefusedByName() throws IOException {
        zip(Map.of("README", new byte[1]));
        assertFileRefused("README: expected entries whose names end in .npy");
        zip(Map.of("a.npy", new byte[20]));
        assertFileRefused("a.npy: is not NPY, expected the byte 93 and NUMPY at its beginning");
    }

    @Test
    void aHeaderThatEndsTooEarlyIsRefused() throws IOException {
        zip(Map.of("a.npy", Bytes.of(0x93, "NUMPY", 1, 0, 9, 0, "{'descr")));
        assertFileRefused("a.npy: ends at byte 17, expected the header, to byte 19");
    }

    @Test
    void aPromiseBeyondAnEntryIsRefused() throws IOException {
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2147483647,), }";
        zip(Map.of("a.npy", Bytes.of(0x93, "NUMPY", 1, 0, header.length(), 0, header, 1, 2)));
        assertFileRefused("a.npy: ends at byte 78, expected elements of shape [2147483647], to byte 2147483723");
    }

    @Test
    void aWrongChecksumIsRefused() throws IOException {
        NpzFile.write(file, Map.of("w", ROWS));
        byte[] zip = Files.readAllBytes(file);
        zip[35 + npy(ROWS).length - 1] ^= 1;
        Files.write(file, zip);
        assertFileRefused("w.npy: is damaged, its checksum is wrong");
    }

    @Test
    void damagedDeflatedDataAreRefused() throws IOException {
        zip(Map.of("a.npy", npy(ROWS)));
        byte[] zip = Files.readAllBytes(file);
        zip[35] = (byte) 0xff; // the kind of the first block: 3, which there is not
        Files.write(file, zip);
        assertFileRefused("is not a sound zip archive: invalid block type");
    }

    @Test
    void aNameThatStandsTwiceIsRefused() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a.npy", npy(ROWS));
        entries.put("b.npy", npy(ROWS));
        zip(entries);
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        Files.write(file, text.replace("b.npy", "a.npy").getBytes(StandardCharsets.ISO_8859_1));
        assertFileRefused("a.npy: stands twice");
    }

    @Test
    void xAndYMakeADataSet() throws IOException {
        Tensor images = Tensor.of(Shape.of(3, 1, 2), 1, 2, 3, 4, 5, 6);
        NpzFile.write(file, Map.of("y", Tensor.of(2, 0, 2), "x", images));
        assertEquals(
                new DataSet("arrays.npz", images, Tensor.of(2, 0, 2), List.of("0", "1", "2")),
                NpzFile.readDataSet(file));
    }

    @Test
    void otherArraysMakeNoDataSet() throws IOException {
        NpzFile.write(file, Map.of("data", ROWS));
        assertDataSetRefused("holds the arrays [data], expected x (features) and y (classes)");
    }

    @Test
    void shapesThatDoNotFitMakeNoDataSet() throws IOException {
        assertDataSetRefused(
                ROWS,
                Tensor.of(0, 1),
                "x has shape [3, 2] and y has shape [2], expected [n, ...] and [n], each extent at least 1");
        assertDataSetRefused(
                Tensor.of(1, 2),
                Tensor.of(0, 1),
                "x has shape [2] and y has shape [2], expected [n, ...] and [n], each extent at least 1");
        assertDataSetRefused(
                Tensor.zeros(Shape.of(2, 0)),
                Tensor.of(0, 1),
                "x has shape [2, 0] and y has shape [2], expected [n, ...] and [n], each extent at least 1");
        assertDataSetRefused(
                Tensor.zeros(Shape.of(0, 2)),
                Tensor.of(),
                "x has shape [0, 2] and y has shape [0], expected [n, ...] and [n], each extent at least 1");
    }

    @Test
    void featuresThatAreNotFiniteMakeNoDataSet() throws IOException {
        assertDataSetRefused(
                Tensor.of(new double[][] {{1, Double.NaN}, {1, 1}}),
                Tensor.of(0, 1),
                "x: number 1 is NaN, expected finite numbers");
    }

    @Test
    void labelsThatAreNoClassesMakeNoDataSet() throws IOException {
        assertDataSetRefused(ROWS, Tensor.of(0, 1, 0.5), "y: number 2 is 0.5, expected whole numbers from 0 to 65535");
        assertDataSetRefused(ROWS, Tensor.of(0, -1, 0), "y: number 1 is -1.0, expected whole numbers from 0 to 65535");
        assertDataSetRefused(
                ROWS, Tensor.of(65536, 1, 0), "y: number 0 is 65536.0, expected whole numbers from 0 to 65535");
        assertDataSetRefused(
                ROWS, Tensor.of(Double.NaN, 1, 0), "y: number 0 is NaN, expected whole numbers from 0 to 65535");
    }

    /** As long as the next entry, it is read as a comment, in numbers that are not UTF-8. */
    @Test
    void aDirectoryWithAWrongLengthOfACommentIsRefused() throws IOException {
        Map<String, Tensor> written = new LinkedHashMap<>();
        written.put("x", Tensor.of(1, 1));
        written.put("y", Tensor.scalar(2));
        NpzFile.write(file, written);
        byte[] bytes = Files.readAllBytes(file);
        int commentLength = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2") + 32;
        int refused = 0;
        for (int length = 0; length < 256; length++) {
            bytes[commentLength] = (byte) length;
            Files.write(file, bytes);
            try {
                assertEquals(written, NpzFile.read(file));
            } catch (DataFileException e) {
                refused++;
            }
        }
        assertEquals(255, refused, "all but the right length, 0");
    }

    @Test
    void anEntryThatShouldBeWhereTheFileHasEndedIsRefused() throws IOException {
        NpzFile.write(file, Map.of("w", ROWS));
        changeDirectory(42, 1000);
        assertFileRefused("is not a sound zip archive: an entry ends too early");
    }

    @Test
    void deflatedDataThatAreShorterThanTheirEntryAreRefused() throws IOException {
        zip(Map.of("a.npy", npy(ROWS)));
        changeDirectory(20, 10);
        assertFileRefused("is not a sound zip archive: an entry ends too early");
    }

    @Test
    void anEntryOfAnotherSizeThanItShouldHaveIsRefused() throws IOException {
        zip(Map.of("w.npy", npy(ROWS)));
        changeDirectory(24, 1);
        assertFileRefused("w.npy: has " + npy(ROWS).length + " bytes, but 1 in the archive's directory");
    }

    /** Writes another little-endian int into the first header of the directory. */
    private void changeDirectory(int at, int value) throws IOException {
        byte[] zip = Files.readAllBytes(file);
        int header = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(header + at, value);
        Files.write(file, zip);
    }

    private static byte[] npy(Tensor array) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        NpyFile.write(array, bytes);
        return bytes.toByteArray();
    }

    /** Writes a zip archive of deflated entries. */
    private void zip(Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
    }

    private void assertFileRefused(String fault) {
        assertRefused(file, fault, () -> NpzFile.read(file));
    }

    private void assertDataSetRefused(Tensor x, Tensor y, String fault) throws IOException {
        NpzFile.write(file, Map.of("x", x, "y", y));
        assertDataSetRefused(fault);
    }

    private void assertDataSetRefused(String fault) {
        assertRefused(file, fault, () -> NpzFile.readDataSet(file));
    }

    @Test
    void namesThatZipDoesNotTakeAreRefused() throws IOException {
        assertRefused(
                "array \"" + "ä".repeat(80) + "...\": its name has 65486 bytes, but zip takes at most 65485",
                () -> NpzFile.write(file, Map.of("ä".repeat(32_743), Tensor.scalar(1))));
        assertThrows(
                IllegalArgumentException.class, () -> NpzFile.write(file, Map.of("half \ud800", Tensor.scalar(1))));
        Map<String, Tensor> longest = Map.of("a".repeat(65_485), Tensor.scalar(1));
        NpzFile.write(file, longest);
        assertEquals(longest, NpzFile.read(file));
    }

    @Test
    @Timeout(10) // nobody ever writes to it
    void aPipeIsRefused(@TempDir Path folder) throws IOException, InterruptedException {
        Path pipe = Pipe.in(folder);
        assertRefused(
                pipe, "is a pipe or a device, but an archive is read from a file alone", () -> NpzFile.read(pipe));
    }
}
