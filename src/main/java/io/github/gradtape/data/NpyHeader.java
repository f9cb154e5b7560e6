package io.github.gradtape.data;

import io.github.gradtape.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the elements of an NPY file.
 *
 * @param type the type of the elements
 * @param order the order of an element's bytes
 * @param isFortranOrder whether the first axis runs fastest, not the last
 * @param shape the shape
 */
record NpyHeader(ElementType type, ByteOrder order, boolean isFortranOrder, Shape shape) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final int MOST_BYTES = 65_535;
    private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");
    private static final Pattern MEMBER = Pattern.compile("\\s*(['\"])(\\w+)\\1\\s*:"
            + "\\s*(?:(['\"])(?<text>[^'\"]*)\\3|(?<truth>True|False)|\\((?<tuple>[\\d\\s,]*)\\))\\s*");
    private static final int MOST_AXES = 64;
    private static final Map<String, ElementType> TYPES = Map.ofEntries(
            Map.entry("f8", ElementType.FLOAT64),
            Map.entry("f4", ElementType.FLOAT32),
            Map.entry("i1", ElementType.INT8),
            Map.entry("i2", ElementType.INT16),
            Map.entry("i4", ElementType.INT32),
            Map.entry("i8", ElementType.INT64),
            Map.entry("u1", ElementType.UINT8),
            Map.entry("u2", ElementType.UINT16),
            Map.entry("u4", ElementType.UINT32),
            Map.entry("u8", ElementType.UINT64),
            Map.entry("b1", ElementType.BOOL));

    static NpyHeader read(ByteReader bytes) throws IOException {
        byte[] start = bytes.read(MAGIC.length + 2, "the start of an NPY file");
        if (!Arrays.equals(MAGIC, Arrays.copyOf(start, MAGIC.length))) {
            throw bytes.fault("is not NPY, expected the byte 93 and NUMPY at its beginning");
        }
        int version = start[MAGIC.length] & 0xff;
        int minor = start[MAGIC.length + 1] & 0xff;
        if (version < 1 || version > 3 || minor != 0) {
            throw bytes.fault("byte 6: is NPY of version " + version + "." + minor + ", expected 1.0, 2.0 or 3.0");
        }
        ByteBuffer length = ByteBuffer.wrap(bytes.read(version == 1 ? 2 : 4, "the length of the header"))
                .order(ByteOrder.LITTLE_ENDIAN);
        int count = version == 1 ? length.getShort() & 0xffff : length.getInt();
        if (count < 0 || count > MOST_BYTES) {
            throw bytes.fault("byte 8: the header has " + Integer.toUnsignedString(count) + " bytes, expected at most "
                    + MOST_BYTES);
        }
        // every key and value that can be read is ASCII, in all three versions
        return parsed(new String(bytes.read(count, "the header"), StandardCharsets.ISO_8859_1), bytes);
    }

    private static NpyHeader parsed(String dictionary, ByteReader bytes) throws DataFileException {
        Map<String, Matcher> members = members(dictionary.strip(), bytes);
        String descr = members.get("descr").group("text");
        String truth = members.get("fortran_order").group("truth");
        String tuple = members.get("shape").group("tuple");
        if (descr == null || truth == null || tuple == null) {
            throw notUnderstood(dictionary, bytes);
        }
        ElementType type = descr.length() == 3 ? TYPES.get(descr.substring(1)) : null;
        boolean hasOrder = type != null && (type.width() == 1 ? "<>|" : "<>").indexOf(descr.charAt(0)) >= 0;
        if (!hasOrder) {
            throw bytes.fault("its elements are of type \"" + descr
                    + "\", expected < or > and f8, f4, i8, i4, i2, u8, u4 or u2, or |i1, |u1 or |b1");
        }
        ByteOrder order = descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NpyHeader(type, order, truth.equals("True"), shape(tuple, bytes));
    }

    /** The three members of a Python dictionary, in any order, with a comma after the last or not. */
    private static Map<String, Matcher> members(String dictionary, ByteReader bytes) throws DataFileException {
        Map<String, Matcher> members = new HashMap<>();
        if (!dictionary.startsWith("{") || !dictionary.endsWith("}")) {
            throw notUnderstood(dictionary, bytes);
        }
        int end = dictionary.length() - 1;
        for (int at = 1; at < end && !dictionary.substring(at, end).isBlank(); ) {
            Matcher member = MEMBER.matcher(dictionary).region(at, end);
            if (members.size() == KEYS.size() || !member.lookingAt() || members.put(member.group(2), member) != null) {
                throw notUnderstood(dictionary, bytes);
            }
            at = member.end();
            if (at < end && dictionary.charAt(at++) != ',') {
                throw notUnderstood(dictionary, bytes);
            }
        }
        if (!members.keySet().equals(KEYS)) {
            throw notUnderstood(dictionary, bytes);
        }
        return members;
    }

    /** The shape from what stands between a tuple's brackets; that of one extent needs its comma. */
    private static Shape shape(String tuple, ByteReader bytes) throws DataFileException {
        List<String> extents = new ArrayList<>(Arrays.asList(tuple.split(",", -1)));
        if (extents.get(extents.size() - 1).isBlank()) {
            extents.remove(extents.size() - 1);
        } else if (extents.size() == 1) {
            throw bytes.fault("its shape is (" + tuple + "), expected a tuple: (" + tuple + ",)");
        }
        try {
            if (extents.size() <= MOST_AXES) {
                return Shape.of(extents.stream()
                        .map(String::strip)
                        .mapToInt(Integer::parseInt)
                        .toArray());
            }
        } catch (NumberFormatException e) {
            throw bytes.fault("its shape is (" + tuple + "), expected extents from 0 to " + Integer.MAX_VALUE);
        } catch (IllegalArgumentException e) {
            throw bytes.fault("its " + e.getMessage());
        }
        throw bytes.fault("its shape has " + extents.size() + " axes, expected at most " + MOST_AXES);
    }

    private static DataFileException notUnderstood(String dictionary, ByteReader bytes) {
        String shown = dictionary.length() > 100 ? dictionary.substring(0, 100) + "..." : dictionary;
        return bytes.fault("its header is " + shown.strip()
                + ", expected {'descr': a type, 'fortran_order': True or False, 'shape': (extents)}");
    }

    /** The bytes before little-endian doubles in row-major order: version 1.0, padded so that they begin at a multiple of 64. */
    static byte[] of(Shape shape) {
        if (shape.rank() > MOST_AXES) {
            throw new IllegalArgumentException("an array of " + shape.rank() + " axes: NPY takes at most " + MOST_AXES);
        }
        String extents = Arrays.toString(shape.extents());
        String tuple = extents.substring(1, extents.length() - 1) + (shape.rank() == 1 ? "," : "");
        String dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + tuple + "), }";
        int prefix = MAGIC.length + 4;
        int size = (prefix + dictionary.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (size - prefix));
        bytes.put(dictionary.getBytes(StandardCharsets.US_ASCII));
        Arrays.fill(bytes.array(), bytes.position(), size - 1, (byte) ' ');
        bytes.array()[size - 1] = '\n';
        return bytes.array();
    }
}
