package io.github.gradtape.viz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes grey images as PNG: 8 bits a pixel, in one chunk, without filters (W3C, Portable Network Graphics, 2nd edition 2003). */
final class GreyPng {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] EIGHT_BITS_OF_GREY = {8, 0, 0, 0, 0};
    private static final int BUFFER = 4096;

    private GreyPng() {}

    /** The image as a link, of its pixels in row-major order, 0 for black. */
    static String dataUri(int height, int width, byte... pixels) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        chunk("IHDR", header(height, width), png);
        chunk("IDAT", deflated(height, width, pixels), png);
        chunk("IEND", new byte[0], png);
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
    }

    private static byte[] header(int height, int width) {
        return ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(EIGHT_BITS_OF_GREY)
                .array();
    }

    /** The rows, each after the number of its filter, which is 0 for none. */
    private static byte[] deflated(int height, int width, byte... pixels) {
        ByteBuffer rows = ByteBuffer.allocate(height * (width + 1));
        for (int row = 0; row < height; row++) {
            rows.put((byte) 0).put(pixels, row * width, width);
        }
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(rows.array());
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(String type, byte[] content, ByteArrayOutputStream png) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(content);
        png.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        png.writeBytes(name);
        png.writeBytes(content);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
    }
}
