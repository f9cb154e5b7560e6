package io.github.gradtape.viz;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/** The cells of a heat map: one for each element of a matrix, or for a block of them if there are too many. */
final class Cells {

    private static final int MOST_WIDE = 16;
    private static final double WIDTH = 62;
    private static final double HEIGHT = 34;
    private static final double MOST_IN_A_ROW = 720;
    private static final double MOST_IN_A_SQUARE = 640;
    private static final double PADDING = 3;

    private static final double LEAST_PLAIN = 1e-3;
    private static final double MOST_PLAIN = 1e5;

    final Matrix matrix;

    /** How many rows of the matrix a cell stands for. */
    final int rowBlock;

    final int columnBlock;

    final int rows;
    final int columns;
    final double width;
    final double height;

    private final double[] values;

    Cells(Matrix matrix) {
        this.matrix = matrix;
        this.rowBlock = Math.max(1, ceilDiv(matrix.rows(), HeatMap.MOST_CELLS));
        this.columnBlock = Math.max(1, ceilDiv(matrix.columns(), HeatMap.MOST_CELLS));
        this.rows = ceilDiv(matrix.rows(), rowBlock);
        this.columns = ceilDiv(matrix.columns(), columnBlock);
        int most = Math.max(rows, columns);
        if (most <= MOST_WIDE) {
            this.width = Math.min(WIDTH, Math.floor(MOST_IN_A_ROW / Math.max(1, columns)));
            this.height = HEIGHT;
        } else {
            this.width = Math.min(HEIGHT, Math.floor(MOST_IN_A_SQUARE / most));
            this.height = width;
        }
        this.values = new double[rows * columns];
        for (int i = 0; i < values.length; i++) {
            int row = i / columns * rowBlock;
            int column = i % columns * columnBlock;
            values[i] = matrix.strongest(row, row + rowBlock, column, column + columnBlock);
        }
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }

    boolean areBlocks() {
        return rowBlock > 1 || columnBlock > 1;
    }

    int most() {
        return Math.max(rows, columns);
    }

    double value(int row, int column) {
        return values[row * columns + column];
    }

    /** Writes values so that all have room in their cells, each with the same decimals, if there is such a way. */
    Optional<DoubleFunction<String>> format() {
        return Stream.of(format(3), format(2)).filter(this::fits).findFirst();
    }

    /** The greatest value to so many significant digits, and all others to as many decimals. */
    private DoubleFunction<String> format(int digits) {
        double greatest = matrix.greatest();
        if (greatest < MOST_PLAIN && matrix.isWhole()) {
            return x -> ShortNumber.fixed(x, 0);
        }
        if (greatest < LEAST_PLAIN || greatest >= MOST_PLAIN) {
            return x -> ShortNumber.of(x, digits);
        }
        int decimals = Math.max(0, digits - 1 - (int) Math.floor(Math.log10(greatest)));
        return x -> ShortNumber.fixed(x, decimals);
    }

    private boolean fits(DoubleFunction<String> format) {
        return height >= Svg.FONT + 2 * PADDING
                && !areBlocks()
                && Arrays.stream(values)
                        .mapToObj(format)
                        .allMatch(text -> Text.width(text, Svg.FONT) <= width - 2 * PADDING);
    }
}
