package io.github.gradtape.data;

import io.github.gradtape.tensor.Reductions;
import io.github.gradtape.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Named arrays in NumPy's NPZ format: a zip archive of one {@link NpyFile NPY} file for each, called after it.
 *
 * <p>Entries are written without compression, all of the same date, so that the same arrays always make the same bytes; deflated
 * ones can be read as well.
 */
public final class NpzFile {

    private static final String SUFFIX = ".npy";

    /** The date of every entry: early, but not the first day of zip's calendar, at which Java adds the time zone's own. */
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 2, 1, 0, 0);

    /** A central header of zip has 46 bytes and the name; later JDKs hold both to what 16 bits count. */
    private static final int MOST_NAME_BYTES = 65_535 - 46 - SUFFIX.length();

    private static final int MOST_CLASSES = 65_536;

    private NpzFile() {}

    /**
     * Reads all arrays of a file.
     *
     * @param file the file
     * @return the arrays by name, in the order of the archive
     * @throws DataFileException if the file cannot be read, is not such a file in every detail, or a checksum is wrong
     */
    public static Map<String, Tensor> read(Path file) throws DataFileException {
        FileAccess.requireFile(file);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new DataFileException(file, "is a pipe or a device, but an archive is read from a file alone");
        }
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : entries(zip)) {
                String name = entry.getName();
                if (!name.endsWith(SUFFIX)) {
                    throw new DataFileException(file, name + ": expected entries whose names end in " + SUFFIX);
                }
                Tensor array = read(file, zip, entry);
                if (arrays.put(name.substring(0, name.length() - SUFFIX.length()), array) != null) {
                    throw new DataFileException(file, name + ": stands twice");
                }
            }
        } catch (ZipException e) {
            throw new DataFileException(file, "is not a sound zip archive: " + e.getMessage(), e);
        } catch (EOFException e) {
            throw new DataFileException(file, "is not a sound zip archive: an entry ends too early", e);
        } catch (IOException e) {
            throw FileAccess.unreadable(file, e);
        }
        return Collections.unmodifiableMap(arrays);
    }

    private static List<? extends ZipEntry> entries(ZipFile zip) throws ZipException {
        try {
            return Collections.list(zip.entries());
        } catch (IllegalArgumentException e) {
            // the JDK's own check when it opens an archive lets some of these pass
            ZipException fault = new ZipException("a name or comment in it is not UTF-8, " + e.getMessage());
            fault.initCause(e);
            throw fault;
        }
    }

    private static Tensor read(Path file, ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream raw = zip.getInputStream(entry)) {
            CheckedInputStream in = new CheckedInputStream(raw, new CRC32());
            ByteReader bytes = new ByteReader(file, entry.getName(), in);
            Tensor array = NpyFile.read(bytes);
            if (in.getChecksum().getValue() != entry.getCrc()) {
                throw bytes.fault("is damaged, its checksum is wrong");
            }
            if (bytes.position() != entry.getSize()) {
                throw bytes.fault(
                        "has " + bytes.position() + " bytes, but " + entry.getSize() + " in the archive's directory");
            }
            return array;
        }
    }

    /**
     * Reads samples and their classes from the arrays x and y of a file.
     *
     * @param file the file, which holds just an array {@code x} of shape [n, …] without an extent of 0, the features, and {@code y}
     *     of shape [n], the classes as whole numbers from 0
     * @return the samples; the classes are "0" up to the largest label, the data set's name is the file's
     * @throws DataFileException if the file cannot be read, holds other arrays, a feature is not finite, or a label is no whole
     *     number from 0 to 65,535
     */
    public static DataSet readDataSet(Path file) throws DataFileException {
        Map<String, Tensor> arrays = read(file);
        if (!arrays.keySet().equals(Set.of("x", "y"))) {
            throw new DataFileException(
                    file,
                    "holds the arrays " + List.copyOf(arrays.keySet()) + ", expected x (features) and y (classes)");
        }
        Tensor x = arrays.get("x");
        Tensor y = arrays.get("y");
        if (x.rank() < 2 || y.rank() != 1 || x.shape().extent(0) != y.size() || x.size() == 0) {
            throw new DataFileException(
                    file,
                    "x has shape " + x.shape() + " and y has shape " + y.shape()
                            + ", expected [n, ...] and [n], each extent at least 1");
        }
        requireFeatures(file, x.borrow());
        requireLabels(file, y.borrow());
        int largest = (int) Reductions.max(y).item();
        List<String> classes =
                IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
        return new DataSet(file.getFileName().toString(), x, y, classes);
    }

    private static void requireFeatures(Path file, double[] x) throws DataFileException {
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i])) {
                throw new DataFileException(file, "x: number " + i + " is " + x[i] + ", expected finite numbers");
            }
        }
    }

    private static void requireLabels(Path file, double[] y) throws DataFileException {
        for (int i = 0; i < y.length; i++) {
            if (y[i] != Math.rint(y[i]) || !(y[i] >= 0 && y[i] < MOST_CLASSES)) {
                throw new DataFileException(
                        file,
                        "y: number " + i + " is " + y[i] + ", expected whole numbers from 0 to " + (MOST_CLASSES - 1));
            }
        }
    }

    /**
     * Writes arrays to a file.
     *
     * <p>The file appears under its name, or replaces the one there was, in a single step when the disk has it whole.
     *
     * @param file the file
     * @param arrays the arrays by name, written in the order of the map
     * @throws DataFileException if the file cannot be written; there is then what was there before
     * @throws IllegalArgumentException if a name is not text, having half a surrogate pair, or has more than 65,485 bytes in UTF-8, or
     *     an array has more than NumPy's 64 axes
     */
    public static void write(Path file, Map<String, Tensor> arrays) throws DataFileException {
        arrays.keySet().forEach(NpzFile::requireName);
        FileAccess.replace(file, out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, Tensor> array : arrays.entrySet()) {
                    zip.putNextEntry(stored(array.getKey() + SUFFIX, array.getValue()));
                    NpyFile.write(array.getValue(), zip);
                    zip.closeEntry();
                }
            }
        });
    }

    private static void requireName(String name) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new IllegalArgumentException(
                    "array " + HeaderJson.shown(name) + ": its name has half a surrogate pair, which is not text");
        }
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length > MOST_NAME_BYTES) {
            throw new IllegalArgumentException("array " + HeaderJson.shown(name) + ": its name has " + length
                    + " bytes, but zip takes at most " + MOST_NAME_BYTES);
        }
    }

    private static ZipEntry stored(String name, Tensor array) throws IOException {
        CheckedOutputStream bytes = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        NpyFile.write(array, bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(NpyHeader.of(array.shape()).length + (long) array.size() * Double.BYTES);
        entry.setCrc(bytes.getChecksum().getValue());
        entry.setTimeLocal(DATE);
        return entry;
    }
}
