package io.github.gradtape.data;

import io.github.gradtape.data.SafetensorsHeader.Entry;
import io.github.gradtape.tensor.Shape;
import io.github.gradtape.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Named tensors and notes as a file in the <a href="https://github.com/huggingface/safetensors">safetensors</a> format holds them.
 *
 * <pre>
 * bytes 0 to 7   N, the length of the header, as a little-endian integer
 * N bytes        the header, JSON in UTF-8:
 *                {"__metadata__": {key: text, …}, name: {"dtype": "F64", "shape": [2, 3], "data_offsets": [begin, end]}, …}
 * then           the elements, little-endian and in row-major order; offsets count from here
 * </pre>
 *
 * <p>Written as F64; F64 and F32 can be read. Nothing in a file is trusted: it is refused as a whole unless the tensors fill it
 * from the end of the header to its own end, without gap or overlap, and memory is taken for elements that are there alone.
 *
 * @param tensors the tensors by name, in the order of the file
 * @param metadata the notes by key, in the order of the file
 */
public record SafetensorsFile(Map<String, Tensor> tensors, Map<String, String> metadata) {

    private static final int LENGTH_BYTES = 8;
    private static final int MOST_HEADER_BYTES = 100_000_000;
    private static final Map<String, ElementType> READABLE =
            Map.of("F64", ElementType.FLOAT64, "F32", ElementType.FLOAT32);

    /**
     * Named tensors and notes, to be written.
     *
     * @param tensors the tensors by name
     * @param metadata the notes by key
     * @throws IllegalArgumentException if a tensor has the name that the format keeps for the notes, {@code __metadata__}, or more
     *     than 64 axes, or a name, a key or a note is not text, having half a surrogate pair
     */
    public SafetensorsFile {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        if (tensors.containsKey(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException(
                    "a tensor named " + SafetensorsHeader.METADATA + ": safetensors keeps that name for the metadata");
        }
        tensors.forEach((name, tensor) -> {
            if (tensor.rank() > HeaderJson.MOST_NUMBERS) {
                throw new IllegalArgumentException("tensor " + HeaderJson.shown(name) + ": has " + tensor.rank()
                        + " axes, expected at most " + HeaderJson.MOST_NUMBERS);
            }
        });
        for (Set<String> names : List.of(tensors.keySet(), metadata.keySet(), Set.copyOf(metadata.values()))) {
            names.forEach(SafetensorsFile::requireText);
        }
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return what it holds
     * @throws DataFileException if the file cannot be read, is not such a file in every detail, or holds elements of another type
     *     than F64 and F32
     */
    public static SafetensorsFile read(Path file) throws DataFileException {
        return FileAccess.read(file, SafetensorsFile::read);
    }

    private static SafetensorsFile read(ByteReader bytes) throws IOException {
        long length = ByteBuffer.wrap(bytes.read(LENGTH_BYTES, "the length of the header"))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 0 || length > MOST_HEADER_BYTES) {
            throw bytes.fault("byte 0: is no safetensors file, as its header would have "
                    + Long.toUnsignedString(length) + " bytes, expected at most " + MOST_HEADER_BYTES);
        }
        SafetensorsHeader header = new SafetensorsHeader(bytes, bytes.read((int) length, "the header"));
        List<Map.Entry<String, Entry>> inOrder = header.tensors().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end)))
                .toList();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        long start = bytes.position();
        for (Map.Entry<String, Entry> entry : inOrder) {
            tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), start, bytes));
        }
        bytes.requireEnd(tensors.isEmpty() ? "the header" : "the last tensor");
        return new SafetensorsFile(tensors, header.metadata());
    }

    private static Tensor tensor(String name, Entry entry, long start, ByteReader bytes) throws IOException {
        String quoted = "tensor " + HeaderJson.shown(name);
        ElementType type = READABLE.get(entry.dtype());
        if (type == null) {
            throw bytes.fault(
                    quoted + ": its elements are of type " + HeaderJson.shown(entry.dtype()) + ", expected F64 or F32");
        }
        Shape shape = shape(quoted, entry.shape(), bytes);
        String range = "data_offsets [" + entry.begin() + ", " + entry.end() + "]";
        long needed = (long) shape.size() * type.width();
        if (entry.begin() != bytes.position() - start) {
            throw bytes.fault(quoted + ": has " + range + ", expected to begin at " + (bytes.position() - start)
                    + ", where the tensor before it ends");
        }
        if (entry.end() - entry.begin() != needed) {
            throw bytes.fault(quoted + ": has " + range + ", expected " + needed + " bytes for shape " + shape + " of "
                    + entry.dtype());
        }
        return Tensor.adopt(shape, bytes.read(shape.size(), type, ByteOrder.LITTLE_ENDIAN, quoted));
    }

    private static Shape shape(String quoted, List<Long> extents, ByteReader bytes) throws DataFileException {
        if (extents.stream().anyMatch(extent -> extent > Integer.MAX_VALUE)) {
            throw bytes.fault(quoted + ": shape " + extents + " has an extent beyond " + Integer.MAX_VALUE);
        }
        try {
            return Shape.of(extents.stream().mapToInt(Long::intValue).toArray());
        } catch (IllegalArgumentException e) {
            throw bytes.fault(quoted + ": " + e.getMessage());
        }
    }

    /**
     * Writes these tensors, as F64, and notes to a file.
     *
     * <p>The file appears under its name, or replaces the one there was, in a single step when the disk has it whole: whoever
     * reads it meanwhile, or after the process was killed at any moment, finds the old file or the new one. The same tensors and
     * notes always make the same bytes.
     *
     * @param file the file
     * @throws DataFileException if the file cannot be written; there is then what was there before
     */
    public void write(Path file) throws DataFileException {
        byte[] header = header().getBytes(StandardCharsets.UTF_8);
        if (header.length > MOST_HEADER_BYTES) {
            throw new DataFileException(
                    file, "cannot be written: a header of " + header.length + " bytes is beyond " + MOST_HEADER_BYTES);
        }
        byte[] padded = Arrays.copyOf(header, (header.length + LENGTH_BYTES - 1) / LENGTH_BYTES * LENGTH_BYTES);
        Arrays.fill(padded, header.length, padded.length, (byte) ' ');
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        length.putLong(padded.length);
        FileAccess.replace(file, out -> {
            out.write(length.array());
            out.write(padded);
            for (Tensor tensor : tensors.values()) {
                Doubles.write(tensor.borrow(), out);
            }
        });
    }

    private String header() {
        StringBuilder json = new StringBuilder("{");
        if (!metadata.isEmpty()) {
            json.append(metadata.entrySet().stream()
                    .map(note -> quoted(note.getKey()) + ":" + quoted(note.getValue()))
                    .collect(Collectors.joining(",", quoted(SafetensorsHeader.METADATA) + ":{", "}")));
        }
        long begin = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            long end = begin + (long) entry.getValue().size() * Double.BYTES;
            String shape = Arrays.toString(entry.getValue().shape().extents()).replace(" ", "");
            json.append(json.length() > 1 ? "," : "")
                    .append(quoted(entry.getKey()))
                    .append(":{\"dtype\":\"F64\",\"shape\":")
                    .append(shape)
                    .append(",\"data_offsets\":[" + begin + "," + end + "]}");
            begin = end;
        }
        return json.append("}").toString();
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return json.append("\"").toString();
    }

    private static void requireText(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("\"" + text + "\" has half a surrogate pair, which is not text");
        }
    }
}
