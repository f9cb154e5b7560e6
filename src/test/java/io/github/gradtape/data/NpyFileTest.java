package io.github.gradtape.data;

import static io.github.gradtape.data.Refusals.assertRefused;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files written a byte at a time from the format's description, and what is refused. */
class NpyFileTest {

    private static final byte[] ONE = Bytes.of(0, 0, 0, 0, 0, 0, 0xf0, 0x3f);
    private static final byte[] MINUS_TWO = Bytes.of(0, 0, 0, 0, 0, 0, 0, 0xc0);

    private Path file;

    @BeforeEach
    void nameFile(@TempDir Path folder) {
        file = folder.resolve("array.npy");
    }

    @Test
    void writesTheseVeryBytes() throws IOException {
        NpyFile.write(file, Tensor.of(new double[][] {{1, -2}}));
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }";
        assertEquals(59, header.length());
        assertArrayEquals(
                Bytes.of(0x93, "NUMPY", 1, 0, 118, 0, header, " ".repeat(58), "\n", ONE, MINUS_TWO),
                Files.readAllBytes(file));
    }

    @Test
    void readsVersionOne() throws IOException {
        String header = header("<f8", "False", "(2,)") + "\n";
        Files.write(file, Bytes.of(0x93, "NUMPY", 1, 0, header.length(), 0, header, ONE, MINUS_TWO));
        assertEquals(Tensor.of(1, -2), NpyFile.read(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void readsVersionsTwoAndThree(int version) throws IOException {
        String header = header("<f8", "False", "(2,)") + "\n";
        Files.write(file, Bytes.of(0x93, "NUMPY", version, 0, header.length(), 0, 0, 0, header, ONE, MINUS_TWO));
        assertEquals(Tensor.of(1, -2), NpyFile.read(file));
    }

    @ParameterizedTest
    @CsvSource({
        "<f8, 000000000000f03f, 1",
        ">f8, 3ff0000000000000, 1",
        "<f4, 000080bf,         -1",
        ">f4, bf800000,         -1",
        "|i1, ff,               -1",
        "<i2, feff,             -2",
        ">i2, fffe,             -2",
        "<i4, 00000080,         -2147483648",
        ">i4, 80000000,         -2147483648",
        "<i8, 0000000000000080, -9223372036854775808",
        ">i8, 0020000000000000, 9007199254740992",
        "|u1, ff,               255",
        "<u2, feff,             65534",
        ">u2, fffe,             65534",
        "<u4, ffffffff,         4294967295",
        ">u4, 80000000,         2147483648",
        "<u8, 0000000000000080, 9223372036854775808",
        "<u8, 00f8ffffffffffff, 18446744073709549568",
        ">u8, 0000000000000007, 7",
        "|b1, 00,               0",
        "|b1, 01,               1",
    })
    void readsEveryTypeInBothByteOrders(String descr, String hexadecimal, double value) throws IOException {
        write(header(descr, "False", "()"), HexFormat.of().parseHex(hexadecimal));
        assertEquals(Tensor.scalar(value), NpyFile.read(file));
    }

    @Test
    void readsFortranOrder() throws IOException {
        write(header("|u1", "True", "(2, 3)"), Bytes.of(1, 2, 3, 4, 5, 6));
        assertEquals(Tensor.of(new double[][] {{1, 3, 5}, {2, 4, 6}}), NpyFile.read(file));
        write(header("|u1", "True", "(2, 1, 2)"), Bytes.of(1, 2, 3, 4));
        assertEquals(Tensor.of(new double[][][] {{{1, 3}}, {{2, 4}}}), NpyFile.read(file));
    }

    @Test
    void readsAnyDictionaryThatPythonWouldWrite() throws IOException {
        write("  {\"shape\":(1,2),\n'fortran_order' : False,'descr':\"|u1\"}", Bytes.of(7, 8));
        assertEquals(Tensor.of(new double[][] {{7, 8}}), NpyFile.read(file));
    }

    @Test
    void readsEmptyArrays() throws IOException {
        write(header("<f8", "False", "(3, 0)"));
        assertEquals(Tensor.zeros(Shape.of(3, 0)), NpyFile.read(file));
    }

    @ParameterizedTest
    @CsvSource({
        "<i8, 0100000000002000, 9007199254740993",
        "<i8, ffffffffffffff7f, 9223372036854775807",
        "<u8, ffffffffffffffff, 18446744073709551615",
        "<u8, 0100000000002000, 9007199254740993",
        "<u8, 0100000000000080, 9223372036854775809",
        "<u8, ffffffffffffff7f, 9223372036854775807"
    })
    void anIntegerThatNoDoubleEqualsIsRefused(String descr, String hexadecimal, String shown) throws IOException {
        write(header(descr, "False", "(2,)"), new byte[8], HexFormat.of().parseHex(hexadecimal));
        int at = 10 + header(descr, "False", "(2,)").length() + 8;
        assertFileRefused("byte " + at + ": the integer " + shown + " is not exactly a double");
    }

    @Test
    void aFileThatIsNotNpyIsRefused() throws IOException {
        Files.writeString(file, "PK\3\4 and so on");
        assertFileRefused("is not NPY, expected the byte 93 and NUMPY at its beginning");
        Files.write(file, Bytes.of(0x93, "NUMP"));
        assertFileRefused("ends at byte 5, expected the start of an NPY file, to byte 8");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "4, 0", "1, 1"})
    void anotherVersionIsRefused(int major, int minor) throws IOException {
        Files.write(file, Bytes.of(0x93, "NUMPY", major, minor));
        assertFileRefused("byte 6: is NPY of version " + major + "." + minor + ", expected 1.0, 2.0 or 3.0");
    }

    @Test
    void aHeaderBeyondTheFileIsRefused() throws IOException {
        Files.write(file, Bytes.of(0x93, "NUMPY", 1, 0, 9, 0, "{}"));
        assertFileRefused("ends at byte 12, expected the header, to byte 19");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1, 0, 65536", "255, 255, 255, 255, 4294967295"})
    void aHugeHeaderIsRefused(int a, int b, int c, int d, String shown) throws IOException {
        Files.write(file, Bytes.of(0x93, "NUMPY", 2, 0, a, b, c, d, "{}"));
        assertFileRefused("byte 8: the header has " + shown + " bytes, expected at most 65535");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{'descr': '<f8'}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (), 'more': ()}",
                "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': ()}",
                "{'descr': '<f8' 'fortran_order': False, 'shape': ()}",
                "{'descr': '<f8', 'fortran_order': 0, 'shape': ()}",
                "{'descr': False, 'fortran_order': False, 'shape': ()}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': '1'}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}",
                "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': ()}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': ()",
                "{'descr': '<f8', 'fortran_order': False, 'shape': ()} x",
            })
    void aHeaderThatIsNoSuchDictionaryIsRefused(String header) throws IOException {
        write(header);
        assertFileRefused("its header is " + header
                + ", expected {'descr': a type, 'fortran_order': True or False, 'shape': (extents)}");
    }

    @Test
    void aLongHeaderIsShownInPart() throws IOException {
        write("x".repeat(200));
        assertFileRefused("its header is " + "x".repeat(100)
                + "..., expected {'descr': a type, 'fortran_order': True or False, 'shape': (extents)}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<f2", "<c16", "|O", "|S5", "<U3", "<M8[s]", "=f8", "|f8", "f8", "<b2", ""})
    void elementsOfAnotherTypeAreRefusedByName(String descr) throws IOException {
        write(header(descr, "False", "()"), ONE);
        assertFileRefused("its elements are of type \"" + descr
                + "\", expected < or > and f8, f4, i8, i4, i2, u8, u4 or u2, or |i1, |u1 or |b1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(3)                | its shape is (3), expected a tuple: (3,)",
                "(,)                | its shape is (,), expected extents from 0 to 2147483647",
                "(1,,2)             | its shape is (1,,2), expected extents from 0 to 2147483647",
                "(2147483648,)      | its shape is (2147483648,), expected extents from 0 to 2147483647",
                "(65536, 65536)     | its shape [65536, 65536]: a tensor holds at most 2147483647 elements",
            })
    void aShapeThatIsNoneIsRefused(String tuple, String fault) throws IOException {
        write(header("<f8", "False", tuple));
        assertFileRefused(fault);
    }

    @Test
    void tooManyAxesAreRefused() throws IOException {
        write(header("<f8", "False", "(" + "1,".repeat(20_000) + ")"));
        assertFileRefused("its shape has 20000 axes, expected at most 64");
    }

    @Test
    void whatCouldNotBeReadBackIsNotWritten() throws IOException {
        int[] ones = new int[65];
        Arrays.fill(ones, 1);
        Shape most = Shape.of(Arrays.copyOf(ones, 64));
        NpyFile.write(file, Tensor.ones(most));
        assertRefused(
                "an array of 65 axes: NPY takes at most 64", () -> NpyFile.write(file, Tensor.ones(Shape.of(ones))));
        assertEquals(Tensor.ones(most), NpyFile.read(file));
    }

    @Test
    void aHugePromiseIsRefusedBeforeMemoryIsTaken() throws IOException {
        String header = header("<f8", "False", "(2147483647,)");
        write(header);
        int size = 10 + header.length();
        assertFileRefused("ends at byte " + size + ", expected elements of shape [2147483647], to byte "
                + (size + 8L * Integer.MAX_VALUE));
    }

    @Test
    void missingAndTrailingBytesAreRefused() throws IOException {
        String header = header("<f8", "False", "(1,)");
        int size = 10 + header.length() + 8;
        write(header, new byte[7]);
        assertFileRefused("ends at byte " + (size - 1) + ", expected elements of shape [1], to byte " + size);
        write(header, new byte[9]);
        assertFileRefused("goes on at byte " + size + ", expected the end there, after elements of shape [1]");
    }

    private static String header(String descr, String fortranOrder, String shape) {
        return "{'descr': '" + descr + "', 'fortran_order': " + fortranOrder + ", 'shape': " + shape + ", }";
    }

    private void write(String header, byte[]... elements) throws IOException {
        Files.write(
                file,
                Bytes.of(0x93, "NUMPY", 1, 0, header.length() & 0xff, header.length() >> 8, header, Bytes.of((Object[])
                        elements)));
    }

    private void assertFileRefused(String fault) {
        assertRefused(file, fault, () -> NpyFile.read(file));
    }
}
