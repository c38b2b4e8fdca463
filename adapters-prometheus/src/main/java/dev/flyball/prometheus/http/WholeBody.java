package dev.flyball.prometheus.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Keeps an answer as it is. */
public final class WholeBody implements Body<byte[]> {

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    @Override
    public void take(ByteBuffer bytes) {
        byte[] chunk = new byte[bytes.remaining()];
        bytes.get(chunk);
        taken.writeBytes(chunk);
    }

    @Override
    public byte[] end() {
        return taken.toByteArray();
    }
}
