package io.github.gradtape.viz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class GreyPngTest {

    /** Browsers refuse an image with a wrong one; the reader of the JDK, by which pixels are tested, does not look. */
    @Test
    void everyChunkHasItsChecksum() {
        String link = GreyPng.dataUri(1, 2, (byte) 7, (byte) 9);
        byte[] png = Base64.getDecoder().decode(link.substring(link.indexOf(',') + 1));
        ByteBuffer in = ByteBuffer.wrap(png).position(8);
        List<String> types = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] chunk = new byte[4 + in.getInt()];
            in.get(chunk);
            CRC32 check = new CRC32();
            check.update(chunk);
            assertEquals((int) check.getValue(), in.getInt());
            types.add(new String(chunk, 0, 4, StandardCharsets.US_ASCII));
        }
        assertEquals(List.of("IHDR", "IDAT", "IEND"), types);
    }
}
