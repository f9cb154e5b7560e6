package io.github.gradtape.data;

import io.github.gradtape.tensor.Layout;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * One array in <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NumPy's NPY format</a>.
 *
 * <pre>
 * bytes 0 to 5   93 hexadecimal, "NUMPY"
 * bytes 6, 7     the version: 1.0, 2.0 or 3.0
 * then           the length of the header as a little-endian integer, of 2 bytes in version 1.0, else of 4
 * then           the header: {'descr': '&lt;f8', 'fortran_order': False, 'shape': (2, 3), }
 * then           the elements, to the end of the file
 * </pre>
 *
 * <p>Written as little-endian doubles in row-major order. Read are doubles, floats, integers of all widths and truth values (1
 * and 0), in either order of bytes and of axes. An integer that no double equals is refused.
 */
public final class NpyFile {

    private NpyFile() {}

    /**
     * Reads a file.
     *
     * @param file the file
     * @return its array
     * @throws DataFileException if the file cannot be read, is not such a file in every detail, or holds elements of another type
     */
    public static Tensor read(Path file) throws DataFileException {
        return FileAccess.read(file, NpyFile::read);
    }

    static Tensor read(ByteReader bytes) throws IOException {
        NpyHeader header = NpyHeader.read(bytes);
        Shape shape = header.shape();
        String promise = "elements of shape " + shape;
        double[] values = bytes.read(shape.size(), header.type(), header.order(), promise);
        bytes.requireEnd(promise);
        if (!header.isFortranOrder()) {
            return Tensor.adopt(shape, values);
        }
        int[] reversed = IntStream.range(0, shape.rank())
                .map(axis -> shape.rank() - 1 - axis)
                .toArray();
        Shape stored = Shape.of(IntStream.of(reversed).map(shape::extent).toArray());
        return Layout.permute(Tensor.adopt(stored, values), reversed);
    }

    /**
     * Writes an array to a file.
     *
     * <p>The file appears under its name, or replaces the one there was, in a single step when the disk has it whole.
     *
     * @param file the file
     * @param array the array
     * @throws DataFileException if the file cannot be written; there is then what was there before
     * @throws IllegalArgumentException if the array has more than NumPy's 64 axes
     */
    public static void write(Path file, Tensor array) throws DataFileException {
        FileAccess.replace(file, out -> write(array, out));
    }

    static void write(Tensor array, OutputStream out) throws IOException {
        out.write(NpyHeader.of(array.shape()));
        Doubles.write(array.borrow(), out);
    }
}
