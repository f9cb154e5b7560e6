package io.github.gradtape.data;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads as much of JSON as a safetensors header is made of, and no more: objects, strings, and arrays of whole numbers from 0.
 *
 * <p>Faults name the byte of the file, where the header begins at byte 8.
 */
final class HeaderJson {

    /** In an array, which is a shape: its axes, of which NumPy has no more either. */
    static final int MOST_NUMBERS = 64;

    private static final int START = 8;
    private static final int MOST_SHOWN = 80;
    private static final String ESCAPED = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";

    private final ByteReader source;
    private final byte[] json;
    private int at;

    /** Reads the value of a key. */
    @FunctionalInterface
    interface Member {
        void read(String key) throws DataFileException;
    }

    HeaderJson(ByteReader source, byte[] json) throws DataFileException {
        this.source = source;
        this.json = json;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
        } catch (CharacterCodingException e) {
            throw source.fault("the header is not text in UTF-8");
        }
        if (peek() != '{') {
            throw expected("{");
        }
    }

    /** A string in quotes, if it is long only its beginning. */
    static String shown(String text) {
        return "\"" + (text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text) + "\"";
    }

    void requireEnd() throws DataFileException {
        skipBlanks();
        if (at < json.length) {
            throw expected("the end of the header");
        }
    }

    void readObject(Member member) throws DataFileException {
        Set<String> keys = new HashSet<>();
        take('{');
        if (takeIf('}')) {
            return;
        }
        do {
            String key = string();
            if (!keys.add(key)) {
                throw source.fault("key " + shown(key) + " stands twice, again before byte " + (START + at));
            }
            take(':');
            member.read(key);
        } while (takeIf(','));
        take('}');
    }

    List<Long> numbers() throws DataFileException {
        List<Long> numbers = new ArrayList<>();
        take('[');
        if (takeIf(']')) {
            return numbers;
        }
        do {
            if (numbers.size() == MOST_NUMBERS) {
                throw expected("at most " + MOST_NUMBERS + " numbers");
            }
            numbers.add(number());
        } while (takeIf(','));
        take(']');
        return numbers;
    }

    private long number() throws DataFileException {
        skipBlanks();
        int from = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        String digits = new String(json, from, at - from, StandardCharsets.US_ASCII);
        try {
            if (digits.length() < 2 || digits.charAt(0) != '0') {
                return Long.parseLong(digits);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        at = from;
        throw expected("a whole number from 0 to " + Long.MAX_VALUE);
    }

    String string() throws DataFileException {
        StringBuilder text = new StringBuilder();
        take('"');
        for (int from = at; ; from = at) {
            while (peek() != '"' && peek() != '\\' && peek() >= ' ') {
                at++;
            }
            text.append(new String(json, from, at - from, StandardCharsets.UTF_8));
            if (peek() == '"') {
                at++;
                return requireText(text.toString());
            }
            text.append(escape());
        }
    }

    /** An escape can write half a surrogate pair, which is not text. */
    private String requireText(String text) throws DataFileException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw source.fault("byte " + (START + at) + ": the string before has half a surrogate pair, expected text");
        }
        return text;
    }

    private char escape() throws DataFileException {
        if (peek() != '\\') {
            throw expected("\" at the end of a string");
        }
        at++;
        int kind = ESCAPED.indexOf(peek());
        if (kind >= 0) {
            at++;
            return MEANT.charAt(kind);
        }
        int unit = 0;
        for (int digit = 0; digit < 5; digit++, at++) {
            int value = digit == 0 ? (peek() == 'u' ? 0 : -1) : Character.digit(peek(), 16);
            if (value < 0) {
                throw expected("an escape of JSON");
            }
            unit = unit << 4 | value;
        }
        return (char) unit;
    }

    private void take(char wanted) throws DataFileException {
        if (!takeIf(wanted)) {
            throw expected(String.valueOf(wanted));
        }
    }

    private boolean takeIf(char wanted) {
        skipBlanks();
        boolean isThere = peek() == wanted;
        at += isThere ? 1 : 0;
        return isThere;
    }

    private void skipBlanks() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            at++;
        }
    }

    /** The next byte, 0 to 255, or −1 at the end. */
    private int peek() {
        return at < json.length ? json[at] & 0xff : -1;
    }

    private DataFileException expected(String what) {
        return source.fault("byte " + (START + at) + ": expected " + what + " in the header's JSON");
    }
}
