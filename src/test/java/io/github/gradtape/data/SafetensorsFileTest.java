package io.github.gradtape.data;

import static io.github.gradtape.data.Refusals.assertRefused;
import static io.github.gradtape.tensor.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files written a byte at a time from the format's description, and what is refused. */
class SafetensorsFileTest {

    /** Little-endian doubles 1 and −2. */
    private static final byte[] ONE = Bytes.of(0, 0, 0, 0, 0, 0, 0xf0, 0x3f);

    private static final byte[] MINUS_TWO = Bytes.of(0, 0, 0, 0, 0, 0, 0, 0xc0);

    private Path file;

    @BeforeEach
    void nameFile(@TempDir Path folder) {
        file = folder.resolve("model.safetensors");
    }

    @Test
    void readsAFileWrittenFromTheFormatsDescription() throws IOException {
        String header = "{\"__metadata__\":{\"made\":\"by hand\"},"
                + "\"w\":{\"dtype\":\"F64\",\"shape\":[1,2],\"data_offsets\":[0,16]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[16,20]}}";
        Files.write(
                file,
                Bytes.of(header.length(), 0, 0, 0, 0, 0, 0, 0, header, ONE, MINUS_TWO, 0, 0, 0x80, 0xbf)); // −1 as F32
        SafetensorsFile read = SafetensorsFile.read(file);
        assertEquals(Map.of("w", Tensor.of(new double[][] {{1, -2}}), "b", Tensor.of(-1)), read.tensors());
        assertEquals(Map.of("made", "by hand"), read.metadata());
    }

    @Test
    void writesTheseVeryBytes() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("w", Tensor.of(new double[][] {{1, -2}}));
        tensors.put("a\"b", Tensor.scalar(1));
        new SafetensorsFile(tensors, Map.of("note", "x\n")).write(file);
        String header = "{\"__metadata__\":{\"note\":\"x\\u000a\"},"
                + "\"w\":{\"dtype\":\"F64\",\"shape\":[1,2],\"data_offsets\":[0,16]},"
                + "\"a\\\"b\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[16,24]}}";
        assertEquals(148, header.length());
        assertArrayEquals(
                Bytes.of(152, 0, 0, 0, 0, 0, 0, 0, header, "    ", ONE, MINUS_TWO, ONE), Files.readAllBytes(file));
    }

    @Test
    void everyAsciiCharacterIsReadAsItWasWritten() throws IOException {
        String all = IntStream.range(0, 128).mapToObj(Character::toString).collect(Collectors.joining());
        SafetensorsFile written = new SafetensorsFile(Map.of(all, Tensor.of(1)), Map.of(all, all));
        written.write(file);
        assertEquals(written, SafetensorsFile.read(file));
        // JSON has no character below a blank in a text
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        String header = text.substring(8, text.lastIndexOf('}'));
        assertTrue(header.chars().allMatch(c -> c >= ' '), header);
    }

    @Test
    void whatItHoldsCannotBeChanged() {
        SafetensorsFile held = new SafetensorsFile(new HashMap<>(), new HashMap<>());
        assertThrows(UnsupportedOperationException.class, () -> held.tensors().put("w", Tensor.of(1)));
        assertThrows(UnsupportedOperationException.class, () -> held.metadata().put("note", ""));
    }

    @Test
    void withoutTensorsAndNotesTheHeaderIsAnEmptyObject() throws IOException {
        new SafetensorsFile(Map.of(), Map.of()).write(file);
        assertArrayEquals(Bytes.of(8, 0, 0, 0, 0, 0, 0, 0, "{}      "), Files.readAllBytes(file));
        assertEquals(new SafetensorsFile(Map.of(), Map.of()), SafetensorsFile.read(file));
    }

    @Test
    void tensorsComeInTheOrderOfTheirOffsets() throws IOException {
        write(
                "{" + f64("late", "", 8, 16) + "," + f64("none", "0", 8, 8) + "," + f64("early", "", 0, 8) + "}",
                ONE,
                ONE);
        assertEquals(
                List.of("early", "none", "late"),
                List.copyOf(SafetensorsFile.read(file).tensors().keySet()));
    }

    @Test
    void blanksAndEscapesOfJsonAreUnderstood() throws IOException {
        write(
                " \t\r\n{ \"\\u00e4\\n\\/\\ud83d\\ude00\" : { \"shape\" : [ ] , \"data_offsets\" : [ 0 , 8 ] , \"dtype\" : \"F64\" } } "
                        .substring(4),
                ONE);
        assertEquals(
                Map.of("ä\n/😀", Tensor.scalar(1)), SafetensorsFile.read(file).tensors());
    }

    @Test
    void isNotChangedThroughTheMapsItWasMadeFrom() {
        Map<String, Tensor> tensors = new LinkedHashMap<>(Map.of("w", Tensor.of(1)));
        SafetensorsFile made = new SafetensorsFile(tensors, Map.of());
        tensors.clear();
        assertEquals(Map.of("w", Tensor.of(1)), made.tensors());
    }

    @Test
    void aTensorNamedAsTheNotesIsRefused() {
        assertRefused(
                "a tensor named __metadata__: safetensors keeps that name for the metadata",
                () -> new SafetensorsFile(Map.of("__metadata__", Tensor.of(1)), Map.of()));
    }

    @Test
    void halfASurrogatePairIsRefused() throws IOException {
        assertRefused(
                "\"\ud83d\" has half a surrogate pair, which is not text",
                () -> new SafetensorsFile(Map.of(), Map.of("a", "\ud83d")));
        write("{\"\\ud83d\":{}}");
        assertFileRefused("byte 17: the string before has half a surrogate pair, expected text");
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

    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void aFileWithoutALengthIsRefused(int size) throws IOException {
        Files.write(file, new byte[size]);
        assertFileRefused("ends at byte " + size + ", expected the length of the header, to byte 8");
    }

    @Test
    void aHeaderBeyondTheFileIsRefused() throws IOException {
        Files.write(file, Bytes.of(Bytes.littleEndian(100_000_000), "{}"));
        assertFileRefused("ends at byte 10, expected the header, to byte 100000008");
    }

    @ParameterizedTest
    @CsvSource({"100000001, 100000001", "-1, 18446744073709551615"})
    void aHeaderBeyond100MegabytesIsRefused(long length, String shown) throws IOException {
        Files.write(file, Bytes.of(Bytes.littleEndian(length), "{}"));
        assertFileRefused("byte 0: is no safetensors file, as its header would have " + shown
                + " bytes, expected at most 100000000");
    }

    @Test
    void aHeaderThatIsNotUtf8IsRefused() throws IOException {
        Files.write(file, Bytes.of(Bytes.littleEndian(5), "{\"", 0xff, "\"}"));
        assertFileRefused("the header is not text in UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                | 8  | {",
                "{}x                               | 10 | the end of the header",
                "{                                 | 9  | \"",
                "{\"a                              | 11 | \" at the end of a string",
                "{\"a\"}                           | 12 | :",
                "{\"a\":1}                         | 13 | {",
                "{\"a\":{\"shape\":[-1]}}          | 23 | a whole number from 0 to 9223372036854775807",
                "{\"a\":{\"shape\":[01]}}          | 23 | a whole number from 0 to 9223372036854775807",
                "{\"a\":{\"shape\":[9223372036854775808]}} | 23 | a whole number from 0 to 9223372036854775807",
                "{\"a\":{\"shape\":[1.0]}}         | 24 | ]",
                "{\"a\":{\"shape\":[[1]]}}         | 23 | a whole number from 0 to 9223372036854775807",
                "{\"a\":{\"shape\":null}}          | 22 | [",
                "{\"a\":{\"dtype\":64}}            | 22 | \"",
                "{\"__metadata__\":{\"a\":1}}      | 29 | \"",
                "{\"\\x\":{}}                      | 11 | an escape of JSON",
                "{\"\\u12g4\":{}}                  | 14 | an escape of JSON",
                "{\"__metadata__\":{\"a\":\"b\"},} | 34 | \"",
            })
    void jsonThatIsNoHeaderIsRefused(String json, int at, String expected) throws IOException {
        write(json);
        assertFileRefused("byte " + at + ": expected " + expected + " in the header's JSON");
    }

    @Test
    void namesThatStandTwiceAreRefused() throws IOException {
        write("{" + f64("a", "", 0, 8) + "," + f64("\\u0061", "", 8, 16) + "}", ONE, ONE);
        assertFileRefused("key \"a\" stands twice, again before byte 69");
        write("{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}");
        assertFileRefused("key \"a\" stands twice, again before byte 35");
        write("{\"a\":{\"dtype\":\"F64\",\"dtype\":\"F64\"}}");
        assertFileRefused("key \"dtype\" stands twice, again before byte 35");
    }

    @Test
    void anIncompleteTensorIsRefused() throws IOException {
        String expected = "tensor \"a\": expected a dtype, a shape and data_offsets of a begin and an end";
        write("{\"a\":{}}");
        assertFileRefused(expected);
        write("{\"a\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0]}}");
        assertFileRefused(expected);
        write("{\"a\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8],\"x\":[]}}");
        assertFileRefused("tensor \"a\": key \"x\" is unknown, expected dtype, shape and data_offsets");
        write("{\"%1$s\":{\"%1$s\":[]}}".formatted("n".repeat(1000)));
        String shown = "\"" + "n".repeat(80) + "...\"";
        assertFileRefused("tensor " + shown + ": key " + shown + " is unknown, expected dtype, shape and data_offsets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"F16", "BF16", "I64", "U8", "BOOL", "f64"})
    void elementsOfAnotherTypeAreRefusedByName(String dtype) throws IOException {
        write(f64Of(dtype), ONE);
        assertFileRefused("tensor \"a\": its elements are of type \"" + dtype + "\", expected F64 or F32");
    }

    @Test
    void aGapIsRefused() throws IOException {
        write("{" + f64("a", "", 0, 8) + "," + f64("b", "", 16, 24) + "}", ONE, ONE, ONE);
        assertFileRefused(
                "tensor \"b\": has data_offsets [16, 24], expected to begin at 8, where the tensor before it ends");
    }

    @Test
    void overlappingTensorsAreRefused() throws IOException {
        write("{" + f64("a", "2", 0, 16) + "," + f64("b", "", 8, 16) + "}", ONE, ONE);
        assertFileRefused(
                "tensor \"b\": has data_offsets [8, 16], expected to begin at 16, where the tensor before it ends");
    }

    @ParameterizedTest
    @CsvSource({"0, 16", "0, 4", "0, 0"})
    void aRangeThatIsNotTheShapesSizeIsRefused(int begin, int end) throws IOException {
        write("{" + f64("a", "", begin, end) + "}", ONE, ONE);
        assertFileRefused(
                "tensor \"a\": has data_offsets [" + begin + ", " + end + "], expected 8 bytes for shape [] of F64");
    }

    @Test
    void aRangeThatEndsBeforeItBeginsIsRefused() throws IOException {
        write("{" + f64("a", "0", 0, 0) + "," + f64("b", "", 0, 8) + "," + f64("c", "", 8, 0) + "}", ONE);
        assertFileRefused("tensor \"c\": has data_offsets [8, 0], expected 8 bytes for shape [] of F64");
    }

    @Test
    void aShapeWhoseProductOverflowsIsRefused() throws IOException {
        write("{" + f64("a", "4294967296,4294967296", 0, 0) + "}");
        assertFileRefused("tensor \"a\": shape [4294967296, 4294967296] has an extent beyond 2147483647");
        write("{" + f64("a", "65536,65536", 0, 0) + "}");
        assertFileRefused("tensor \"a\": shape [65536, 65536]: a tensor holds at most 2147483647 elements");
    }

    @Test
    void aHugePromiseIsRefusedBeforeMemoryIsTaken() throws IOException {
        write("{\"a\":{\"dtype\":\"F64\",\"shape\":[2147483647],\"data_offsets\":[0,17179869176]}}", ONE);
        assertFileRefused("ends at byte 89, expected tensor \"a\", to byte 17179869257");
    }

    @Test
    void tooManyAxesAreRefused() throws IOException {
        write("{" + f64("a", "1" + ",1".repeat(64), 0, 8) + "}", ONE);
        assertFileRefused("byte 165: expected at most 64 numbers in the header's JSON");
    }

    @Test
    void whatCouldNotBeReadBackIsNotWritten() throws IOException {
        int[] ones = new int[65];
        Arrays.fill(ones, 1);
        Map<String, Tensor> most = Map.of("a", Tensor.ones(Shape.of(Arrays.copyOf(ones, 64))));
        new SafetensorsFile(most, Map.of()).write(file);
        assertEquals(most, SafetensorsFile.read(file).tensors());
        assertRefused(
                "tensor \"a\": has 65 axes, expected at most 64",
                () -> new SafetensorsFile(Map.of("a", Tensor.ones(Shape.of(ones))), Map.of()));
    }

    @Test
    void truncatedElementsAreRefused() throws IOException {
        write("{" + f64("a", "2", 0, 16) + "}", ONE, new byte[7]);
        assertFileRefused("ends at byte 78, expected tensor \"a\", to byte 79");
    }

    @Test
    void trailingBytesAreRefused() throws IOException {
        write("{" + f64("a", "", 0, 8) + "}", ONE, new byte[1]);
        assertFileRefused("goes on at byte 69, expected the end there, after the last tensor");
        write("{}", new byte[1]);
        assertFileRefused("goes on at byte 10, expected the end there, after the header");
    }

    @Test
    void aLongNameIsShownInPart() throws IOException {
        write("{\"" + "a".repeat(90) + "\":{}}");
        assertFileRefused("tensor \"" + "a".repeat(80)
                + "...\": expected a dtype, a shape and data_offsets of a begin and an end");
    }

    @Test
    void aTensorOfAnyRankKeepsItsShape() throws IOException {
        Tensor images = Tensor.of(Shape.of(2, 1, 2, 1), 1, 2, 3, 4);
        new SafetensorsFile(Map.of("x", images), Map.of()).write(file);
        assertEquals(images, SafetensorsFile.read(file).tensors().get("x"));
    }

    private static String f64(String name, String shape, long begin, long end) {
        return "\"" + name + "\":{\"dtype\":\"F64\",\"shape\":[" + shape + "],\"data_offsets\":[" + begin + "," + end
                + "]}";
    }

    private static String f64Of(String dtype) {
        return ("{" + f64("a", "", 0, 8) + "}").replace("F64", dtype);
    }

    private void write(String header, byte[]... elements) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        Files.write(file, Bytes.of(Bytes.littleEndian(json.length), json, Bytes.of((Object[]) elements)));
    }

    private void assertFileRefused(String fault) {
        assertRefused(file, fault, () -> SafetensorsFile.read(file));
    }
}
