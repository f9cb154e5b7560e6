package io.github.gradtape.viz;

import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A tensor seen as a matrix.
 *
 * @param tensor the tensor
 * @param rowShape the extents of its first axes, which number the rows
 * @param columnShape those of the others, which number the columns
 */
record Matrix(Tensor tensor, Shape rowShape, Shape columnShape) {

    Matrix(Tensor tensor, int rowAxes) {
        this(
                tensor,
                Shape.of(Arrays.copyOf(tensor.shape().extents(), rowAxes)),
                Shape.of(Arrays.copyOfRange(tensor.shape().extents(), rowAxes, tensor.rank())));
    }

    int rows() {
        return rowShape.size();
    }

    int columns() {
        return columnShape.size();
    }

    double get(int row, int column) {
        return tensor.borrow()[row * columns() + column];
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
        for (int row = fromRow; row < Math.min(toRow, rows()); row++) {
            for (int column = fromColumn; column < Math.min(toColumn, columns()); column++) {
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
        return label(row, rowShape);
    }

    String columnLabel(int column) {
        return label(column, columnShape);
    }

    private static String label(int place, Shape shape) {
        return IntStream.of(shape.index(place)).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }
}
