package io.github.gradtape.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a CSV file (RFC 4180, UTF-8) whose last column is the class and whose other columns are numbers.
 *
 * <p>The first row is a header if none of its cells before the last is a number; the header's names are not kept. Classes are
 * numbered in the order in which they first appear. Nothing is guessed: a file with a missing, odd or infinite number anywhere
 * is refused as a whole.
 */
public final class CsvFile {

    private static final Pattern NUMBER = Pattern.compile(
            "[+-]?(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?|nan|inf|infinity)", Pattern.CASE_INSENSITIVE);
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int SHOWN = 40;

    private final Path file;
    private final List<double[]> rows = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final Map<String, Integer> classes = new LinkedHashMap<>();
    private int columns;

    private CsvFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return its samples; the data set's name is the file's
     * @throws DataFileException if the file cannot be read, is not such a file, or has fewer than two classes
     */
    public static DataSet read(Path file) throws DataFileException {
        CsvFile csv = new CsvFile(file);
        csv.readRows();
        return csv.toDataSet();
    }

    private void readRows() throws DataFileException {
        if (Files.isDirectory(file)) {
            throw new DataFileException(file, "is a folder, expected a file");
        }
        try (BufferedReader text = Files.newBufferedReader(file);
                CsvReader<CsvRecord> records = CsvReader.builder()
                        .allowUnclosedQuote(false)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofCsvRecord(withoutByteOrderMark(text))) {
            for (CsvRecord row : records) {
                if (columns > 0 || !isHeader(row)) {
                    add(row);
                }
                columns = row.getFieldCount();
            }
        } catch (NoSuchFileException e) {
            throw new DataFileException(file, "there is no such file", e);
        } catch (CsvParseException e) {
            throw new DataFileException(file, "is not CSV: " + e.getMessage(), e);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        }
    }

    private DataFileException unreadable(IOException e) {
        if (e instanceof DataFileException known) {
            return known;
        }
        boolean isText = !(e instanceof CharacterCodingException);
        return new DataFileException(file, isText ? "cannot be read: " + e.getMessage() : "is not text in UTF-8", e);
    }

    private static BufferedReader withoutByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    /** Checks the first row and tells whether it is a header. */
    private boolean isHeader(CsvRecord row) throws DataFileException {
        int features = row.getFieldCount() - 1;
        if (features < 1) {
            throw fault(row, features, "is the only column, expected at least two: numbers, and the class last");
        }
        List<String> cells = row.getFields().subList(0, features);
        return cells.stream().noneMatch(cell -> NUMBER.matcher(cell.strip()).matches());
    }

    private void add(CsvRecord row) throws DataFileException {
        if (columns > 0 && row.getFieldCount() != columns) {
            throw new DataFileException(
                    file,
                    "line " + row.getStartingLineNumber() + " has " + row.getFieldCount() + " columns, expected "
                            + columns + " as in the rows before");
        }
        int last = row.getFieldCount() - 1;
        double[] features = new double[last];
        for (int column = 0; column < last; column++) {
            features[column] = number(row, column);
        }
        String className = row.getField(last).strip();
        if (className.isEmpty()) {
            throw fault(row, last, "is empty, expected the name of a class");
        }
        rows.add(features);
        labels.add(classes.computeIfAbsent(className, name -> classes.size()));
    }

    private double number(CsvRecord row, int column) throws DataFileException {
        String cell = row.getField(column).strip();
        if (!NUMBER.matcher(cell).matches()) {
            throw fault(row, column, "is not a number");
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
        if (rows.isEmpty()) {
            throw new DataFileException(
                    file, "has no samples, expected rows of numbers with the class in the last column");
        }
        if (classes.size() == 1) {
            throw new DataFileException(
                    file,
                    "all samples are of the one class \""
                            + classes.keySet().iterator().next()
                            + "\", expected at least two classes in the last column");
        }
        int width = columns - 1;
        double[] features = new double[Math.multiplyExact(rows.size(), width)];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, features, i * width, width);
        }
        return new DataSet(
                file.getFileName().toString(),
                Tensor.adopt(Shape.of(rows.size(), width), features),
                Tensor.of(labels.stream().mapToDouble(label -> label).toArray()),
                List.copyOf(classes.keySet()));
    }
}
