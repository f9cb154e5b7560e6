package io.github.gradtape.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads a CSV file (RFC 4180, UTF-8) of numbers, one column of which is the class; the last one if no other is named.
 *
 * <p>The first row is a header if none of its cells but the class is a number and one of them begins with a letter; its names are not
 * kept. Classes are numbered in the order in which they first appear; {@link DataSet#withClassNames} brings two files to the same
 * numbers. Nothing is guessed: a file with a missing, odd or infinite number anywhere is refused as a whole.
 *
 * <p>It takes FastCSV 4 ({@code de.siegmar:fastcsv}), which has to be added to the project, and in a module {@code requires
 * de.siegmar.fastcsv}.
 */
public final class CsvFile {

    // possessive digits: given back, each part of them would be tried as what follows the point
    private static final Pattern NUMBER = Pattern.compile(
            "[+-]?(?:(?:\\d++\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?|nan|inf|infinity)", Pattern.CASE_INSENSITIVE);
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int SHOWN = 40;
    private static final Pattern POSITION = Pattern.compile("\\d+");

    /** What stands for the position of the class where there is none. */
    private static final int NO_CLASS = -1;

    private final Path file;
    private final ColumnFinder classColumn;
    private final boolean hasHeader;
    private final List<double[]> rows = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final Map<String, Integer> classes = new LinkedHashMap<>();
    private int classAt = NO_CLASS;
    private int mostFeatures = Integer.MAX_VALUE;
    private int columns;

    /** Finds the position of the class in the first row, and refuses a row that has none. */
    @FunctionalInterface
    private interface ColumnFinder {
        int in(CsvRecord firstRow) throws DataFileException;
    }

    private CsvFile(Path file, ColumnFinder classColumn, boolean hasHeader) {
        this.file = file;
        this.classColumn = classColumn;
        this.hasHeader = hasHeader;
    }

    /**
     * Reads a file whose last column is the class.
     *
     * @param file the file
     * @return its samples; the data set's name is the file's
     * @throws DataFileException if the file cannot be read, or is not such a file
     */
    public static DataSet read(Path file) throws DataFileException {
        return new CsvFile(file, firstRow -> firstRow.getFieldCount() - 1, false).toDataSet();
    }

    /**
     * Reads a file of which a given column is the class.
     *
     * @param file the file
     * @param classColumn the position of the column, 1 for the first, or its name in the header; digits are a position always
     * @return its samples; the data set's name is the file's
     * @throws DataFileException if there is no such column or more than one, the file cannot be read, or is not such a file
     */
    public static DataSet read(Path file, String classColumn) throws DataFileException {
        if (!POSITION.matcher(classColumn).matches()) {
            return new CsvFile(file, firstRow -> named(classColumn, firstRow, file), true).toDataSet();
        }
        BigInteger position = new BigInteger(classColumn);
        return new CsvFile(file, firstRow -> numbered(position, firstRow, file), false).toDataSet();
    }

    /**
     * Reads the features alone, of a file with or without classes.
     *
     * @param file the file: columns of numbers, and perhaps the class in one more, which is passed over
     * @param width how many columns of numbers are expected
     * @return the features, of shape [n, width]
     * @throws DataFileException if the file cannot be read, or is not such a file
     */
    public static Tensor readFeatures(Path file, int width) throws DataFileException {
        CsvFile csv = new CsvFile(file, firstRow -> noClass(width, firstRow, file), false);
        csv.mostFeatures = width;
        csv.readRows();
        if (csv.rows.isEmpty()) {
            throw new DataFileException(file, "has no samples, expected rows of " + width + " numbers");
        }
        return csv.features();
    }

    private static int named(String name, CsvRecord firstRow, Path file) throws DataFileException {
        List<String> names = firstRow.getFields().stream().map(String::strip).toList();
        int position = names.indexOf(name);
        if (position < 0 || names.lastIndexOf(name) > position) {
            throw new DataFileException(
                    file,
                    "line " + firstRow.getStartingLineNumber() + " names " + (position < 0 ? "no" : "more than one")
                            + " column \"" + name + "\" for the class, but " + names);
        }
        return position;
    }

    private static int numbered(BigInteger position, CsvRecord firstRow, Path file) throws DataFileException {
        if (position.signum() == 0 || position.compareTo(BigInteger.valueOf(firstRow.getFieldCount())) > 0) {
            throw new DataFileException(
                    file,
                    "line " + firstRow.getStartingLineNumber() + " has " + firstRow.getFieldCount()
                            + " columns, expected the class in column " + position);
        }
        return position.intValue() - 1;
    }

    private static int noClass(int width, CsvRecord firstRow, Path file) throws DataFileException {
        int columns = firstRow.getFieldCount();
        if (columns != width && columns != width + 1) {
            throw new DataFileException(
                    file,
                    "line " + firstRow.getStartingLineNumber() + " has " + columns + " columns, expected " + width
                            + ", all of them numbers, or one more, the class");
        }
        return NO_CLASS;
    }

    private void readRows() throws DataFileException {
        FileAccess.requireFile(file);
        try (BufferedReader text = Files.newBufferedReader(file);
                CsvReader<CsvRecord> records = CsvReader.builder()
                        .allowUnclosedQuote(false)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .build(
                                CsvRecordHandler.builder()
                                        .maxFields(Integer.MAX_VALUE)
                                        .build(),
                                withoutByteOrderMark(text))) {
            for (CsvRecord row : records) {
                if (columns > 0 || !isHeader(row)) {
                    add(row);
                }
                columns = row.getFieldCount();
            }
        } catch (CsvParseException e) {
            throw new DataFileException(file, "is not CSV: " + e.getMessage(), e);
        } catch (IOException e) {
            throw FileAccess.unreadable(file, e);
        } catch (UncheckedIOException e) {
            throw FileAccess.unreadable(file, e.getCause());
        }
    }

    private static BufferedReader withoutByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    /** Finds the class in the first row and tells whether the row is a header. */
    private boolean isHeader(CsvRecord row) throws DataFileException {
        classAt = classColumn.in(row);
        if (classAt != NO_CLASS && row.getFieldCount() == 1) {
            throw fault(
                    row, 0, "is the only column, expected at least two, separated by commas: numbers and the class");
        }
        List<String> cells =
                features(row).mapToObj(column -> row.getField(column).strip()).toList();
        boolean names = cells.stream().anyMatch(cell -> !cell.isEmpty() && Character.isLetter(cell.codePointAt(0)))
                && cells.stream().noneMatch(cell -> NUMBER.matcher(cell).matches());
        return hasHeader || names;
    }

    /** The columns that are not the class, nor behind the features that were asked for. */
    private IntStream features(CsvRecord row) {
        return IntStream.range(0, Math.min(row.getFieldCount(), mostFeatures)).filter(column -> column != classAt);
    }

    private void add(CsvRecord row) throws DataFileException {
        if (columns > 0 && row.getFieldCount() != columns) {
            throw new DataFileException(
                    file,
                    "line " + row.getStartingLineNumber() + " has " + row.getFieldCount() + " columns, expected "
                            + columns + " as in the rows before");
        }
        double[] numbers = new double[(int) features(row).count()];
        int count = 0;
        for (int column : features(row).toArray()) {
            numbers[count++] = number(row, column);
        }
        rows.add(numbers);
        if (classAt == NO_CLASS) {
            return;
        }
        String className = row.getField(classAt).strip();
        if (className.isEmpty()) {
            throw fault(row, classAt, "is empty, expected the name of a class");
        }
        labels.add(classes.computeIfAbsent(className, name -> classes.size()));
    }

    private double number(CsvRecord row, int column) throws DataFileException {
        String cell = row.getField(column).strip();
        if (!NUMBER.matcher(cell).matches()) {
            throw fault(
                    row,
                    column,
                    "is not a number" + (classAt == NO_CLASS ? "" : "; the class is column " + (classAt + 1)));
        }
        double value = Character.isLetter(cell.charAt(cell.length() - 1)) ? Double.NaN : Double.parseDouble(cell);
        if (!Double.isFinite(value)) {
            throw fault(row, column, "is not finite, expected a number of magnitude up to 1.8e308");
        }
        return value;
    }

    private DataFileException fault(CsvRecord row, int column, String fault) {
        String cell = row.getField(column);
        String shown = cell.length() > SHOWN ? cell.substring(0, SHOWN) + "..." : cell;
        return new DataFileException(
                file,
                "line " + row.getStartingLineNumber() + ", column " + (column + 1) + ": \"" + shown + "\" " + fault);
    }

    private DataSet toDataSet() throws DataFileException {
        readRows();
        if (rows.isEmpty()) {
            throw new DataFileException(file, "has no samples, expected rows of numbers and a class");
        }
        return new DataSet(
                file.getFileName().toString(),
                features(),
                Tensor.of(labels.stream().mapToDouble(label -> label).toArray()),
                List.copyOf(classes.keySet()));
    }

    private Tensor features() {
        int width = rows.get(0).length;
        Shape shape = Shape.of(rows.size(), width);
        double[] features = new double[shape.size()];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, features, i * width, width);
        }
        return Tensor.adopt(shape, features);
    }
}
