package io.github.gradtape.viz;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * A tensor seen as a matrix.
 *
 * @param tensor the tensor
 * @param rowAxes how many of its first axes number the rows; the others number the columns
 * @param rows how many rows that makes
 * @param columns how many columns that makes
 */
record Matrix(Tensor tensor, int rowAxes, int rows, int columns) {

    Matrix(Tensor tensor, int rowAxes) {
        this(
                tensor,
                rowAxes,
                Shape.of(rowExtents(tensor, rowAxes)).size(),
                Shape.of(columnExtents(tensor, rowAxes)).size());
    }

    double get(int row, int column) {
        return tensor.borrow()[row * columns + column];
    }

    /** The greatest size of a finite element, 0 if there is none. */
    double greatest() {
        return Arrays.stream(tensor.borrow())
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    boolean isWhole() {
        return Arrays.stream(tensor.borrow()).filter(Double::isFinite).allMatch(x -> x == Math.rint(x));
    }

    /** Whether no finite element is below 0, and some are above. */
    boolean isPositive() {
        return greatest() > 0
                && Arrays.stream(tensor.borrow()).filter(Double::isFinite).allMatch(x -> x >= 0);
    }

    /** The element of a block that is most worth seeing: a NaN, or else the first one of the greatest size. */
    double strongest(int fromRow, int toRow, int fromColumn, int toColumn) {
        double strongest = 0;
        for (int row = fromRow; row < Math.min(toRow, rows); row++) {
            for (int column = fromColumn; column < Math.min(toColumn, columns); column++) {
                double x = get(row, column);
                // Double.compare puts NaN above infinity
                if (Double.compare(Math.abs(x), Math.abs(strongest)) > 0) {
                    strongest = x;
                }
            }
        }
        return strongest;
    }

    /** The position along each of the axes that number the rows, for example {@code 3}, or {@code 1,2} if there are two. */
    String rowLabel(int row) {
        return label(row, rowExtents(tensor, rowAxes));
    }

    String columnLabel(int column) {
        return label(column, columnExtents(tensor, rowAxes));
    }

    private static int[] rowExtents(Tensor tensor, int rowAxes) {
        return Arrays.copyOf(tensor.shape().extents(), rowAxes);
    }

    private static int[] columnExtents(Tensor tensor, int rowAxes) {
        return Arrays.copyOfRange(tensor.shape().extents(), rowAxes, tensor.rank());
    }

    private static String label(int place, int... extents) {
        StringJoiner label = new StringJoiner(",");
        Arrays.stream(Shape.of(extents).index(place)).forEach(it -> label.add(Integer.toString(it)));
        return label.toString();
    }
}
