package io.github.gradtape.data;

import static io.github.gradtape.data.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

    private Path file;

    @BeforeEach
    void nameFile(@TempDir Path folder) {
        file = folder.resolve("plants.csv");
    }

    @Test
    void theLastColumnIsTheClassAndTheOthersAreFeatures() throws IOException {
        DataSet samples = read("1,2.5,rose", "-3e2,.5,oak", "0,+4.,rose");
        assertEquals("plants.csv", samples.name());
        assertEquals(Tensor.of(new double[][] {{1, 2.5}, {-300, 0.5}, {0, 4}}), samples.features());
        assertEquals(Tensor.of(0, 1, 0), samples.labels());
    }

    @Test
    void classesAreNumberedAsTheyAppear() throws IOException {
        assertEquals(List.of("z", "a", "m"), read("1,z", "2,a", "3,z", "4,m").classNames());
    }

    @Test
    void classesMayBeNumbers() throws IOException {
        assertEquals(List.of("7", "3"), read("1,7", "2,3").classNames());
    }

    @Test
    void aHeaderIsPassedOver() throws IOException {
        assertEquals(2, read("height,width,kind", "1,2,a", "3,4,b").size());
    }

    @Test
    void aHeaderIsPassedOverThoughItsLastCellIsANumber() throws IOException {
        assertEquals(List.of("a", "b"), read("height,1984", "1,a", "2,b").classNames());
    }

    @Test
    void aFirstRowOfNumbersIsNoHeader() throws IOException {
        assertEquals(3, read("1,2,kind", "1,2,a", "3,4,b").size());
    }

    @Test
    void quotedCellsMayHoldCommasQuotesAndLines() throws IOException {
        assertEquals(
                List.of("a, \"b\"\nc", "d"),
                read("\"1\",\"a, \"\"b\"\"\nc\"", "2,d").classNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anyLineEndingWill(String ending) throws IOException {
        assertEquals(2, readText("1,a" + ending + "2,b" + ending).size());
    }

    @Test
    void theLastLineNeedsNoEnding() throws IOException {
        assertEquals(2, readText("1,a\n2,b").size());
    }

    @Test
    void emptyLinesAreNothing() throws IOException {
        assertEquals(2, readText("1,a\n\n2,b\n\n").size());
    }

    @Test
    void columnsMayBeAnyNumber() throws IOException {
        assertEquals(50_000, read("1,".repeat(50_000) + "a").featureCount());
    }

    @Test
    void blanksAroundCellsAreNothing() throws IOException {
        DataSet samples = read(" 1 , a ", "2,a", "3, b");
        assertEquals(Tensor.of(new double[][] {{1}, {2}, {3}}), samples.features());
        assertEquals(List.of("a", "b"), samples.classNames());
    }

    @Test
    void aByteOrderMarkIsNothing() throws IOException {
        assertEquals(
                Tensor.of(new double[][] {{1}, {2}}),
                readText("\uFEFF1,a\n2,b\n").features());
    }

    @Test
    void aByteOrderMarkBeforeAQuoteIsNothing() throws IOException {
        assertEquals(2, readText("\uFEFF\"height\",kind\n1,a\n2,b\n").size());
    }

    @Test
    void textIsUtf8() throws IOException {
        assertEquals(List.of("Ähre", "草"), read("1,Ähre", "2,草").classNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind", "2"})
    void theClassMayBeAnotherColumnByNameOrPosition(String column) throws IOException {
        write("height,kind,width\n1,rose,2\n3,oak,4\n");
        DataSet samples = CsvFile.read(file, column);
        assertEquals(Tensor.of(new double[][] {{1, 2}, {3, 4}}), samples.features());
        assertEquals(List.of("rose", "oak"), samples.classNames());
    }

    @ParameterizedTest
    @CsvSource({"1, 7, 3", "2, 1, 2", "3, 8, 9"})
    void aClassByPositionNeedsNoHeader(String column, String first, String second) throws IOException {
        write("7,1,8\n3,2,9\n");
        assertEquals(List.of(first, second), CsvFile.read(file, column).classNames());
    }

    @Test
    void aRowThatNamesTheClassIsAHeaderThoughOtherNamesAreNumbers() throws IOException {
        write("1984,kind\n1,a\n2,b\n");
        assertEquals(2, CsvFile.read(file, "kind").size());
    }

    @Test
    void aClassColumnThatThereIsNotIsRefused() throws IOException {
        write("height,kind\n1,a\n2,b\n");
        assertRefused(
                file,
                "line 1 names no column \"Kind\" for the class, but [height, kind]",
                () -> CsvFile.read(file, "Kind"));
        assertRefused(file, "line 1 has 2 columns, expected the class in column 3", () -> CsvFile.read(file, "3"));
        assertRefused(file, "line 1 has 2 columns, expected the class in column 0", () -> CsvFile.read(file, "0"));
        for (String many : List.of("2147483648", "18446744073709551617")) {
            assertRefused(
                    file, "line 1 has 2 columns, expected the class in column " + many, () -> CsvFile.read(file, many));
        }
    }

    @Test
    void aClassColumnThatIsNamedTwiceIsRefused() throws IOException {
        write("kind,kind\n1,a\n2,b\n");
        assertRefused(
                file,
                "line 1 names more than one column \"kind\" for the class, but [kind, kind]",
                () -> CsvFile.read(file, "kind"));
    }

    @Test
    void aFaultInAColumnAfterTheClassIsNamedByItsPlaceInTheFile() throws IOException {
        write("kind,height\na,1\nb,x\n");
        assertRefused(
                file,
                "line 3, column 2: \"x\" is not a number; the class is column 1",
                () -> CsvFile.read(file, "kind"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"height,width\n1,2\n3,4\n", "1,2\n3,4\n"})
    void featuresCanBeReadWithoutClasses(String text) throws IOException {
        write(text);
        assertEquals(Tensor.of(new double[][] {{1, 2}, {3, 4}}), CsvFile.readFeatures(file, 2));
    }

    @Test
    void aSingleFeatureCanBeReadWithoutClasses() throws IOException {
        write("1\n");
        assertEquals(Tensor.of(new double[][] {{1}}), CsvFile.readFeatures(file, 1));
    }

    @Test
    void anotherNumberOfFeaturesIsRefused() throws IOException {
        write("height,width,kind\n1,2,a\n");
        assertRefused(
                file,
                "line 1 has 3 columns, expected 1, all of them numbers, or one more, the class",
                () -> CsvFile.readFeatures(file, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "height,width,kind\n1,2,a\n3,4,a\n",
                "1,2,a\n3,4,b\n",
                "height,width,kind\n1,2,\n3,4,\n",
                "1,2,\n3,4,?\n"
            })
    void aClassBehindTheFeaturesIsPassedOver(String text) throws IOException {
        write(text);
        assertEquals(Tensor.of(new double[][] {{1, 2}, {3, 4}}), CsvFile.readFeatures(file, 2));
    }

    @Test
    void aClassAmongFeaturesIsRefused() throws IOException {
        write("1,a\n");
        assertRefused(file, "line 1, column 2: \"a\" is not a number", () -> CsvFile.readFeatures(file, 2));
    }

    @Test
    void noFeaturesAtAllAreRefused() throws IOException {
        write("height,width\n");
        assertRefused(file, "has no samples, expected rows of 2 numbers", () -> CsvFile.readFeatures(file, 2));
    }

    @Test
    void aMissingFileIsRefused() {
        assertRefused(file, "there is no such file", () -> CsvFile.read(file));
    }

    @Test
    void anEmptyFileIsRefused() {
        assertTextRefused("has no samples, expected rows of numbers and a class", "");
    }

    @Test
    void aHeaderAloneIsRefused() {
        assertTextRefused("has no samples, expected rows of numbers and a class", "height,width,kind\n");
    }

    @Test
    void aSingleColumnIsRefused() {
        assertTextRefused(
                "line 1, column 1: \"1;2;a\" is the only column, expected at least two, separated by commas: numbers and the class",
                "1;2;a\n3;4;b\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3,4,5,b", "3,b"})
    void aRowOfAnotherLengthIsRefused(String row) {
        assertTextRefused(
                "line 3 has " + row.split(",", -1).length + " columns, expected 3 as in the rows before",
                "height,width,kind\n1,2,a\n" + row + "\n");
    }

    @Test
    void aRowShorterThanTheHeaderIsRefused() {
        assertTextRefused("line 2 has 2 columns, expected 3 as in the rows before", "height,width,kind\n1,a\n2,b\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"five", "", "1,5", "0x1p3", "1d", "1 2", "?", "--1", "1e", "."})
    void aCellThatIsNoNumberIsRefused(String cell) {
        assertTextRefused(
                "line 2, column 2: \"" + cell + "\" is not a number; the class is column 3",
                "1,2,a\n3,\"" + cell + "\",b\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "nan", "inf", "-Infinity", "1e999", "-1e999"})
    void aNumberThatIsNotFiniteIsRefused(String cell) {
        assertTextRefused(
                "line 2, column 1: \"" + cell + "\" is not finite, expected a number of magnitude up to 1.8e308",
                "1,a\n" + cell + ",b\n");
    }

    @Test
    void aFirstRowThatIsNeitherHeaderNorNumbersIsRefused() {
        assertTextRefused("line 1, column 2: \"2,5\" is not a number; the class is column 3", "1,\"2,5\",a\n3,4,b\n");
    }

    @Test
    void theLineOfAFaultCountsThoseWithinQuotes() {
        assertTextRefused("line 3, column 1: \"x\" is not a number; the class is column 2", "1,\"a\nb\"\nx,c\n");
    }

    @Test
    void aLongCellIsShownInPart() {
        assertTextRefused(
                "line 2, column 1: \"" + "x".repeat(40) + "...\" is not a number; the class is column 2",
                "1,a\n" + "x".repeat(41) + ",b\n");
    }

    @Test
    void aLongCellOfDigitsThatIsNoNumberTakesTheTimeOfItsLengthAlone() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertTextRefused(
                        "line 2, column 1: \"" + "1".repeat(40) + "...\" is not a number; the class is column 2",
                        "1,a\n" + "1".repeat(300_000) + "x,b\n"));
    }

    @Test
    void aRowWithoutClassIsRefused() {
        assertTextRefused("line 2, column 2: \"\" is empty, expected the name of a class", "1,a\n2,\n");
    }

    @Test
    void aFileMayHaveASingleClass() throws IOException {
        assertEquals(List.of("a"), read("1,a", "2,a").classNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "1.O", "\"1,5\"", "-"})
    void aFirstRowThatNamesNothingIsNoHeader(String cell) {
        assertTextRefused(
                "line 1, column 1: \"" + cell.replace("\"", "") + "\" is not a number; the class is column 2",
                cell + ",a\n1,b\n3,a\n");
    }

    @Test
    void aHeaderMayLeaveColumnsWithoutAName() throws IOException {
        assertEquals(2, read(",width,kind", "1,2,a", "3,4,b").size());
    }

    @Test
    void anUnclosedQuoteIsRefused() {
        assertTextRefused(
                "is not CSV: Unclosed quoted field at end of input (record starting at line 2)", "1,a\n2,\"b\n3,c\n");
    }

    @Test
    void textBehindAClosingQuoteIsRefused() {
        assertTextRefused(
                "is not CSV: Unexpected character after closing quote: 'x' (0x78) (record starting at line 1)",
                "1,\"a\"x\n2,b\n");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() throws IOException {
        Files.write(file, new byte[] {'1', ',', (byte) 0xff, '\n'});
        assertRefused(file, "is not text in UTF-8", () -> CsvFile.read(file));
    }

    @Test
    void aFolderIsRefused() throws IOException {
        Files.createDirectory(file);
        assertRefused(file, "is a folder, expected a file", () -> CsvFile.read(file));
    }

    private DataSet read(String... lines) throws IOException {
        return readText(String.join("\n", lines) + "\n");
    }

    private DataSet readText(String text) throws IOException {
        write(text);
        return CsvFile.read(file);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private void assertTextRefused(String fault, String text) {
        assertRefused(file, fault, () -> readText(text));
    }
}
